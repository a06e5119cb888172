// Look again every second until every text is read; the page is whole without it.
async function again() {
  const answer = await fetch(location.href);
  const now = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("progress");
  if (!answer.ok || !now) return;
  document.getElementById("progress").replaceWith(now);
  if (now.dataset.waiting !== "0") setTimeout(again, 1000);
}
setTimeout(again, 1000);

// The slider: fetches the drawing of a month and puts it in place; without this script the date field does the same.
const slider = document.getElementById("months");
const part = document.getElementById("council-part");
const field = document.getElementById("on");
let wanted = null;
let busy = false;
function dayOf(months) {
  const year = 1946 + Math.floor(months / 12);
  const month = (months % 12) + 1;
  return months === 0 ? "1946-01-17" : `${year}-${String(month).padStart(2, "0")}-15`;
}
async function show() {
  if (busy || wanted === null) return;
  busy = true;
  const day = wanted;
  wanted = null;
  try {
    const answer = await fetch(`/council?part=true&on=${day}`);
    if (answer.ok) {
      const html = new DOMParser().parseFromString(await answer.text(), "text/html");
      part.replaceChildren(...html.body.childNodes);
      field.value = day;
      document.querySelector("h1").textContent = `The Security Council on ${part.querySelector("strong").textContent}`;
      history.replaceState(null, "", `/council?on=${day}`);
    }
  } finally {
    busy = false;
    show();
  }
}
slider.disabled = false;
slider.addEventListener("input", () => {
  wanted = dayOf(Number(slider.value));
  slider.setAttribute("aria-valuetext", wanted);
  show();
});

// Changing a vote, or clicking a seat, fetches the drawing and the numbers again; without this script the button does.
const form = document.getElementById("what-if");
const part = document.getElementById("what-if-part");
const order = ["", "yes", "no", "abstain"];
let asked = 0;
async function show() {
  const query = new URLSearchParams(new FormData(form));
  for (const [key, value] of [...query]) if (value === "") query.delete(key);
  const mine = ++asked;
  const answer = await fetch(`/what-if?${query}&part=true`);
  if (!answer.ok || mine !== asked) return;
  const html = new DOMParser().parseFromString(await answer.text(), "text/html");
  part.replaceChildren(...html.body.childNodes);
  history.replaceState(null, "", `/what-if?${query}`);
}
form.addEventListener("change", show);
part.addEventListener("click", (event) => {
  const seat = event.target.closest("g[data-state]");
  if (!seat) return;
  const select = document.getElementById(`v_${seat.dataset.state}`);
  if (!select) return;
  select.value = order[(order.indexOf(select.value) + 1) % order.length];
  show();
});

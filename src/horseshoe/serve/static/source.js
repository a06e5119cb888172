// Hover, focus or follow a reference: light up every stretch of the source that its span covers. The other way round, words
// under the pointer, or a number behind them in focus, say in a note what was read there.
const marks = [...document.querySelectorAll("mark[data-spans]")];
const refs = [...document.querySelectorAll("a[data-span]")];
const note = document.getElementById("note");
function light(span) {
  for (const mark of marks) mark.classList.toggle("lit", span !== null && mark.dataset.spans.split(" ").includes(span));
}
function target() {
  return location.hash.startsWith("#s-") ? location.hash.slice(3) : null;
}
for (const ref of refs) {
  for (const kind of ["mouseenter", "focus"]) ref.addEventListener(kind, () => light(ref.dataset.span));
  for (const kind of ["mouseleave", "blur"]) ref.addEventListener(kind, () => light(target()));
}
function holder(element) {
  return element.closest("details.item-form, li, .headline");
}
function words(element) {
  const box = element.querySelector("summary, [id^=line-]") ?? element;
  return box.textContent.replace(/\s+/g, " ").trim();
}
function tell(holders) {
  for (const one of document.querySelectorAll(".told")) one.classList.remove("told");
  note.replaceChildren();
  for (const one of new Set(holders)) {
    one.classList.add("told");
    const line = document.createElement("p");
    line.textContent = words(one);
    note.append(line);
  }
  note.hidden = holders.length === 0;
}
// What the number in focus leads to: it stays told when the pointer leaves the words, as focus itself may move them.
function focused() {
  const back = document.activeElement?.closest(".back a");
  const line = back ? document.querySelector(back.getAttribute("href")) : null;
  return line ? [holder(line)] : [];
}
if (note) {
  for (const mark of marks) {
    const spans = mark.dataset.spans.split(" ");
    mark.addEventListener("mouseenter", () => tell(refs.filter((r) => spans.includes(r.dataset.span)).map(holder)));
    mark.addEventListener("mouseleave", () => tell(focused()));
  }
  for (const back of document.querySelectorAll(".back a")) {
    back.addEventListener("focus", () => tell(focused()));
    back.addEventListener("blur", () => tell([]));
  }
}
function openItem() {
  const line = location.hash.startsWith("#line-") ? document.querySelector(location.hash) : null;
  const box = line?.closest("details");
  if (box) box.open = true;
}
addEventListener("hashchange", () => {
  light(target());
  openItem();
});
light(target());
openItem();
// Items by type: a box shows or hides those of one type, in the list and in the text; j and k step through what is shown.
const boxes = [...document.querySelectorAll("#filter input")];
const items = [...document.querySelectorAll("details.item-form[data-kind]")];
function filter() {
  const shown = new Set(boxes.filter((b) => b.checked).map((b) => b.dataset.kind));
  for (const item of items) item.hidden = !shown.has(item.dataset.kind);
  const spans = new Set(items.filter((i) => !i.hidden).map((i) => i.querySelector("a[data-span]").dataset.span));
  for (const mark of marks) mark.classList.toggle("off", !mark.dataset.spans.split(" ").some((s) => spans.has(s)));
}
for (const box of boxes) box.addEventListener("change", filter);
function step(by) {
  const shown = items.filter((i) => !i.hidden);
  if (shown.length === 0) return;
  const now = shown.indexOf(document.activeElement?.closest("details.item-form"));
  const next = shown[now < 0 ? (by > 0 ? 0 : shown.length - 1) : (now + by + shown.length) % shown.length];
  for (const item of items) item.open = item === next;
  next.querySelector("summary").focus();
  light(next.querySelector("a[data-span]").dataset.span);
  document.getElementById(`s-${next.querySelector("a[data-span]").dataset.span}`)?.nextElementSibling?.scrollIntoView({ block: "nearest" });
}
if (items.length) {
  document.getElementById("keys").hidden = false;
  filter();
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
  });
}

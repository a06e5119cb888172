// Hover, focus or follow a reference: light up every stretch of the source that its span covers.
const marks = [...document.querySelectorAll("mark[data-spans]")];
function light(span) {
  for (const mark of marks) mark.classList.toggle("lit", span !== null && mark.dataset.spans.split(" ").includes(span));
}
function target() {
  return location.hash.startsWith("#s-") ? location.hash.slice(3) : null;
}
for (const ref of document.querySelectorAll("a[data-span]")) {
  for (const kind of ["mouseenter", "focus"]) ref.addEventListener(kind, () => light(ref.dataset.span));
  for (const kind of ["mouseleave", "blur"]) ref.addEventListener(kind, () => light(target()));
}
addEventListener("hashchange", () => light(target()));
light(target());

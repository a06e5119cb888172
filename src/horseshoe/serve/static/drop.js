// Drop a file on the form: it goes into the file field; the form is sent as a person would send it.
const form = document.getElementById("drop");
const file = document.getElementById("file");
for (const kind of ["dragenter", "dragover"]) {
  form.addEventListener(kind, (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
}
form.addEventListener("dragleave", () => form.classList.remove("over"));
form.addEventListener("drop", (event) => {
  event.preventDefault();
  form.classList.remove("over");
  if (event.dataTransfer.files.length) {
    file.files = event.dataTransfer.files;
    form.requestSubmit();
  } else {
    document.getElementById("text").value = event.dataTransfer.getData("text/plain");
  }
});

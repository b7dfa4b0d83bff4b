// [data-hints]: what may answer it already, looked up while one types. Dimmed while it is looked up; a failure is said
// once, in its place and quietly, and the next success takes it away.
const region = document.querySelector("[data-hints]");
let timer;
const isOurs = ({ detail }) => region && detail.target === region;
document.addEventListener("htmx:beforeRequest", (event) => {
  if (isOurs(event)) timer = setTimeout(() => region.setAttribute("aria-busy", "true"), 80);
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (!isOurs(event)) return;
  clearTimeout(timer);
  region.removeAttribute("aria-busy");
  if (event.detail.successful) region.removeAttribute("data-failed");
});
const failed = (event) => {
  if (!isOurs(event) || "failed" in region.dataset) return;
  region.dataset.failed = "";
  const note = document.createElement("p");
  note.className = "soft small";
  note.textContent = region.dataset.hints;
  region.prepend(note);
};
for (const name of ["responseError", "sendError", "timeout"]) document.addEventListener(`htmx:${name}`, failed);

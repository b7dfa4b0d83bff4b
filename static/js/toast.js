// "toast" events are said in [data-toast]; so is an htmx request that failed.
const place = document.querySelector("[data-toast]");
let timer;
document.addEventListener("toast", ({ detail }) => {
  if (!place || !detail) return;
  place.textContent = detail;
  clearTimeout(timer);
  timer = setTimeout(() => { place.textContent = ""; }, 6000);
});
const failed = () => document.dispatchEvent(new CustomEvent("toast", { detail: place?.dataset.wordsFailed }));
document.addEventListener("htmx:responseError", failed);
document.addEventListener("htmx:sendError", failed);

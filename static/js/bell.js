// [data-bell]: the count of the inbox is asked again when the reader comes back to the page, once a minute at most.
let asked = Date.now();
document.addEventListener("visibilitychange", () => {
  const bell = document.querySelector("[data-bell]");
  if (!bell || document.hidden || Date.now() - asked < 60_000) return;
  asked = Date.now();
  bell.dispatchEvent(new CustomEvent("seen"));
});

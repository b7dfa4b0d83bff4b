// form[data-once]: a second press while the first is on its way does nothing, and nothing is sent into a lost connection:
// the text stays. [data-focus]: what to look at first.
const words = document.querySelector("[data-toast]")?.dataset ?? {};
document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (navigator.onLine || !form.matches("[data-once]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const run = () => form.requestSubmit(submitter);
  document.dispatchEvent(new CustomEvent("toast", { detail: { words: words.wordsOffline, action: words.wordsAgain, run } }));
}, true);
document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (!form.matches("[data-once]") || event.defaultPrevented) return;
  if (form.getAttribute("aria-busy") === "true") return event.preventDefault();
  form.setAttribute("aria-busy", "true");
  submitter?.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  for (const sent of document.querySelectorAll("form[aria-busy=true], form button[aria-busy=true]")) sent.removeAttribute("aria-busy");
});
document.querySelector("[data-focus]")?.focus();

// form[data-once]: a second press while the first is on its way does nothing. [data-focus]: what to look at first.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]") || event.defaultPrevented) return;
  if (form.getAttribute("aria-busy") === "true") event.preventDefault();
  else form.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy=true]")) form.removeAttribute("aria-busy");
});
document.querySelector("[data-focus]")?.focus();

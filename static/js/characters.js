// [data-characters=600] (the hint of a text area in the same form): what is left, in the page's own digits; nothing is cut off.
document.addEventListener("input", ({ target }) => {
  const hint = target.matches("textarea") && target.form?.querySelector("[data-characters]");
  if (!hint) return;
  const left = hint.dataset.characters - target.value.trim().length;
  const out = hint.querySelector("[data-characters-left]");
  out.textContent = target.value ? `\u00b7 ${left.toLocaleString(document.documentElement.lang)}` : "";
  out.toggleAttribute("data-over", left < 0);
  out.setAttribute("role", left < 50 ? "status" : "none");
});

// [data-show-password] in a field: shows what is typed in the password field before it, and hides it again on sending.
for (const button of document.querySelectorAll("[data-show-password]")) {
  const field = button.parentElement.querySelector("input");
  const show = (shown) => {
    field.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
  };
  button.addEventListener("click", () => show(field.type === "password"));
  field.form?.addEventListener("submit", () => show(false));
}

// Light, dark or as the system says: [data-theme-switch] with buttons [data-theme-choice]; kept in localStorage.
const root = document.documentElement;

const show = (theme) => {
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  for (const button of document.querySelectorAll("[data-theme-choice]"))
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
};

show(root.dataset.theme || "");
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-choice]");
  if (!button) return;
  const theme = button.dataset.themeChoice;
  show(theme);
  try {
    if (theme) localStorage.setItem("theme", theme);
    else localStorage.removeItem("theme");
  } catch { /* a browser that keeps nothing shows it for this page */ }
});

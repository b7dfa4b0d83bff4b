// [data-row-keys]: arrows, Home and End (or j and k) go from link to link of a list that has the focus; other keys press
// what in the row has that [data-key]: x ticks its box.
// form[data-send-keys]: Ctrl or Cmd with Enter sends what is being written.
document.addEventListener("keydown", (event) => {
  const list = event.target.closest?.("[data-row-keys]");
  if (list && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const links = [...list.querySelectorAll("li a")];
    const at = links.indexOf(event.target);
    if (/^[a-z]$/.test(event.key) && at >= 0) event.target.closest("li").querySelector(`[data-key=${event.key}]`)?.click();
    const to = { ArrowDown: at + 1, j: at + 1, ArrowUp: at - 1, k: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    links[Math.max(0, Math.min(to, links.length - 1))].focus();
    event.preventDefault();
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("[data-send-keys] textarea")) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});

// [data-dialog=id] opens that <dialog>; [data-dialog-close] and a click beside it close it. The browser traps the focus.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
  } else if (event.target.closest("[data-dialog-close]") || event.target.matches("dialog")) {
    const open = event.target.closest("dialog");
    if (open) event.preventDefault();
    open?.close();
  }
});

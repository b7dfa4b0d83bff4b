// [data-copy=text] copies it, a link so marked its address (where that is refused, it leads there); code
// blocks of written text get such a button, and scroll by the arrow keys.
for (const block of document.querySelectorAll(".prose pre")) block.tabIndex = 0;
const words = document.querySelector("[data-toast]")?.dataset ?? {};
if (navigator.clipboard) {
  for (const block of document.querySelectorAll(".prose pre")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-code";
    button.textContent = words.wordsCopy ?? "Copy";
    button.dataset.copy = block.textContent.replace(/\n$/, "");
    const box = document.createElement("div");
    box.className = "copy-code-box";
    block.replaceWith(box);
    box.append(block, button);
  }
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(button.dataset.copy || button.href);
      document.dispatchEvent(new CustomEvent("toast", { detail: words.wordsCopied }));
      button.closest("details[data-menu]")?.removeAttribute("open");
    } catch (refused) {
      if (button.href) location.assign(button.href);
    }
  });
}

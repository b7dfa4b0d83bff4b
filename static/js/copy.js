// [data-copy=text] copies it; code blocks of written text get such a button, and scroll by the arrow keys.
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
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    document.dispatchEvent(new CustomEvent("toast", { detail: words.wordsCopied }));
  });
}

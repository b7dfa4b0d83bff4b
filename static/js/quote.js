// [data-quote=id of an answer]: its words, or those of it that are selected, go as a quotation into the editor of
// [data-quote-into]; what is there already stays.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-quote]");
  const area = button && document.querySelector(`#${button.dataset.quoteInto} textarea`);
  const text = button && document.querySelector(`#${button.dataset.quote} .prose`);
  if (!area || !text) return;
  const ours = text.querySelectorAll(".copy-code"); // a hidden button is not among the words
  for (const copy of ours) copy.hidden = true;
  const chosen = getSelection();
  const within = chosen.rangeCount && text.contains(chosen.getRangeAt(0).commonAncestorContainer);
  const words = ((within && chosen.toString().trim()) || text.innerText.trim()).replace(/\n{2,}/g, "\n\n");
  for (const copy of ours) copy.hidden = false;
  const quoted = words.split("\n").map((line) => `> ${line}`.trimEnd()).join("\n");
  area.value = `${area.value.trimEnd()}${area.value.trim() ? "\n\n" : ""}${quoted}\n\n`;
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
  area.scrollIntoView({ block: "center" });
});

// a[data-quote=address]: the post as a quotation, or those of its words that are selected, goes from there into the answer's
// editor; what is written there already stays. Without the editor, or offline, the link itself does it.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-quote]");
  const area = link && document.querySelector("#your-answer textarea");
  if (!area || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const chosen = getSelection();
  const text = link.closest("article").querySelector(".prose");
  const words = chosen.rangeCount && text.contains(chosen.getRangeAt(0).commonAncestorContainer) ? chosen.toString() : "";
  try {
    const answer = await fetch(`${link.dataset.quote}?${new URLSearchParams({ words: words.slice(0, 1500) })}`);
    if (!answer.ok) throw answer;
    const written = area.value.trimEnd();
    area.setSelectionRange(area.value.length, area.value.length);
    area.dispatchEvent(new CustomEvent("put", { detail: { text: `${written && "\n\n"}${await answer.text()}`, from: written.length } }));
    area.scrollIntoView({ block: "center" });
  } catch {
    location.assign(link.href);
  }
});

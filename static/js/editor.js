// [data-editor]: toolbar (data-mark wraps the selection, data-line begins its lines, data-put writes, data-link; data-key
// with Ctrl does the same) and preview of a Markdown field. Others write into it by the event "put" ({text, select, from}).
const replace = (area, start, end, text, selectFrom, selectTo) => {
  area.focus();
  area.setSelectionRange(start, end);
  if (!document.execCommand("insertText", false, text)) area.setRangeText(text, start, end, "end");
  area.setSelectionRange(selectFrom, selectTo);
  area.dispatchEvent(new Event("input", { bubbles: true }));
};

const mark = (area, sign) => {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const chosen = value.slice(start, end);
  const from = start + sign.length;
  replace(area, start, end, sign + chosen + sign, from, from + chosen.length);
};

const beginLines = (area, sign) => {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const from = value.lastIndexOf("\n", start - 1) + 1;
  const lines = value.slice(from, end).split("\n");
  const text = lines.map((line, i) => (sign === "1. " ? `${i + 1}. ` : sign) + line).join("\n");
  replace(area, from, end, text, from + text.length, from + text.length);
};

const link = (area) => {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const words = value.slice(start, end);
  const at = start + words.length + 3;
  replace(area, start, end, `[${words}](https://)`, at, at + 8);
};

for (const editor of document.querySelectorAll("[data-editor]")) {
  const area = editor.querySelector("textarea");
  const tools = [...editor.querySelectorAll("[data-editor-tools] button")];
  const preview = editor.querySelector("[data-editor-preview]");
  const shown = editor.querySelector(".editor__preview");

  const put = (text, select = "", from = area.selectionStart) => {
    const at = from + (select ? text.indexOf(select) : text.length);
    replace(area, from, area.selectionEnd, text, at, at + select.length);
  };
  area.addEventListener("put", ({ detail: { text, select, from } }) => put(text, select, from));
  editor.addEventListener("click", (event) => {
    const tool = event.target.closest("button");
    if (!tool) return;
    if (tool.dataset.put) put((/\S$/.test(area.value.slice(0, area.selectionStart)) ? " " : "") + tool.dataset.put);
    if (tool.dataset.mark) mark(area, tool.dataset.mark);
    if (tool.dataset.line) beginLines(area, tool.dataset.line);
    if ("link" in tool.dataset) link(area);
  });
  editor.querySelector("[data-editor-tools]").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const way = getComputedStyle(editor).direction === "rtl" ? -step : step;
    const seen = tools.filter((tool) => tool.offsetParent);
    const next = seen[(seen.indexOf(event.target) + way + seen.length) % seen.length];
    tools.forEach((tool) => { tool.tabIndex = tool === next ? 0 : -1; });
    next.focus();
    event.preventDefault();
  });
  area.addEventListener("keydown", (event) => {
    const tool = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && tools.find((one) => one.dataset.key === event.key);
    if (!tool) return;
    event.preventDefault();
    tool.click();
  });
  const show = (isShown) => {
    preview.setAttribute("aria-pressed", String(isShown));
    shown.hidden = !isShown;
    area.hidden = isShown;
    for (const tool of tools) tool.disabled = isShown;
  };
  preview.addEventListener("click", () => {
    const isShown = preview.getAttribute("aria-pressed") !== "true";
    show(isShown);
    if (!isShown) return area.focus();
    shown.replaceChildren(document.querySelector("[data-skeleton]").content.cloneNode(true));
    preview.dispatchEvent(new Event("preview"));
  });
  preview.addEventListener("live-failed", () => show(false));
}

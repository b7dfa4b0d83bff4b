// "toast" events are said in [data-toast]: words alone pass, words with an action stay until pressed, closed or replaced.
const place = document.querySelector("[data-toast]");
const button = (kind, text, run) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `toast__${kind}`;
  made.textContent = text;
  made.addEventListener("click", () => { clear(); run?.(); });
  return made;
};
let timer;
const clear = () => { clearTimeout(timer); place.replaceChildren(); };
document.addEventListener("toast", ({ detail }) => {
  if (!place) return;
  clear();
  const { words, action, run } = detail?.value ? { words: detail.value } : detail?.words ? detail : { words: detail };
  if (!words || typeof words !== "string") return;
  const text = document.createElement("span");
  text.textContent = words;
  place.append(text);
  if (!action) { timer = setTimeout(clear, 6000); return; }
  const close = button("close", "×");
  close.setAttribute("aria-label", place.dataset.wordsClose);
  place.append(button("action", action, run), close);
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && place?.querySelector("button")) clear(); });

// [data-search-box]: makes the search field a combobox (WAI-ARIA) over the suggestions of [data-search-input]'s address.
// What was asked once is kept for the page; a newer question ends an older one; nothing is asked while a word is composed.
const known = new Map();
const SHORTEST = 2;
const PAUSE = 150;

for (const box of document.querySelectorAll("[data-search-box]")) {
  const input = box.querySelector("[data-search-input]");
  if (!input) continue;
  const list = box.querySelector("[data-search-list]");
  const status = box.querySelector("[data-search-status]");
  const skeleton = document.querySelector("[data-skeleton]");
  let active = -1;
  let asking;
  let pause;
  let slow;
  let composing = false;

  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);

  const options = () => [...list.querySelectorAll("[role=option]")];
  const isOpen = () => !list.hidden;
  const choose = (index) => {
    const all = options();
    active = index;
    all.forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    if (all[index]) {
      input.setAttribute("aria-activedescendant", all[index].id);
      all[index].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const open = (shouldOpen) => {
    list.hidden = !shouldOpen;
    input.setAttribute("aria-expanded", String(shouldOpen));
    choose(-1);
  };

  const wait = () => {
    list.setAttribute("aria-busy", "true");
    input.classList.add("is-asking");
    if (options().length || !skeleton) return;
    const lines = document.createElement("li");
    lines.setAttribute("role", "none");
    lines.className = "suggestion suggestion--waiting";
    lines.append(skeleton.content.cloneNode(true));
    list.replaceChildren(lines);
    open(document.activeElement === input);
  };
  const rest = () => {
    clearTimeout(slow);
    list.removeAttribute("aria-busy");
    input.classList.remove("is-asking");
    list.querySelector(".suggestion--waiting")?.remove();
    if (!options().length) open(false);
  };
  const show = (html) => {
    list.innerHTML = html;
    rest();
    const all = options();
    all.forEach((option, i) => { option.id = `${list.id}-${i}`; });
    open(all.length > 0 && document.activeElement === input);
    status.textContent = list.querySelector("[data-announce]")?.textContent ?? status.dataset.wordsNone;
  };

  const stop = () => {
    clearTimeout(pause);
    asking?.abort();
    asking = undefined;
    rest();
  };
  const ask = async (words) => {
    const address = `${input.dataset.searchInput}?${new URLSearchParams({ q: words })}`;
    stop();
    if (known.has(address)) return show(known.get(address));
    const mine = asking = new AbortController();
    slow = setTimeout(wait, PAUSE);
    try {
      const answer = await fetch(address, { signal: mine.signal });
      const isOurs = answer.ok && !answer.redirected;
      const html = isOurs ? await answer.text() : "";
      if (isOurs) known.set(address, html);
      if (asking === mine) show(html);
    } catch { // Given up for a newer question, or offline: Enter still searches.
      if (asking === mine) rest();
    }
  };
  const typed = () => {
    const words = input.value.replace(/\s+/g, " ").replace(/^ /, "");
    if (words.trim().length < SHORTEST) {
      stop();
      list.replaceChildren();
      open(false);
      return;
    }
    clearTimeout(pause);
    pause = setTimeout(ask, PAUSE, words);
  };

  input.addEventListener("compositionstart", () => { composing = true; });
  input.addEventListener("compositionend", () => { composing = false; typed(); });
  input.addEventListener("input", (event) => { if (!composing && !event.isComposing) typed(); });
  input.addEventListener("keydown", (event) => {
    if (composing || event.isComposing) return;
    const count = options().length;
    if (event.key === "Escape" && isOpen()) {
      event.preventDefault();
      open(false);
    } else if (event.altKey && event.key === "ArrowUp") {
      open(false);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      const wasOpen = isOpen();
      if (!wasOpen) open(true);
      // Past either end lies the text itself, then the other end.
      if (!event.altKey) choose(event.key === "ArrowDown" ? (active + 2) % (count + 1) - 1 : (active + count + 1) % (count + 1) - 1);
    } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) {
      choose(-1);
    } else if (event.key === "Enter" && isOpen() && active >= 0) {
      event.preventDefault();
      options()[active].click();
    }
  });
  box.addEventListener("submit", stop);
  box.addEventListener("focusout", (event) => { if (!box.contains(event.relatedTarget)) open(false); });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
}

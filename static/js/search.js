// [data-search-box]: makes the search field a combobox over the suggestions htmx puts into its list.
for (const box of document.querySelectorAll("[data-search-box]")) {
  const input = box.querySelector("[data-search-input]");
  if (!input) continue;
  const list = box.querySelector("[data-search-list]");
  const status = box.querySelector("[data-search-status]");
  const skeleton = document.querySelector("[data-skeleton]");
  let active = -1;
  let timer;

  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);

  const options = () => [...list.querySelectorAll("[role=option]")];
  const choose = (index) => {
    const all = options();
    active = index;
    all.forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    if (all[index]) {
      input.setAttribute("aria-activedescendant", all[index].id);
      all[index].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const open = (isOpen) => {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    choose(-1);
  };
  const isOpen = () => !list.hidden;

  const wait = () => {
    list.setAttribute("aria-busy", "true");
    if (options().length || !skeleton) return;
    const lines = document.createElement("li");
    lines.setAttribute("role", "none");
    lines.className = "suggestion suggestion--waiting";
    lines.append(skeleton.content.cloneNode(true));
    list.replaceChildren(lines);
    open(document.activeElement === input);
  };
  const rest = () => {
    clearTimeout(timer);
    list.removeAttribute("aria-busy");
    list.querySelector(".suggestion--waiting")?.remove();
    if (!options().length) open(false);
  };

  // A newer request replaces an older one (hx-sync); nothing to look for ends the one on its way, too.
  input.addEventListener("input", () => {
    if (input.value.trim().length >= 2) return;
    input.dispatchEvent(new Event("htmx:abort"));
    list.replaceChildren();
    rest();
  });
  box.addEventListener("htmx:beforeRequest", (event) => {
    if (input.value.trim().length < 2) event.preventDefault();
    else timer = setTimeout(wait, 150);
  });
  box.addEventListener("htmx:afterRequest", rest);
  box.addEventListener("htmx:afterSwap", () => {
    const all = options();
    all.forEach((option, i) => { option.id = `${list.id}-${i}`; });
    open(all.length > 0 && document.activeElement === input);
    status.textContent = all.length ? status.dataset.wordsSome : status.dataset.wordsNone;
  });
  input.addEventListener("keydown", (event) => {
    const count = options().length;
    if (event.key === "Escape" && isOpen()) {
      event.preventDefault();
      open(false);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      if (!isOpen()) open(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(active < 0 && step < 0 ? count - 1 : (active + step + count + 1) % (count + 1) === count ? -1 : (active + step + count) % count);
    } else if (event.key === "Enter" && isOpen() && active >= 0) {
      event.preventDefault();
      options()[active].click();
    }
  });
  box.addEventListener("focusout", (event) => { if (!box.contains(event.relatedTarget)) open(false); });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
}

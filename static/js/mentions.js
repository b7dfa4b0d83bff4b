// [data-mentions]: after an @ in the editor, whom it may mean; chosen by arrows and Enter, or pressed.
for (const box of document.querySelectorAll("[data-mentions]")) {
  const area = box.closest("[data-editor]").querySelector("textarea");
  let pause, asking;
  area.setAttribute("aria-autocomplete", "list");
  const options = () => [...box.querySelectorAll("[role=option]")];
  const active = () => box.querySelector("[aria-selected=true]");
  const typed = () => /(?:^|[\s(])@([\p{L}\p{M}\p{N}\u200c_.'-]{0,30})$/u.exec(area.value.slice(0, area.selectionStart))?.[1];
  const close = () => {
    clearTimeout(pause);
    asking?.abort();
    box.hidden = true;
    area.removeAttribute("aria-activedescendant");
    area.removeAttribute("aria-controls");
  };
  const point = (option) => {
    active()?.setAttribute("aria-selected", "false");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    area.setAttribute("aria-activedescendant", option.id);
  };
  const choose = (option) => {
    const from = area.selectionStart - (typed() ?? "").length - 1;
    close();
    area.dispatchEvent(new CustomEvent("put", { detail: { text: `${option.dataset.written} `, from } }));
    close();
  };
  const ask = async (q) => {
    asking?.abort();
    const mine = asking = new AbortController();
    const named = area.value.match(/(?:^|[\s(])\[?@\S/g)?.length ?? 0;
    try {
      const answer = await fetch(`${box.dataset.mentions}?${new URLSearchParams({ q, thread: box.dataset.thread, named })}`, { signal: mine.signal });
      if (!answer.ok || answer.redirected || typed() !== q) return close();
      box.innerHTML = await answer.text();
      const list = box.querySelector("[role=listbox]");
      box.hidden = !box.textContent.trim() || document.activeElement !== area;
      if (!list || box.hidden) return;
      options().forEach((option) => { option.id = `${area.id}-${option.id}`; });
      list.id = `${area.id}-mentions`;
      area.setAttribute("aria-controls", list.id);
      point(options()[0]);
    } catch {} // given up for a newer question, or offline: a name typed in full counts as well
  };
  area.addEventListener("input", () => {
    const q = typed();
    if (q === undefined) return close();
    clearTimeout(pause);
    pause = setTimeout(ask, 150, q);
  });
  area.addEventListener("keydown", (event) => {
    const all = options(), now = all.indexOf(active());
    if (box.hidden || now < 0 || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) point(all[(now + step + all.length) % all.length]);
    else if (event.key === "Enter" || event.key === "Tab") choose(all[now]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  area.addEventListener("blur", close);
  box.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
}

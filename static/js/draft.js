// form[data-draft=key]: what is typed is kept in the browser until it has been taken; [data-draft-note] says so and offers
// to discard it. Drafts are somebody's own: what a guest typed goes with them when they sign in, nobody else finds it.
// data-draft-old: what the page shows may be older than what the browser kept. A field's data-template is nothing typed.
// form[data-draft-ends=key]: what it sends settles that draft, too. What was not taken yet says so with [data-failed];
// a sign-in page on the way keeps the draft. form[data-forget-drafts] (signing out): nothing is left for the next one.
const store = (() => { try { localStorage.getItem("draft"); return localStorage; } catch { return null; } })();
const words = document.querySelector("[data-toast]")?.dataset ?? {};
const owner = words.draftOf || "0";
const say = (detail) => document.dispatchEvent(new CustomEvent("toast", { detail }));
const nameOf = (key, of = owner) => `draft:${of}:${key}`;
const name = (form) => nameOf(form.dataset.draft);
const fields = (form) => [...form.elements].filter((field) =>
  field.name && (field.matches("textarea, select, [type=radio]") || /^(text|email|search|url|tel)$/.test(field.type)));
const values = (form) => Object.fromEntries(
  fields(form).filter((field) => field.type !== "radio" || field.checked).map((field) => [field.name, field.value]));
const isChoice = (field) => field.matches("select, [type=radio]");
const isUntouched = (form) => fields(form).every((field) =>
  isChoice(field) || field.value === "" || field.value === field.dataset.template);
const fill = (form, draft) => {
  for (const field of fields(form)) {
    const value = draft[field.name];
    if (field.type === "radio") field.checked = value === undefined ? field.checked : field.value === value;
    else if (value !== undefined) field.value = value;
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
};
const keep = (form) => {
  const isKept = !isUntouched(form);
  if (isKept) store.setItem(name(form), JSON.stringify(values(form)));
  else store.removeItem(name(form));
  tell(form, isKept);
};
const discard = (form) => {
  const onServer = form.querySelector("[name=discard]");
  if (onServer) return onServer.click();
  const before = values(form);
  const empty = Object.fromEntries(fields(form).filter((field) => !isChoice(field))
    .map((field) => [field.name, field.dataset.template ?? field.defaultValue]));
  fill(form, empty);
  store.removeItem(name(form));
  tell(form, false);
  fields(form).find((field) => field.matches("textarea"))?.focus();
  say({ words: words.wordsDiscarded, action: words.wordsUndo, run: () => fill(form, before) });
};
const tell = (form, isKept, told = words.wordsKept) => {
  const note = form.querySelector("[data-draft-note]");
  if (!note || isKept === (note.childElementCount > 0)) return;
  note.replaceChildren();
  if (!isKept) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--small button--link";
  button.textContent = words.wordsDiscard;
  button.addEventListener("click", () => discard(form));
  note.append(`${told} `, button);
};

if (store) {
  // Whoever comes back to the form (from the browser's own page for a lost connection, say) has not sent it.
  const isNew = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  const sent = sessionStorage.getItem("draft-sent");
  sessionStorage.removeItem("draft-sent");
  addEventListener("pageshow", (event) => { if (event.persisted) sessionStorage.removeItem("draft-sent"); });
  const failed = document.querySelector("[data-failed], .field__error, .alert--error");
  const isTaken = sent && isNew && !failed && !location.pathname.includes("/account/");
  for (const key of isTaken ? sent.split(" ") : []) for (const of of new Set([owner, "0"])) store.removeItem(nameOf(key, of));

  document.addEventListener("submit", ({ target }) => {
    const { draft, draftEnds } = target.dataset;
    if (draft || draftEnds) sessionStorage.setItem("draft-sent", [draft, draftEnds].filter(Boolean).join(" "));
    if (!target.matches("[data-forget-drafts]")) return;
    for (const key of Object.keys(store)) if (key.startsWith("draft:")) store.removeItem(key);
  });
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const guests = nameOf(form.dataset.draft, "0");
    const kept = store.getItem(name(form)) ?? store.getItem(guests);
    if (owner !== "0") store.removeItem(guests);
    const isRestored = kept && ("draftOld" in form.dataset || isUntouched(form));
    const shown = JSON.stringify(values(form));
    if (isRestored) fill(form, JSON.parse(kept));
    if (kept) keep(form);
    if (isRestored && !isUntouched(form) && JSON.stringify(values(form)) !== shown) {
      tell(form, false);
      tell(form, true, words.wordsDraft);
      setTimeout(() => say(words.wordsDraft));
    }
    let timer;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => keep(form), 300);
    });
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      if (!isUntouched(form)) keep(form);
    });
  }
}

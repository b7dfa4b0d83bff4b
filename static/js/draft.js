// form[data-draft=key]: what is typed is kept in the browser until it has been taken; [data-draft-note] says so and offers
// to discard it. A page that is a failure says so with [data-failed]; a sign-in page on the way keeps the draft, too.
// form[data-forget-drafts] (signing out): nothing is left for whoever uses this browser next.
const store = (() => { try { localStorage.getItem("draft"); return localStorage; } catch { return null; } })();
const words = document.querySelector("[data-toast]")?.dataset ?? {};
const say = (detail) => document.dispatchEvent(new CustomEvent("toast", { detail }));
const name = (form) => `draft:${form.dataset.draft}`;
const fields = (form) => [...form.elements].filter((field) =>
  field.name && (field.matches("textarea, select") || /^(text|email|search|url|tel)$/.test(field.type)));
const values = (form) => Object.fromEntries(fields(form).map((field) => [field.name, field.value]));
const isUntouched = (form) => fields(form).every((field) => field.matches("select") || field.value === "");
const fill = (form, draft) => {
  for (const field of fields(form)) if (draft[field.name] !== undefined) field.value = draft[field.name];
  form.dispatchEvent(new Event("input", { bubbles: true }));
};
const keep = (form) => {
  const isKept = !isUntouched(form);
  if (isKept) store.setItem(name(form), JSON.stringify(values(form)));
  else store.removeItem(name(form));
  tell(form, isKept);
};
const discard = (form) => {
  const before = values(form);
  const empty = Object.fromEntries(fields(form).map((field) => [field.name, field.matches("select") ? field.value : field.defaultValue]));
  fill(form, empty);
  store.removeItem(name(form));
  tell(form, false);
  fields(form).find((field) => field.matches("textarea"))?.focus();
  say({ words: words.wordsDiscarded, action: words.wordsUndo, run: () => fill(form, before) });
};
const tell = (form, isKept) => {
  const note = form.querySelector("[data-draft-note]");
  if (!note || isKept === (note.childElementCount > 0)) return;
  note.replaceChildren();
  if (!isKept) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--small button--link";
  button.textContent = words.wordsDiscard;
  button.addEventListener("click", () => discard(form));
  note.append(`${words.wordsKept} `, button);
};

if (store) {
  // Whoever comes back to the form (from the browser's own page for a lost connection, say) has not sent it.
  const isNew = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  const sent = sessionStorage.getItem("draft-sent");
  sessionStorage.removeItem("draft-sent");
  addEventListener("pageshow", (event) => { if (event.persisted) sessionStorage.removeItem("draft-sent"); });
  const failed = document.querySelector("[data-failed], .field__error, .alert--error");
  if (sent && isNew && !failed && !location.pathname.includes("/account/")) store.removeItem(sent);

  document.addEventListener("submit", ({ target }) => {
    if (!target.matches("[data-forget-drafts]")) return;
    for (const key of Object.keys(store)) if (key.startsWith("draft:")) store.removeItem(key);
  });
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const kept = store.getItem(name(form));
    if (kept && isUntouched(form)) {
      fill(form, JSON.parse(kept));
      if (!isUntouched(form)) setTimeout(() => say(words.wordsDraft));
    }
    tell(form, Boolean(kept) && !isUntouched(form));
    let timer;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => keep(form), 300);
    });
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      if (!isUntouched(form)) keep(form);
      sessionStorage.setItem("draft-sent", name(form));
    });
  }
}

// form[data-draft=key]: what is typed is kept in the browser until it has been taken. A page that is a failure says so
// with [data-failed]; a sign-in page on the way keeps the draft, too.
const store = (() => { try { localStorage.getItem("draft"); return localStorage; } catch { return null; } })();
const name = (form) => `draft:${form.dataset.draft}`;
const fields = (form) => [...form.elements].filter((field) =>
  field.name && (field.matches("textarea, select") || /^(text|email|search|url|tel)$/.test(field.type)));
const values = (form) => Object.fromEntries(fields(form).map((field) => [field.name, field.value]));
const isUntouched = (form) => fields(form).every((field) => field.matches("select") || field.value === "");

if (store) {
  const sent = sessionStorage.getItem("draft-sent");
  sessionStorage.removeItem("draft-sent");
  const failed = document.querySelector("[data-failed], .field__error, .alert--error");
  if (sent && !failed && !location.pathname.includes("/account/")) store.removeItem(sent);

  for (const form of document.querySelectorAll("form[data-draft]")) {
    const kept = store.getItem(name(form));
    if (kept && isUntouched(form)) {
      const draft = JSON.parse(kept);
      for (const field of fields(form)) if (draft[field.name]) field.value = draft[field.name];
      if (isUntouched(form)) continue;
      const toast = document.querySelector("[data-toast]");
      setTimeout(() => document.dispatchEvent(new CustomEvent("toast", { detail: toast?.dataset.wordsDraft })));
    }
    let timer;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (isUntouched(form)) store.removeItem(name(form));
        else store.setItem(name(form), JSON.stringify(values(form)));
      }, 300);
    });
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      if (!isUntouched(form)) store.setItem(name(form), JSON.stringify(values(form)));
      sessionStorage.setItem("draft-sent", name(form));
    });
  }
}

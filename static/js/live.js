// [data-live] (a form or a button that htmx sends): busy while on its way, sent once (hx-sync), and after a failure as it
// was before, with words and "Try again". [data-live-focus=id] gets the focus when the pressed control is gone.
const words = document.querySelector("[data-toast]")?.dataset ?? {};
const underway = new WeakMap();
const isLive = (element) => element?.matches?.("[data-live]");
const say = (detail) => document.dispatchEvent(new CustomEvent("toast", { detail }));
const isSignIn = (xhr) => /\/account\/(login|reauthenticate)\//.test(xhr.responseURL);
const isLeaving = (xhr) => xhr.getResponseHeader("HX-Redirect") || xhr.getResponseHeader("HX-Trigger")?.includes("page-changed");

document.addEventListener("htmx:beforeRequest", ({ detail: { requestConfig } }) => {
  const live = requestConfig.elt;
  if (!isLive(live)) return;
  const control = requestConfig.triggeringEvent?.submitter ?? (live.matches("a, button") ? live : live.querySelector("button"));
  const timer = setTimeout(() => control.setAttribute("aria-busy", "true"), 80);
  control.removeAttribute("data-failed");
  underway.set(live, { control, timer });
  say("");
});
document.addEventListener("htmx:afterRequest", ({ detail: { requestConfig: { elt: live }, xhr } }) => {
  if (!underway.has(live) || (xhr.status && (isLeaving(xhr) || isSignIn(xhr)))) return;
  const { control, timer } = underway.get(live);
  clearTimeout(timer);
  control.removeAttribute("aria-busy");
  if (!control.isConnected && document.activeElement === document.body) document.getElementById(live.dataset.liveFocus)?.focus();
});
// A whole page is not the fragment we asked for: the sign-in page once a session has ended, or somebody else's page.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { requestConfig: { elt: live }, xhr } = detail;
  if (detail.isError || !/^\s*<!doctype/i.test(xhr.responseText)) return;
  detail.shouldSwap = false;
  if (!isSignIn(xhr)) detail.isError = true;
  else if (isLive(live)) {
    location.assign(`${new URL(xhr.responseURL).pathname}?next=${encodeURIComponent(location.pathname + location.search)}`);
  }
});

// A refusal is plain words, or words with a way out: {words, action, address}.
const refusal = (xhr) => {
  if (!xhr.getResponseHeader("Content-Type")?.includes("json")) return { words: xhr.responseText };
  const { address, ...said } = JSON.parse(xhr.responseText);
  return { ...said, run: () => location.assign(address) };
};
const reload = () => location.reload();
const fail = ({ detail: { requestConfig: { elt: live }, xhr } }) => {
  if (!underway.has(live)) return;
  const { control } = underway.get(live);
  const status = xhr?.status ?? 0;
  const again = { action: words.wordsAgain, run: () => { control.focus(); control.click(); } };
  control.setAttribute("data-failed", "");
  live.dispatchEvent(new CustomEvent("live-failed", { bubbles: true }));
  if (status === 409) say(refusal(xhr));
  else if (status === 429) say({ words: words.wordsMany, ...again });
  else if (status >= 500) say({ words: words.wordsOurs, ...again });
  else if (status >= 400) say({ words: words.wordsOld, action: words.wordsReload, run: reload });
  else say({ words: words.wordsFailed, ...again });
};
for (const name of ["responseError", "sendError", "timeout"]) document.addEventListener(`htmx:${name}`, fail);

// The act changed more than its own control: load the page again from its top, where the message about it stands.
document.addEventListener("page-changed", ({ detail }) => {
  history.scrollRestoration = "manual";
  history.replaceState(null, "", detail.value);
  location.reload();
});

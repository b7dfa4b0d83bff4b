// What became of a search, told with numbers only: [data-search-log] holds a results page's token, [data-rank] the place
// of a result, [data-seen] a document's token, [data-solves] asks whether it helped. This tab remembers its last search;
// nothing is sent for readers who ask not to be tracked, and never a cookie.
const MINUTES = 60000;
const quiet = navigator.globalPrivacyControl || navigator.doNotTrack === "1";
if (!quiet) {
  const tell = (what, token, more) => {
    const body = new URLSearchParams({ what, token, ...more });
    fetch("/beacon/", { method: "POST", body, keepalive: true, credentials: "omit" }).catch(() => {});
  };
  const last = () => { try { return JSON.parse(sessionStorage.getItem("search")) || {}; } catch (refused) { return {}; } };
  const keep = (search) => { try { sessionStorage.setItem("search", JSON.stringify(search)); } catch (refused) { /* full or closed */ } };
  const refine = () => {
    const { token, opened, at } = last();
    if (!token || opened || Date.now() - at > 10 * MINUTES) return;
    tell("refined", token);
    keep({});
  };

  // A reload and a further page are the same search.
  const page = document.querySelector("[data-search-log]");
  const words = new URLSearchParams(location.search).get("q");
  if (page?.dataset.searchLog && last().words !== words) {
    refine();
    keep({ token: page.dataset.searchLog, words, at: Date.now() });
  }
  const open = (event) => {
    if (event.button > 1 || !(event.target instanceof Element)) return;
    const option = event.target.closest("[data-search-list] [role=option]");
    if (option) return option.search?.startsWith("?q=") || refine(); // the page of another search tells by itself
    const link = event.target.closest("a[href]");
    const rank = link?.closest("[data-rank]")?.dataset.rank;
    if (!rank || !page?.contains(link)) return;
    const search = last();
    if (!search.token || search.words !== words) return;
    if (!search.opened) tell("clicked", search.token, { rank });
    keep({ ...search, opened: [...(search.opened || []), link.pathname] });
  };
  document.addEventListener("click", open, true);
  document.addEventListener("auxclick", open, true);
  document.addEventListener("submit", ({ target, submitter }) => {
    const search = last();
    if (submitter?.value !== "yes" || !target.matches("[data-solves]") || !search.opened?.includes(location.pathname)) return;
    tell("solved", search.token);
  }, true);

  const text = document.querySelector("[data-seen]");
  const read = () => {
    if (document.visibilityState === "visible") tell("seen", text.dataset.seen);
    else document.addEventListener("visibilitychange", () => setTimeout(read, 5000), { once: true });
  };
  if (text) setTimeout(read, 5000);
}

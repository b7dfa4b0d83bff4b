// [data-visit]: tells for a member that they are here and how many seconds they looked, five seconds on and when they leave.
const place = document.querySelector("[data-visit]");
if (place) {
  let since = Date.now();
  const tell = () => {
    const body = new URLSearchParams({ seconds: Math.round((Date.now() - since) / 1000), until: place.dataset.until });
    const headers = JSON.parse(document.body.getAttribute("hx-headers"));
    since = Date.now();
    fetch(place.dataset.visit, { method: "POST", body, headers, keepalive: true }).catch(() => {});
  };
  setTimeout(() => document.hidden || tell(), 5000);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) since = Date.now();
    else if (Date.now() - since > 5000) tell();
  });
}

// [data-share=address]: the device's own way to share, where it has one; else what stands in the menu.
// #answer-7 of an address that does not say on which page it stands: ask for that page.
document.addEventListener("click", async (event) => {
  const opener = event.target.closest("[data-share]");
  if (!opener || !navigator.share) return;
  event.preventDefault();
  try {
    await navigator.share({ title: document.title, url: opener.dataset.share });
  } catch (dismissed) {}
});
const wanted = location.hash.match(/^#answer-(\d+)$/);
const asked = new URLSearchParams(location.search).get("answer");
if (wanted && !asked && document.getElementById("answers") && !document.querySelector(location.hash)) {
  location.replace(`${location.pathname}?answer=${wanted[1]}${location.hash}`);
}

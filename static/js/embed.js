// [data-embed]: the private player of YouTube or Vimeo takes the link's place once the reader presses it, not before.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-embed] > a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const box = link.parentElement;
  const address = new URL(box.dataset.embed);
  address.searchParams.set("autoplay", "1");
  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.title = box.dataset.embedTitle;
  frame.allow = "autoplay; fullscreen; picture-in-picture";
  frame.allowFullscreen = true;
  frame.referrerPolicy = "strict-origin";
  link.replaceWith(frame);
  frame.focus();
});

// .tabs wider than the screen: the current one is in sight.
for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
  const strip = tab.parentElement;
  if (strip.scrollWidth > strip.clientWidth) strip.scrollLeft += tab.getBoundingClientRect().x - strip.getBoundingClientRect().x - (strip.clientWidth - tab.clientWidth) / 2;
}

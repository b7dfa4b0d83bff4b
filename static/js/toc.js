// [data-toc]: marks the heading that is being read.
for (const toc of document.querySelectorAll("[data-toc]")) {
  const links = [...toc.querySelectorAll("a[href^='#']")];
  const headings = [...new Set(links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1)))))].filter(Boolean);
  const mark = () => {
    const read = headings.findLast((heading) => heading.getBoundingClientRect().top < 120) ?? headings[0];
    for (const link of links) {
      if (link.hash.slice(1) === encodeURIComponent(read.id) || link.hash.slice(1) === read.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  if (headings.length) {
    mark();
    let waiting = false;
    addEventListener("scroll", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; mark(); });
    }, { passive: true });
  }
}

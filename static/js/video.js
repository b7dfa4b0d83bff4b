// [data-video]: data-seek jumps to a second, the transcript follows, ?t=75 opens there.
for (const player of document.querySelectorAll("[data-video]")) {
  const film = player.querySelector("video");
  const transcript = player.querySelector("[data-transcript]");
  const cues = transcript ? [...transcript.querySelectorAll("[data-seek]")] : [];
  const wanted = Number.parseFloat(new URLSearchParams(location.search).get("t"));
  const seek = (second) => {
    if (film.readyState >= 1) film.currentTime = second;
    else film.addEventListener("loadedmetadata", () => { film.currentTime = second; }, { once: true });
  };

  if (wanted > 0) seek(wanted);
  player.addEventListener("click", (event) => {
    const link = event.target.closest("[data-seek]");
    if (!link) return;
    event.preventDefault();
    seek(Number.parseFloat(link.dataset.seek));
    film.play()?.catch(() => {});
  });
  film.addEventListener("timeupdate", () => {
    const now = cues.findLast((cue) => Number.parseFloat(cue.dataset.seek) <= film.currentTime + 0.05);
    if (!now || now.hasAttribute("aria-current")) return;
    for (const cue of cues) cue.toggleAttribute("aria-current", false);
    now.setAttribute("aria-current", "true");
    transcript.scrollTo({ top: now.offsetTop - transcript.clientHeight / 3 });
  });
}

// [data-upload]: pictures that are pressed for ([data-picture]), dropped or pasted into an editor are sent one by one, and
// stand in its text where it was written on. How far it is, and what went wrong, is said here.
for (const note of document.querySelectorAll("[data-upload]")) {
  const { upload, max, ...words } = note.dataset;
  const editor = note.closest("[data-editor]");
  const area = editor.querySelector("textarea");
  const file = editor.querySelector("[name=picture]");
  const say = (text, isWrong = false) => {
    note.textContent = text;
    note.classList.toggle("is-wrong", isWrong);
  };
  const send = (picture) => new Promise((done) => {
    if (picture.size > max) return done(say(words.wordsLarge, true));
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("picture", picture);
    form.append("csrfmiddlewaretoken", area.form.elements.csrfmiddlewaretoken.value);
    request.open("POST", upload);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => say(`${words.wordsAdding} ${(loaded / total).toLocaleString(document.documentElement.lang, { style: "percent" })}`);
    request.onloadend = () => {
      const { markdown, error } = request.response ?? {};
      if (markdown) {
        const line = area.value.indexOf("\n", area.selectionEnd); // not into the words of the picture before
        const end = line < 0 ? area.value.length : line;
        area.setSelectionRange(end, end);
        const text = `${/[^\n]$/.test(area.value.slice(0, end)) ? "\n\n" : ""}${markdown}\n`;
        area.dispatchEvent(new CustomEvent("put", { detail: { text, select: /!\[(.*?)\]/.exec(markdown)[1] } }));
      }
      done(say(markdown ? words.wordsSay : error ?? words.wordsFailed, !markdown));
    };
    say(`${words.wordsAdding} …`);
    request.send(form);
  });
  let queue = Promise.resolve();
  const take = (event, files) => {
    const pictures = [...files ?? []].filter((one) => one.type.startsWith("image/"));
    if (!pictures.length) return;
    event.preventDefault();
    for (const picture of pictures) {
      queue = queue.then(() => send(picture));
    }
  };
  editor.querySelector("[data-picture]").addEventListener("click", () => file.click());
  file.addEventListener("change", (event) => {
    take(event, file.files);
    file.value = "";
  });
  area.addEventListener("paste", (event) => take(event, event.clipboardData?.files));
  area.addEventListener("drop", (event) => take(event, event.dataTransfer?.files));
  for (const [name, isOver] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
    area.addEventListener(name, () => area.classList.toggle("is-over", isOver));
  }
}

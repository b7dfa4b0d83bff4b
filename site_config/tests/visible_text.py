"""What a reader sees of a page in the page's own words: no code, no addresses, nothing that people wrote."""

from html.parser import HTMLParser

#: A head's title repeats what people wrote; the words around it stand in the page, too.
UNSEEN = {"title", "script", "style", "code", "pre", "kbd", "samp", "textarea", "svg", "noscript"}
#: What people wrote, and names they gave: marked so for readers of the other writing direction, too.
WRITTEN_CLASSES = {"prose", "ltr", "member-name__name", "initial"}
SPOKEN = ("title", "aria-label", "placeholder", "alt", "data-words-none", "data-words-some")
VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class VisibleText(HTMLParser):
    """``texts``: every piece of text of the language, in order; ``links``: where the page leads to."""

    def __init__(self, html: str, language: str):
        super().__init__()
        self.language, self.texts, self.links = language, [], []
        self._open: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        words = {name: value or "" for name, value in attrs}
        is_ours = (not self._open or self._open[-1][1]) and not self._is_anothers(tag, words)
        if is_ours:
            self.texts += [words[name] for name in SPOKEN if words.get(name)]
        if tag == "a":
            self.links.append(words.get("href", "").partition("#")[0])
        if tag not in VOID:
            self._open.append((tag, is_ours))

    def _is_anothers(self, tag: str, words: dict) -> bool:
        is_written = WRITTEN_CLASSES & set(words.get("class", "").split()) or words.get("dir") == "auto"
        return bool(tag in UNSEEN or tag == "bdi" or is_written or words.get("lang", self.language) != self.language)

    def handle_endtag(self, tag):
        while self._open and any(name == tag for name, _ in self._open):
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, text):
        if text.strip() and self._open and self._open[-1][1]:
            self.texts.append(" ".join(text.split()))

"""What an app hands over to be found: plain texts with their places. No engine and no model is known here."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import blake2b


@dataclass(frozen=True)
class Passage:
    """A part of a document with a place of its own, which a hit can link to.

    `weight` says how much its words count against those of the body (1.0): an accepted answer, say, 1.3.
    """

    text: str
    url: str = ""
    label: str = ""
    weight: float = 1.0


@dataclass(frozen=True)
class Document:
    """One thing to be found. All texts are plain (no HTML, no Markdown); every address has its language prefix.

    `quality` from 0 to 1 says how good the content is known to be (accepted, official, found helpful); 0.5 is unknown.
    `solved` is None where the question makes no sense (articles, guides).
    """

    kind: str  # "article", "video" or "thread"
    lang: str
    title: str
    url: str
    place: str = ""
    group: str = ""  # title of the top section or the board, in the document's language: a filter
    group_key: str = ""  # its key in addresses, [a-z0-9-], the same in all languages: "returns", "board-orders"
    questions: list[str] = field(default_factory=list)  # other ways people ask what the title asks
    body: str = ""
    headings: list[tuple[str, str]] = field(default_factory=list)  # (text, url)
    passages: list[Passage] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    updated: datetime | None = None
    solved: bool | None = None
    quality: float = 0.5

    @property
    def digest(self) -> str:
        """The same for two documents that say the same: kept with the index entry, it tells a stale one."""
        said = json.dumps(asdict(self), default=str, ensure_ascii=False)
        return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()

"""Believable English help documents and questions about them, the same in every run: no file from outside.

Lengths are those of real help sites (half below 100 words, mean about 130, one in twenty above 350, some above 1,000).
Each document has a subject, so its words come again and again as in real texts; names of products are many and rare.
"""

from bisect import bisect
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random

from bench.words import CIRCUMSTANCES, DEEDS, HEADINGS, QUALITIES, SENTENCES, SYLLABLES, THINGS, TITLES
from search.documents import Document, Passage

NAMES = 20_000
SECTIONS = ["Orders", "Payments", "Returns", "Products", "Your account", "Repairs", "Gift cards", "The app"]
NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Zipf:
    """A choice in which the n-th is 1/n as likely as the first."""

    def __init__(self, words: list[str], random: Random):
        self._words, self._random = words, random
        self._sums = list(accumulate(1 / (place + 3) for place in range(len(words))))

    def __call__(self) -> str:
        return self._words[bisect(self._sums, self._random.random() * self._sums[-1])]


class Writer:
    """Writes sentences about a subject: three words in five come from it, the others from the whole language."""

    def __init__(self, seed: int):
        self.random = Random(seed)
        self.words = {"thing": THINGS, "deed": DEEDS, "quality": QUALITIES, "how": CIRCUMSTANCES}
        self.words = {kind: Zipf(words, self.random) for kind, words in self.words.items()}
        self.words["name"] = Zipf([self._name() for _ in range(NAMES)], self.random)
        self.words["code"] = lambda: f"E-{self.random.randrange(1000, 4000)}"
        self.new_subject()

    def _name(self) -> str:
        word = "".join(self.random.choices(SYLLABLES, k=self.random.choice((2, 3, 3, 4)))).capitalize()
        return f"{word} {self.random.randrange(1, 90) * 10}" if self.random.random() < 0.4 else word

    def new_subject(self) -> None:
        self.subject = {kind: [pick() for _ in range(3)] for kind, pick in self.words.items()}

    def word(self, kind: str) -> str:
        return self.random.choice(self.subject[kind]) if self.random.random() < 0.6 else self.words[kind]()

    def write(self, templates: list[str]) -> str:
        slots = {kind: self.word(kind) for kind in self.words}
        text = self.random.choice(templates).format(other=self.word("thing"), deed2=self.word("deed"), **slots)
        return text[0].upper() + text[1:]

    def prose(self, sentences: int) -> str:
        return " ".join(self.write(SENTENCES) for _ in range(max(1, sentences)))


def documents(count: int, seed: int = 4) -> Iterator[Document]:
    writer = Writer(seed)
    for number in range(count):
        writer.new_subject()
        yield _document(writer, number)


def _document(writer: Writer, number: int) -> Document:
    random = writer.random
    length = random.lognormvariate(1.85, 0.85)  # sentences of about 13 words
    kind = random.choices(("article", "thread", "video"), (4, 5, 1))[0]
    section = random.choice(SECTIONS)
    address = f"/en/{'community' if kind == 'thread' else 'help'}/{number}/"
    parts = _answers if kind == "thread" else _headed
    passages = parts(writer, address, length * 0.6)
    return Document(
        kind=kind,
        lang="en",
        title=writer.write(TITLES),
        url=address,
        place=section,
        group=section,
        group_key=section.lower().replace(" ", "-"),
        body=writer.prose(round(length * 0.4)),
        headings=[] if kind == "thread" else [(passage.label, passage.url) for passage in passages],
        passages=passages,
        tags=[writer.word("thing") for _ in range(random.randrange(3))],
        updated=NOW - timedelta(days=random.randrange(1500)),
        solved=bool(random.randrange(2)) if kind == "thread" else None,
        quality=random.choice((0.3, 0.5, 0.5, 0.7, 0.9)),
    )


def _headed(writer: Writer, address: str, length: float) -> list[Passage]:
    count = min(12, int(length // 4) + 1)
    return [
        Passage(writer.prose(round(length / count)), f"{address}#part-{part}", writer.write(HEADINGS))
        for part in range(count)
    ]


def _answers(writer: Writer, address: str, length: float) -> list[Passage]:
    count = min(20, int(length // 3) + 1)
    return [
        Passage(writer.prose(round(length / count)), f"{address}#answer-{part}", "Answer", 1.3 if not part else 1.0)
        for part in range(count)
    ]


def questions(count: int, documents: list[Document], seed: int = 7) -> list[str]:
    """One to four words as they stand somewhere in a document, half of them with the small words between."""
    random, found = Random(seed), []
    while len(found) < count:
        document = random.choice(documents)
        text = random.choice((document.title, document.title, document.body.split(".")[0]))
        words = [word.strip(".,:;?“”").lower() for word in text.split()]
        if random.random() < 0.5:
            words = [word for word in words if len(word) > 3]
        size = random.randrange(1, 5)
        start = random.randrange(max(1, len(words) - size + 1))
        question = " ".join(words[start : start + size])
        if any(len(word) > 3 for word in question.split()):
            found.append(question)
    return found

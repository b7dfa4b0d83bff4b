"""What is stored of a document as few bytes as read fast: a page of results looks at fifty, suggestions at thirty."""

import pickle
from array import array

_BODY = ("starts", "texts")


class Forward:
    """Stem → bytes of its positions. Of a document's hundred stems a search asks for a few: they are looked for in one
    text of lines, which is faster than making a dictionary of them."""

    def __init__(self, lines: str, ends: bytes, positions: bytes):
        self._lines, self._ends, self._positions = lines, ends, positions

    def __contains__(self, stem: str) -> bool:
        return f"\n{stem}\n" in self._lines

    def get(self, stem: str, default: bytes = b"") -> bytes:
        found = self._lines.find(f"\n{stem}\n")
        if found < 0:
            return default
        place, ends = self._lines.count("\n", 0, found), memoryview(self._ends).cast("I")
        return self._positions[ends[place - 1] if place else 0 : ends[place]]


class Stored(dict):
    """`Record.stored` again. Where its words stand (``forward``), and its texts, are read when they are asked for."""

    def __init__(self, head: dict, body: bytes):
        super().__init__(head)
        self._body = body

    def __missing__(self, name: str):
        if name not in ("forward", *_BODY):
            raise KeyError(name)
        *forward, starts, texts = pickle.loads(self._body)  # noqa: S301 (our own index)
        self.update(forward=Forward(*forward), starts=starts, texts=texts)
        return self[name]


def pack(stored: dict) -> bytes:
    head = {name: value for name, value in stored.items() if name not in ("forward", *_BODY)}
    forward, ends = stored["forward"], array("I")
    for places in forward.values():
        ends.append((ends[-1] if ends else 0) + len(places))
    lines = "".join(f"\n{stem}" for stem in forward) + "\n"
    body = (lines, ends.tobytes(), b"".join(forward.values()), *(stored[name] for name in _BODY))
    return pickle.dumps((head, pickle.dumps(body, 5)), 5)


def unpack(kept: bytes) -> Stored:
    return Stored(*pickle.loads(kept))  # noqa: S301 (our own index)

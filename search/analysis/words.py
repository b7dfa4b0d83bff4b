"""A text cut into words. Codes, email addresses and hyphened words are found whole and by their parts."""

import re
from collections.abc import Iterator

from search.analysis.folding import fold

MAX_WORD = 64  # letters; what is longer is no word, and is cut
MAX_PARTS = 8

_MARKS = "\u0300-\u036f\u0640\u064b-\u065f\u0670\u00ad\u200d"
_WORD = rf"[^\W_](?:[^\W_]|[{_MARKS}])*"
# Words joined without a space: AB-1029, e-mail, don't, config.inc.php, name@shop.example. ZWNJ is a space.
_JOINED = re.compile(rf"{_WORD}(?:[-‐‑_.@'’+/]{_WORD})*")
_PART = re.compile(_WORD)
_LETTERS_THEN_DIGITS = re.compile(r"([a-z]{1,5})(\d{2,})")
_ENGLISH_TAILS = {"s", "t", "re", "ve", "ll", "d", "m"}
_APOSTROPHES = re.compile("['’]")


def split_words(text: str) -> Iterator[tuple[str, int, int, bool]]:
    """(folded word, start, end, is a whole of parts). A whole comes before its parts and covers them."""
    for match in _JOINED.finditer(text):
        start, end = match.span()
        if match[0].isalpha():  # Nearly every word.
            yield fold(match[0][:MAX_WORD]), start, end, False
            continue
        parts = [(fold(p[0][:MAX_WORD]), start + p.start(), start + p.end()) for p in _PART.finditer(match[0])]
        parts = _without_english_tail([part for part in parts if part[0]], match[0])
        if len(parts) == 1:
            parts = _letters_and_digits(*parts[0]) or parts
        if 1 < len(parts) <= MAX_PARTS and _is_one_thing(match[0]):
            yield "".join(part[0] for part in parts)[:MAX_WORD], start, end, True
        for part in parts:
            yield *part, False


def _is_one_thing(joined: str) -> bool:
    return "/" not in joined and not _APOSTROPHES.search(joined)


def _without_english_tail(parts, joined):
    """customer's → customer; don't → dont. Elsewhere an apostrophe parts two words: s'ka → s, ka."""
    if len(parts) == 2 and parts[1][0] in _ENGLISH_TAILS and _APOSTROPHES.search(joined):
        (head, start, _), (tail, _, end) = parts
        return [(head + tail if tail == "t" else head, start, end)]
    return parts


def _letters_and_digits(word, start, end):
    """AB1029 is found as AB-1029 is."""
    match = _LETTERS_THEN_DIGITS.fullmatch(word)
    if match and end - start == len(word):
        border = start + match.end(1)
        return [(match[1], start, border), (match[2], border, end)]
    return None

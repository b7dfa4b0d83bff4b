"""What a stranger typed, made fit to show: no control characters, no tricks with direction."""

import re
import unicodedata

# Embeddings, overrides and isolates show a title in another order than it is read. ZWNJ and ZWJ belong to the letters.
_DIRECTION_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_MARKS_IN_A_ROW = 4


def without_controls(text: str) -> str:
    """Text without NUL, other control characters and broken halves of characters; line ends are ``\\n``."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode("utf-8")
    return _CONTROLS.sub("", text)


def clean_title(text: str) -> str:
    """One line of plain words. Piles of accents are cut after the fourth."""
    text = _DIRECTION_MARKS.sub("", unicodedata.normalize("NFC", without_controls(text)))
    kept, marks = [], 0
    for sign in text:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= _MARKS_IN_A_ROW:
            kept.append(sign)
    return " ".join("".join(kept).split())


def has_words(text: str) -> bool:
    """Whether anything in it can be seen: invisible and formatting characters alone are nothing."""
    return any(unicodedata.category(sign)[0] in "LNSP" for sign in text)

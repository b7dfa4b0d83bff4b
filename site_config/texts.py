"""What a stranger typed, made fit to show: no control characters, no tricks with direction, piles or things unseen.

What belongs to a script stays: the non-joiner of Persian, the joiner of emoji, the marks that only say a direction.
"""

import re
import unicodedata

# Embeddings and overrides show words in another order than they are read; isolates do the same with what they hold.
_OVERRIDES = re.compile("[\u202a-\u202e]")
_ISOLATES = re.compile("[\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Letters drawn as nothing, and tags that can hide a text inside a text; the flag of a region is made of tags.
_TAGS = re.compile("(\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f)|[\U000e0000-\U000e0fff]")
_FILLERS = re.compile("[\u034f\u115f\u1160\u180b-\u180e\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]")
_UNSEEN = "\u00ad\u061c\u200b-\u200f"  # soft hyphen, zero-width space and (non-)joiners, marks of direction
_UNSEEN_RUN = re.compile(f"([{_UNSEEN}])[{_UNSEEN}]+")
_UNSEEN_IN_TITLES = re.compile("[\u00ad\u200b]")
_MARKS_IN_A_ROW = 4


def without_controls(text: str) -> str:
    """Text without NUL, other control characters and broken halves of characters; line ends are ``\\n``."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode("utf-8")
    return _CONTROLS.sub("", text)


def without_tricks(text: str) -> str:
    """Text that reads as it is shown. Isolates end with their line; piles of accents are cut after the fourth; of
    several invisible signs in a row the first stays. Twice is the same as once."""
    if text.isascii():
        return text
    text = _FILLERS.sub("", _TAGS.sub(r"\1", _OVERRIDES.sub("", text)))
    text = _without_piles(_UNSEEN_RUN.sub(r"\1", text))
    return "\n".join(map(_balanced, text.split("\n"))) if _ISOLATES.search(text) else text


def _without_piles(text: str) -> str:
    kept, marks = [], 0
    for sign in text:
        marks = marks + 1 if sign > "\u02ff" and unicodedata.category(sign) in ("Mn", "Me") else 0
        if marks <= _MARKS_IN_A_ROW:
            kept.append(sign)
    return "".join(kept)


def _balanced(line: str) -> str:
    """Ends of isolates that nobody began are left out, isolates that nobody ended end with the line."""
    kept, is_open = [], 0
    for sign in line:
        if sign == "\u2069" and not is_open:
            continue
        is_open += (sign in "\u2066\u2067\u2068") - (sign == "\u2069")
        kept.append(sign)
    return "".join(kept) + "\u2069" * is_open


def clean_title(text: str) -> str:
    """One line of plain words, without anything invisible but what stands between two letters."""
    text = without_tricks(unicodedata.normalize("NFC", without_controls(text)))
    text = _UNSEEN_IN_TITLES.sub("", _ISOLATES.sub("", text))
    text = re.sub(f"(?<![^\\s])[{_UNSEEN}]+|[{_UNSEEN}]+(?![^\\s])", "", text)
    return " ".join(text.split())


def clean_text(text: str) -> str:
    """A Markdown source of several lines; its first may be indented code."""
    return without_tricks(without_controls(text)).rstrip().lstrip("\n")


def has_words(text: str) -> bool:
    """Whether anything in it can be seen: invisible and formatting characters alone are nothing."""
    return any(unicodedata.category(sign)[0] in "LNSP" for sign in text)

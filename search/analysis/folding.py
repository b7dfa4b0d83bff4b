"""One form for all the ways a word can be written. Used on documents and queries alike."""

import unicodedata
from functools import lru_cache

# What Unicode's own decomposition does not settle. Russian й stays a letter of its own (endings depend on it).
_LETTERS = str.maketrans(
    {
        **{"ё": "е", "й": "й"},
        **{"ي": "ی", "ى": "ی", "ئ": "ی", "ې": "ی", "ك": "ک", "ڪ": "ک"},
        **{"ة": "ه", "ۀ": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و"},
        **{"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th"},
        **dict.fromkeys("ـ\u00ad\u200d\u200e\u200f'’ʼ", ""),
    }
)
_KEPT = frozenset("й")


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """A word without case, accents, presentation forms and foreign digits: ``Επιστροφής`` → ``επιστροφησ``."""
    word = unicodedata.normalize("NFKC", word).casefold().translate(_LETTERS)
    if word.isascii():
        return word
    return unicodedata.normalize("NFKC", "".join(_fold_letter(letter) for letter in word))


def _fold_letter(letter: str) -> str:
    if letter in _KEPT or letter.isascii():
        return letter
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    parts = unicodedata.normalize("NFKD", letter)
    return "".join(part for part in parts if not unicodedata.category(part).startswith("M")).translate(_LETTERS)

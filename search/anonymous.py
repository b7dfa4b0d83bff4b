"""What may name a person is taken out of a search before it is kept.

Better a word too few in a report than a person in it: the whole word goes, never a part of it.
"""

import re
import unicodedata

from search.questions import clean

LONGEST_WORD = 40  # letters; what is longer is a key, a password or a link
_YEAR = r"(?:19|20)\d\d"
_ERROR_CODE = r"0x[0-9a-f]{1,8}"
# Digits with only marks between them are one number, however it is grouped: +30 210 1234-567, 4929 1234 …
_NUMBER = re.compile(r"(?<!\w)[+(#№]?\d(?:[\s().\-‐‑–/]*\d){4,}\w*")
_ADDRESS = re.compile(
    r"\S+ ?[(\[]at[)\]] ?\S+|\S+ @ ?\S+|\S+@ \S+|\S*@\S*|\S+://\S*|www\.\S+|\S+\.[^\W\d_]{2,}/\S*", re.IGNORECASE
)
_KEPT_NUMBER = re.compile(rf"[^\w#№]*(?:{_YEAR}|{_ERROR_CODE})[^\w#№]*", re.IGNORECASE)
# A name follows; where the language has capitals, only a capital tells it from other words.
_NAMED = re.compile(
    r"\b(?:my name is|my name's|меня зовут|мо[её] имя|με λένε|ονομάζομαι|το όνομά μου είναι|"
    r"اسم من|نام من|اسمم|نامم|quhem|emri im është|emri im eshte|më quajnë|me quajne)[:\s]\s*\S+(?:\s+\S+)?",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(
    r"\b(?i:i am|[Ii]['’]m|[Tt]his is|[Яя]|[Ээ]то|[Εε]ίμαι|[Εε]ίμαι [οη]|[Uu]n[ëe] jam|[Jj]am)"
    r"\s+(?:[A-ZÀ-ÞА-ЯЁΆ-ΏΑ-ΫÇË][^\W\d_]+[\s,.]*){1,3}"
)
_PERSIAN_NAMED = re.compile(r"\bمن\s+\S+(?:\s+\S+)?\s+هستم\b")


def without_names(text: str) -> str:
    """The words of a search that may be kept: no addresses, no long numbers, no names that somebody gives as theirs."""
    text = _plain_digits(clean(text))
    for pattern in (_ADDRESS, _NAMED, _CAPITALISED, _PERSIAN_NAMED, _NUMBER):
        text = pattern.sub(" ", text)
    return " ".join(word for word in text.split() if _may_be_kept(word))


def _may_be_kept(word: str) -> bool:
    """Four digits and more make an order number, a card, a code somebody was sent; a year or an error code does not."""
    digits = sum(map(str.isdigit, word))
    return len(word) <= LONGEST_WORD and (digits < 4 or bool(_KEPT_NUMBER.fullmatch(word)))


def _plain_digits(text: str) -> str:
    """Persian, Arabic and other digits as 0–9, and full-width signs as usual ones: they hide nothing."""
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else {"＠": "@", "＋": "+"}.get(letter, letter)
        for letter in text
    )

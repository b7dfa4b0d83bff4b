"""What should not be shown to everyone: found in a text before it is published, and taken out of it."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from community import personal_patterns as patterns

KINDS = {
    "email": gettext_lazy("email address"),
    "iban": gettext_lazy("bank account"),
    "card": gettext_lazy("card number"),
    "key": pgettext_lazy("a secret of programs", "secret key"),
    "password": gettext_lazy("password"),
    "serial": gettext_lazy("serial number"),
    "order": gettext_lazy("order number"),
    "phone": gettext_lazy("phone number"),
}
_SHOWN = {
    "email": gettext_lazy("This text shows an email address:"),
    "iban": gettext_lazy("This text shows a bank account:"),
    "card": gettext_lazy("This text shows a card number:"),
    "key": gettext_lazy("This text shows a secret key:"),
    "password": gettext_lazy("This text shows a password:"),
    "serial": gettext_lazy("This text shows a serial number:"),
    "order": gettext_lazy("This text shows an order number:"),
    "phone": gettext_lazy("This text shows a phone number:"),
}
SECRETS = frozenset({"card", "key", "password"})  # whoever reads one may use it: nobody posts it, whatever they confirm
_NOT_PASSWORDS = frozenset(
    [
        *("required", "wrong", "incorrect", "invalid", "forgotten", "unknown", "missing", "empty", "none", "null"),
        *(
            "true",
            "false",
            "yes",
            "no",
            "expired",
            "reset",
            "changed",
            "неверный",
            "обязательно",
            "λάθος",
            "απαιτείται",
        ),
        *("اشتباه", "نادرست", "gabim", "gabuar"),
    ]
)


@dataclass(frozen=True)
class Finding:
    """One private matter: which of `KINDS`, and the text as it was typed."""

    name: str
    text: str

    @property
    def kind(self) -> str:
        return str(KINDS[self.name])

    @property
    def says(self) -> str:
        """What is wrong, in words, with a colon before the text."""
        return str(_SHOWN[self.name])

    @property
    def shown(self) -> str:
        """The text as it is pointed out: the beginning of a long one is enough to find it."""
        return self.text if len(self.text) <= 60 else f"{self.text[:60]}…"

    @property
    def is_secret(self) -> bool:
        return self.name in SECRETS


@dataclass(frozen=True)
class _Place:
    name: str
    start: int
    end: int


def find_personal_data(source: str) -> list[Finding]:
    """Emails, phones, numbers of orders, cards and accounts, keys and passwords, in the digits of any language.

    Each once, in the order in which they stand.
    """
    return list(dict.fromkeys(Finding(place.name, source[place.start : place.end]) for place in _places(source)))


def take_out(source: str, findings: Iterable[Finding] | None = None) -> str:
    """The text with a word in brackets for each private matter found in it (or for these only)."""
    wanted = None if findings is None else set(findings)
    for place in reversed(_places(source)):
        found = Finding(place.name, source[place.start : place.end])
        if wanted is None or found in wanted:
            after = source[place.end :]
            gap = " " if after[:1] in ("(", "[", ":") else ""  # so that Markdown makes no link of it
            removed = _("%(what)s removed") % {"what": found.kind}
            source = f"{source[: place.start]}[{removed}]{gap}{after}"
    return source


def _places(source: str) -> list[_Place]:
    """What one pattern found is blank for those after it, so that nothing is two things."""
    text, found = _with_plain_digits(source), []
    for name, pattern, is_one in _LOOKED_FOR:
        text = pattern.sub(partial(_blank, name=name, is_one=is_one, found=found), text)
    return sorted(found, key=lambda place: place.start)


def _blank(match: re.Match, *, name: str, is_one: Callable[[re.Match], bool], found: list[_Place]) -> str:
    if not is_one(match):
        return match.group()
    start, end = match.span("it" if "it" in match.re.groupindex else 0)
    if name:
        found.append(_Place(name, start, end))
    text, begin = match.group(), match.start()
    return text[: start - begin] + " " * (end - start) + text[end - begin :]


def _with_plain_digits(text: str) -> str:
    """Persian, Arabic and full-width digits as 0–9; every sign stays in its place."""
    return "".join(str(unicodedata.digit(sign)) if sign.isdigit() and not sign.isascii() else sign for sign in text)


def _always(match: re.Match) -> bool:
    return True


def _is_card(match: re.Match) -> bool:
    """Lengths and beginnings of the cards there are, and the check digit: other long numbers seldom have all three."""
    digits = re.sub(r"\D", "", match.group())
    begins = {14: ("30", "36", "38"), 15: ("34", "37"), 16: tuple("23456"), 18: ("62",), 19: ("4", "62", "63")}
    return digits.startswith(begins.get(len(digits), ())) and _passes_luhn(digits)


def _passes_luhn(digits: str) -> bool:
    numbers = [int(sign) for sign in reversed(digits)]
    return sum(number * 2 - 9 * (number > 4) if place % 2 else number for place, number in enumerate(numbers)) % 10 == 0


def _is_iban(match: re.Match) -> bool:
    """ISO 13616: country and check digits to the end, letters as numbers, remainder of 97 is one."""
    compact = match.group().replace(" ", "").upper()
    if not compact.isascii() or not 15 <= len(compact) <= 34:
        return False
    return int("".join(str(int(sign, 36)) for sign in compact[4:] + compact[:4])) % 97 == 1


def _is_password(match: re.Match) -> bool:
    """A word after "password:" with a digit or a sign in it, or alone on the rest of its line; no stars, no error."""
    word = match["it"].strip(".,;:!?()[]*•_…")
    if len(word) < 3 or word.lower() in _NOT_PASSWORDS or len(set(word)) == 1:
        return False
    return not word.isalpha() or (match["end"] is not None and match["says"] is not None)


_LOOKED_FOR: list[tuple[str, re.Pattern, Callable[[re.Match], bool]]] = [
    ("key", patterns.PRIVATE_KEY, _always),
    ("key", patterns.KEY, _always),
    ("email", patterns.EMAIL, _always),
    ("password", patterns.PASSWORD, _is_password),
    ("key", patterns.LABELLED_KEY, _always),
    ("key", patterns.SPOKEN_KEY, _always),
    ("iban", patterns.IBAN, _is_iban),
    ("card", patterns.CARD, _is_card),
    ("card", patterns.CARD_CODE, _always),
    ("serial", patterns.SERIAL_NUMBER, _always),
    ("order", patterns.ORDER_NUMBER, _always),
    ("order", patterns.LABELLED_ORDER, _always),
    ("", patterns.ORDINARY, _always),
    ("phone", patterns.PHONE, _always),
    ("phone", patterns.LABELLED_PHONE, _always),
]

"""What should not be shown to everyone: found in a text before it is published."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

ORDER_NUMBER = re.compile(r"\b[A-Z]{2,4}-?\d{5,}\b")
SERIAL_NUMBER = re.compile(r"\b[A-Z]{1,4}\d?-\d{2}-\d{5,}\b")
EMAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
CARD = re.compile(r"\b\d(?:[ -]?\d){12,18}\b")
PHONE = re.compile(r"(?<![\w-])(?:\+|00)\d(?:[ ()/.-]{0,3}\d){7,13}\b|(?<![\w-])0\d(?:[ ()/.-]{0,3}\d){7,11}\b")


@dataclass(frozen=True)
class Finding:
    """One piece of personal data: what it is, in words, and the text itself."""

    kind: str
    text: str


def find_personal_data(source: str) -> list[Finding]:
    """Emails, phones, order, serial and account numbers in a Markdown source, in the digits of any language."""
    text, found = _with_plain_digits(source), []
    kinds: list[tuple[str, re.Pattern, Callable[[str], bool]]] = [
        (_("email address"), EMAIL, lambda match: True),
        (_("bank account"), IBAN, lambda match: True),
        (_("card number"), CARD, _passes_luhn),
        (_("serial number"), SERIAL_NUMBER, lambda match: True),
        (_("order number"), ORDER_NUMBER, lambda match: True),
        (_("phone number"), PHONE, lambda match: True),
    ]
    for kind, pattern, is_one in kinds:
        for match in pattern.finditer(text):
            if is_one(match.group()):
                found.append(Finding(str(kind), match.group()))
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    return list(dict.fromkeys(found))


def _with_plain_digits(text: str) -> str:
    """Persian, Arabic and full-width digits as 0–9."""
    return "".join(str(unicodedata.digit(sign)) if sign.isdigit() and not sign.isascii() else sign for sign in text)


def _passes_luhn(match: str) -> bool:
    digits = [int(sign) for sign in match if sign.isdigit()]
    doubled = [digit * 2 - 9 * (digit > 4) if place % 2 else digit for place, digit in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0

"""Personal data is pointed out before a message is shown to everyone, in whatever digits it is written."""

import pytest

from tickets.personal_data import find_personal_data


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Write to tomasz.wilk@example.com, please", "email address", "tomasz.wilk@example.com"),
        ("Your order KE-10482 left today", "order number", "KE-10482"),
        ("Call +49 30 1234567 before noon", "phone number", "+49 30 1234567"),
        ("Call 030 / 1234567", "phone number", "030 / 1234567"),
        ("شمارهٔ من ۰۹۱۲۳۴۵۶۷۸۹ است", "phone number", "09123456789"),
        ("Card 4111 1111 1111 1111 was charged", "card number", "4111 1111 1111 1111"),
        ("Serial LU5-22-004187", "serial number", "LU5-22-004187"),
        ("To DE89 3704 0044 0532 0130 00", "bank account", "DE89 3704 0044 0532 0130 00"),
    ],
)
def test_it_is_found(text, kind, found):
    assert [(finding.kind, finding.text) for finding in find_personal_data(text)] == [(kind, found)]


@pytest.mark.parametrize(
    "text",
    [
        "The bank declined it: PAY-402.",
        "Within 14 working days, free from €50.",
        "Between 9:00 and 17:00 on 2026-11-21",
        "1234 5678 9012 3456 is no card number",
    ],
)
def test_ordinary_numbers_are_not_personal(text):
    assert find_personal_data(text) == []

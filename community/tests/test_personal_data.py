"""Private matters are pointed out before a text is shown to everyone, in whatever language and digits it is written."""

import pytest
from django.utils.translation import override

from community.personal_data import find_personal_data, take_out

EMAIL, PHONE, ORDER, CARD, KEY, PASSWORD = (
    *("email address", "phone number", "order number"),
    *("card number", "secret key", "password"),
)
TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcDEF123_-x"


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Write to tomasz.wilk@example.com, please", EMAIL, "tomasz.wilk@example.com"),
        ("Мой адрес ольга@почта.example", EMAIL, "ольга@почта.example"),
        ("Your order KE-10482 left today", ORDER, "KE-10482"),
        ("It was order no. 1048234.", ORDER, "1048234"),
        ("Где мой заказ № 1048234?", ORDER, "1048234"),
        ("Η παραγγελία 1048234 δεν ήρθε", ORDER, "1048234"),
        ("سفارش ۱۰۴۸۲۳۴ نرسید", ORDER, "۱۰۴۸۲۳۴"),
        ("Ku është porosia nr. 1048234", ORDER, "1048234"),
        ("Call +49 30 1234567 before noon", PHONE, "+49 30 1234567"),
        ("Call 030 / 1234567", PHONE, "030 / 1234567"),
        ("Call (555) 123-4567 today", PHONE, "(555) 123-4567"),
        ("Звоните 8 (912) 345-67-89 вечером", PHONE, "8 (912) 345-67-89"),
        ("Κινητό 694 123 4567", PHONE, "694 123 4567"),
        ("Πάρτε με στο 210 1234567", PHONE, "210 1234567"),
        ("شمارهٔ من ۰۹۱۲۳۴۵۶۷۸۹ است", PHONE, "۰۹۱۲۳۴۵۶۷۸۹"),
        ("تلفن: ۸۸۷۷۶۶۵۵", PHONE, "۸۸۷۷۶۶۵۵"),
        ("Më telefononi: 069 123 4567", PHONE, "069 123 4567"),
        ("Card 4111 1111 1111 1111 was charged", CARD, "4111 1111 1111 1111"),
        ("کارت ۶۰۳۷ ۹۹۱۱ ۱۱۱۱ ۱۱۱۲", CARD, "۶۰۳۷ ۹۹۱۱ ۱۱۱۱ ۱۱۱۲"),
        ("and CVV: 123", CARD, "123"),
        ("Serial LU5-22-004187", "serial number", "LU5-22-004187"),
        ("To DE89 3704 0044 0532 0130 00", "bank account", "DE89 3704 0044 0532 0130 00"),
        ("STRIPE=sk_live_51H8xyzABCDEFGHIJ", KEY, "sk_live_51H8xyzABCDEFGHIJ"),
        ("AKIAIOSFODNN7EXAMPLE does not work", KEY, "AKIAIOSFODNN7EXAMPLE"),
        ("git push with ghp_abcdefghijklmnopqrstuvwxyz0123456789", KEY, "ghp_abcdefghijklmnopqrstuvwxyz0123456789"),
        (
            "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcDEF123_-x",
            KEY,
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcDEF123_-x",
        ),
        ("licence key: 123e4567-e89b-12d3-a456-426614174000", KEY, "123e4567-e89b-12d3-a456-426614174000"),
        ("ключ API: a8f5f167f44f4964e6c998dee827110c", KEY, "a8f5f167f44f4964e6c998dee827110c"),
        ("VK7JG-NPHTM-C97JM-9MPGT-3V66T is refused", KEY, "VK7JG-NPHTM-C97JM-9MPGT-3V66T"),
        ("password: xyz", PASSWORD, "xyz"),
        ("My password is hunter2! and it fails", PASSWORD, "hunter2!"),
        ("пароль: зимавесна", PASSWORD, "зимавесна"),
        ("κωδικός: kalimera1 και τίποτα", PASSWORD, "kalimera1"),
        ("رمز عبور: abc۱۲۳", PASSWORD, "abc۱۲۳"),
        ("Fjalëkalimi: dritare9", PASSWORD, "dritare9"),
    ],
)
def test_it_is_found_as_it_was_typed(text, kind, found):
    assert [(finding.kind, finding.text) for finding in find_personal_data(text)] == [(kind, found)]


def test_a_private_key_is_found_to_its_end():
    block = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nabc\n-----END RSA PRIVATE KEY-----"
    assert take_out(f"Mine:\n{block}\nWhy?") == "Mine:\n[secret key removed]\nWhy?"


@pytest.mark.parametrize(
    "text",
    [
        "The bank declined it: PAY-402.",
        "Within 14 working days, free from €50.",
        "Between 9:00 and 17:00 on 2026-11-21",
        "on 01.02.2026 10:00 and from 21.11.2026–30.11.2026",
        "12/31/2026 at 10:15:30; 2026-11-21T10:00:00Z; ۱۴۰۴/۰۸/۳۰ ساعت ۱۰:۳۰",
        "version 10.0.19045.4170, firmware 2.04.11, Прошивка 3.14.159 от 12.10.2025",
        "at 192.168.178.100 or https://shop.example/0123456789/item?id=6912345678",
        "€1.299,00 and 1 299,00 € and 4 000 000 lek and 100.000.000",
        "ISO27001, CVE-2024-12345, KB5034441, error 0x80070005",
        "1234 5678 9012 3456 is no card number, EAN 4006381333931 neither",
        "4111 1111 1111 1112 has a wrong check digit",
        "DE89 3704 0044 0532 0130 01 has a wrong one, too",
        "error id 123e4567-e89b-12d3-a456-426614174000",
        "forgot password: how do I reset it",
        "Password: required",
        "password: ******** and Password: I forgot it.",
        "the password: it must have 8 characters",
        "my password was changed yesterday, my pin is lost",
        "token: authentication required by server; Token is invalid after 1234 seconds",
        "κωδικός σφάλματος: E-42",
        "Key: see page 12; key performance indicators for 2023",
        "Order 2 lamps, 2024 model; orders 10000 a year; заказ на 3 лампы",
        "phone 12 Pro 256, mobile 5G 2024, Tel Aviv 2024",
        "lamp 1500 lm 2700-6500 K, pages 100-200, the years 2023-2024",
    ],
)
def test_ordinary_numbers_are_not_personal(text):
    assert find_personal_data(text) == []


def test_what_may_be_misused_is_a_secret_and_what_names_somebody_is_not():
    found = find_personal_data("4111111111111111, password: a1b2c3, ghp_abcdefghijklmnopqrstu, a@b.de, KE-10482")
    assert [finding.is_secret for finding in found] == [True, True, True, False, False]


def test_taking_out_leaves_the_rest_as_it_was():
    text = "Call +49 30 1234567 or [me](mailto:a@b.de). Password: hunter2, thanks"
    assert take_out(text) == (
        "Call [phone number removed] or [me](mailto:[email address removed]). Password: [password removed], thanks"
    )
    assert find_personal_data(take_out(text)) == []
    assert take_out(text, find_personal_data("a@b.de")).startswith("Call +49 30 1234567 or")


def test_what_is_taken_out_makes_no_link_of_what_follows():
    assert take_out("a@b.de(call)") == "[email address removed] (call)"


@pytest.mark.parametrize("language", ["en", "ru", "el", "fa", "sq"])
def test_what_was_taken_out_is_not_found_again_in_any_language(language):
    text = "a@b.de +49 30 1234567 KE-10482 4111111111111111 password: hunter2 AKIAIOSFODNN7EXAMPLE"
    with override(language):
        assert find_personal_data(take_out(text)) == []


@pytest.mark.parametrize(
    "piece",
    ["a.", "1 ", "eyJ-", "A1", "password: ", "-----BEGIN PRIVATE KEY-----", "+1", "a@a.", "(1", "key:a1", "DE89 "],
)
def test_a_hostile_text_is_read_to_its_end(piece):
    text = piece * (30_000 // len(piece))
    assert isinstance(take_out(text), str)

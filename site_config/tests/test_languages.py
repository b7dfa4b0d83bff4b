"""Every page in every language, walked link by link: no English words of ours, no Latin digits for Persian readers."""

import re
from collections import Counter, deque

import polib
import pytest
from django.core.management import call_command

from accounts.models import User
from site_config.catalogues import LOCALE_DIR
from site_config.tests.visible_text import VisibleText

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

PAGES_OF_A_KIND = 2
READERS = ("", "m20@demo.invalid", "agent.anna@demo.invalid")
#: Not read as words: addresses, placeholders, names of things that are written so in every language.
NAMES = re.compile(r"\S+@\S+|https?://\S+|\b[A-Z]{2,}-\d+\b|#[0-9a-f]{6}|\b[A-Z]\w+/\w+")
WORDS = re.compile(r"[A-Za-z’']{2,}")
STARTS = ("", "no/such/page/", "search/?q=ab", "search/?q=a", "search/?q=xyzzyp", "help/delivery/missed-delivery/")


def english_words(language: str) -> set[str]:
    """Words that we say in English and never in the language: what must not be left on its pages."""
    entries = polib.pofile(str(LOCALE_DIR / language / "LC_MESSAGES/django.po"))
    plain = {re.sub(r"<[^>]*>|%\(\w+\)s", " ", text) for e in entries for text in (e.msgid, e.msgid_plural)}
    ours = {text for e in entries for text in (e.msgstr, *e.msgstr_plural.values())}
    return _words(plain) - _words(ours)


def _words(texts) -> set[str]:
    return {word.lower() for text in texts for word in WORDS.findall(text)}


def strange_texts(page: VisibleText, language: str, english: set[str]) -> list[str]:
    """What a reader of the language would stumble over; a single English word counts when it stands alone."""
    found = []
    for text in page.texts:
        plain = NAMES.sub("", text)
        words = [word.lower() for word in WORDS.findall(plain)]
        foreign = [word for word in words if word in english]
        has_digits = language == "fa" and re.search("[0-9]", plain)
        if has_digits or len(foreign) > 2 or (foreign and len(foreign) == len(words)):
            found.append(text)
    return found


def walk(client, language: str):
    """Address and words of every kind of page that can be reached by links: two of each kind."""
    todo, seen, kinds = deque(f"/{language}/{start}" for start in STARTS), set(), Counter()
    while todo:
        address = todo.popleft()
        kind = tuple(re.sub(r"\d+", "n", part) for part in address.partition("?")[0].split("/")[2:5])
        kind = kind[:2] if kind[0] in ("help", "community", "desk") else kind
        if address in seen or kinds[kind, "?" in address] >= PAGES_OF_A_KIND:
            continue
        seen.add(address)
        kinds[kind, "?" in address] += 1
        answer = client.get(address, follow=True)
        assert answer.status_code < 500, address
        if "text/html" in answer.headers["Content-Type"] and answer.request["PATH_INFO"].startswith(f"/{language}/"):
            page = VisibleText(answer.content.decode(), language)
            yield address, page
            links = [f"{address.partition('?')[0]}{link}" if link.startswith("?") else link for link in page.links]
            todo.extend(link for link in links if link.startswith(f"/{language}/") and "lang=" not in link)


def test_no_page_keeps_english_words_or_latin_digits(client):
    call_command("load_demo", verbosity=0)
    left = {}
    for language in ("fa", "ru", "el", "sq"):
        english = english_words(language)
        for email in READERS if language == "fa" else READERS[::2]:
            client.logout()
            if email:
                client.force_login(User.objects.get(email=email))
            pages = 0
            for address, page in walk(client, language):
                pages += 1
                for text in strange_texts(page, language, english):
                    left.setdefault(f"{language}: {text}", address)
            assert pages > 15, (language, email, pages)
    assert not left, "\n".join(f"{text}  at {address}" for text, address in left.items())


@pytest.mark.parametrize(
    ("html", "is_strange"),
    [
        ('<html lang="fa"><p>Show the password</p></html>', True),
        ('<html lang="fa"><input placeholder="Search"></html>', True),
        ('<html lang="fa"><p>3 پاسخ</p></html>', True),
        ('<html lang="fa"><p>۳ پاسخ</p><code>KE-10482</code><bdi>Show the password</bdi></html>', False),
        ('<html lang="fa"><h2 lang="en">Show the password 3</h2><p>orders@kelora.example</p></html>', False),
    ],
)
def test_the_walk_sees_what_a_reader_sees(html, is_strange):
    assert bool(strange_texts(VisibleText(html, "fa"), "fa", english_words("fa"))) == is_strange


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fa", ("حداکثر ۶۰", "این گذرواژه", "نشانی ایمیل")),
        ("ru", ("не более 60", "Пароль слишком короткий", "адрес электронной почты")),
        ("el", ("το πολύ 60", "Ο κωδικός πρόσβασης", "διεύθυνση email")),
        ("sq", ("60 shenja", "Ky fjalëkalim", "adresë emaili")),
    ],
)
def test_errors_of_a_form_speak_the_language_and_its_digits(client, language, words):
    typed = {"email": "x", "display_name": "y" * 80, "password1": "123"}
    answer = client.post(f"/{language}/account/signup/", typed)
    html = answer.content.decode()
    assert all(word in html for word in words) and not strange_texts(
        VisibleText(html, language), language, english_words(language)
    )

"""What search engines are told: which threads there are, and in which language each is written."""

import re

import pytest
from django.utils import timezone

from community.models import Thread
from community.tests.factories import make_answer, make_thread
from kb.actions import ensure_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses(client, settings):
    settings.SITE_URL = "https://help.example.org"
    ensure_site()

    def found() -> list[str]:
        """The addresses in every part that the map names."""
        parts = re.findall(r"<loc>https://help.example.org([^<]+)</loc>", client.get("/sitemap.xml").content.decode())
        return [url for part in parts for url in re.findall(r"<loc>([^<]+)</loc>", client.get(part).content.decode())]

    return found


def test_the_map_names_answered_threads_in_their_own_language(addresses):
    english, persian = make_thread(), make_thread(lang="fa", title="پولم کجاست و کی می‌رسد؟")
    unanswered = make_thread()
    for thread in (english, persian):
        make_answer(thread)
    found = addresses()
    assert f"https://help.example.org/en/community/{english.pk}/{english.slug}/" in found
    assert len([url for url in found if f"/community/{persian.pk}/" in url]) == 1
    assert any(f"/fa/community/{persian.pk}/" in url for url in found)
    assert all(url.startswith("https://help.example.org/") for url in found)
    assert not any(f"/community/{unanswered.pk}/" in url for url in found)
    assert "https://help.example.org/en/help/" in found


def test_the_map_names_no_hidden_thread(addresses):
    thread = make_thread()
    make_answer(thread)
    Thread.objects.filter(pk=thread.pk).update(hidden_at=timezone.now(), waiting_since=None)
    assert not any("/community/" in url for url in addresses())


def test_a_thread_claims_no_translation_but_the_menu_still_keeps_the_reader_on_it(client):
    thread = make_thread()
    html = client.get(f"/fa/community/{thread.pk}/{thread.slug}/").content.decode()
    assert '<link rel="alternate" hreflang' not in html
    assert re.search(rf'<link rel="canonical" href="[^"]+/en/community/{thread.pk}/', html)
    assert f'href="/ru/community/{thread.pk}/' in html


def test_a_reader_of_another_language_is_told_and_led_to_questions_in_theirs(client):
    thread = make_thread()
    html = client.get(f"/fa/community/{thread.pk}/{thread.slug}/").content.decode()
    assert "زبان این پرسش: English" in html and f'href="/fa/community/?board={thread.board.slug}"' in html
    assert html.count("پرسش به زبان خودش می‌ماند") == 1
    assert f'<h1 dir="auto" lang="en">{thread.title}' in html
    at_home = client.get(f"/en/community/{thread.pk}/{thread.slug}/").content.decode()
    assert "The language of this question" not in at_home

"""The same page in another language, or what is nearest to it."""

import re

import pytest
from wagtail.models import PageViewRestriction

from kb.models import SectionPage
from kb.tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def returns(site):
    """A section in English and Persian, with an article that is only in English."""
    english = make_section(slug="returns", title="Returns")
    make_section(slug="returns", lang="fa", title="مرجوعی", translation_key=english.translation_key)
    return english


def persian_section():
    return SectionPage.objects.get(locale__language_code="fa", slug="returns")


def test_menu_leads_to_the_translation_and_says_where_there_is_none(client, returns):
    english = make_article(slug="pay", parent=returns)
    make_article(slug="pay", lang="fa", parent=persian_section(), translation_key=english.translation_key)
    html = client.get(english.url).content.decode()
    forms = dict(re.findall(r'name="next" value="([^"]+)">(.*?)</form>', html, re.DOTALL))
    assert "Not yet in this language" not in forms["/fa/help/returns/pay/"]
    assert "Not yet in this language" in forms["/ru/help/returns/pay/"]
    found = re.findall(r'rel="alternate" hreflang="([^"]+)" href="http://testserver([^"]+)"', html)
    assert dict(found) == {"en": english.url, "fa": "/fa/help/returns/pay/", "x-default": english.url}


def test_missing_translation_says_so_and_shows_the_nearest(client, returns):
    article = make_article(slug="pay", title="Pay later", parent=returns)
    make_article(slug="send", lang="fa", title="ارسال", parent=persian_section())
    answer = client.get("/fa/help/returns/pay/")
    html = answer.content.decode()
    assert answer.status_code == 404 and '<html lang="fa" dir="rtl">' in html
    assert f'<a href="{article.url}" hreflang="en" lang="en" dir="ltr">Pay later</a>' in html
    assert '<a href="/fa/help/returns/">مرجوعی</a>' in html and 'href="/fa/help/returns/send/"' in html
    assert 'name="q" value="Pay later"' in html and 'href="/fa/community/ask/"' in html
    assert '<meta name="robots" content="noindex">' in html and 'rel="alternate"' not in html
    assert 'name="next" value="/en/help/returns/pay/"' in html


def test_without_the_section_the_help_itself_is_nearest(client, returns):
    make_article(slug="pay", parent=returns)
    html = client.get("/ru/help/returns/pay/").content.decode()
    assert re.search(r'<h2 id="nearest"><a href="/ru/help/">', html)


def test_translation_at_another_address_is_found(client, returns):
    article = make_article(slug="pay", parent=returns)
    make_article(slug="pay", lang="ru", translation_key=article.translation_key)
    assert client.get("/ru/help/returns/pay/").url == "/ru/help/pay/"


def test_nothing_is_told_of_a_draft_or_of_a_page_that_is_not_for_everyone(client, returns):
    secret, draft = make_article(slug="secret", parent=returns), make_article(slug="draft", parent=returns)
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    draft.unpublish()
    for slug, page in (("secret", secret), ("draft", draft)):
        answer = client.get(f"/fa/help/returns/{slug}/")
        assert answer.status_code == 404 and page.title not in answer.content.decode()


def test_home_names_the_root_for_readers_of_other_languages(client, site):
    html = client.get("/fa/").content.decode()
    assert '<link rel="alternate" hreflang="x-default" href="http://testserver/">' in html
    assert '<link rel="alternate" hreflang="sq" href="http://testserver/sq/">' in html


def test_map_of_the_site_has_every_language_and_names_only_real_translations(client, returns, settings):
    settings.SITE_URL = "https://help.example.org"
    make_article(slug="pay", parent=returns)
    urls = client.get("/sitemap-pages.xml").content.decode().split("<url>")
    both = next(url for url in urls if "<loc>https://help.example.org/fa/help/returns/</loc>" in url)
    assert re.findall(r'hreflang="([^"]+)" href="https://help.example.org([^"]+)"', both) == [
        ("en", "/en/help/returns/"), ("fa", "/fa/help/returns/"), ("x-default", "/en/help/returns/"),
    ]  # fmt: skip
    alone = next(url for url in urls if "<loc>https://help.example.org/en/help/returns/pay/</loc>" in url)
    assert re.findall(r'hreflang="([^"]+)"', alone) == ["en", "x-default"]
    assert not any("<loc>https://help.example.org/fa/help/returns/pay/" in url for url in urls)

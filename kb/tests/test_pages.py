"""What a guest meets: home, sections, articles, in a bounded number of queries."""

import json
import re

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from kb.actions import record_feedback
from kb.pictures import picture_of
from kb.queries import popular_articles, related_pages, sections
from kb.tests.factories import make_article, make_guide, make_section
from kb.tests.pictures import data_png

pytestmark = pytest.mark.django_db


def queries_of(client, url) -> int:
    client.get(url)  # fills the caches of the process: site roots, content types, renditions
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_home_shows_sections_with_their_first_articles_and_how_many_there_are(client, site):
    section = make_section(title="Delivery", icon="truck")
    for number in range(4):
        make_article(title=f"Parcel {number}", parent=section)
    html = client.get("/en/").content.decode()
    assert "How can we help?" in html and "Delivery" in html
    assert "Parcel 2" in html and "All 4" in html
    assert html.count("Parcel 3") <= 1  # only where it is popular, not on the tile


@pytest.mark.parametrize("many", [1, 12])
def test_pages_stay_within_their_budget_of_queries(client, site, many):
    section = make_section(title="Delivery")
    body = "\n\n".join(
        f"## Part {n}\n\n1. Read [one](article:target-{n})\n2. Then [two](article:target-{n})\n\n"
        f"> [!NOTE]\n> [x](article:target-{n})\n\n<figure><img src='{data_png(n)}' alt='Lamp'></figure>"
        for n in range(many)
    )
    for number in range(many):
        make_article(parent=section, slug=f"target-{number}", tags=["lamp", f"tag{number}"])
        make_guide(parent=section, poster=picture_of(data_png(number + 50), "Still"), tags=["lamp"])
        make_section(parent=section)
        make_section()
    article = make_article(body, parent=section, tags=["lamp"])
    guide = make_guide(body, parent=section, chapters=[(n, f"Chapter {n}") for n in range(many)])
    assert queries_of(client, "/en/") <= 12
    assert queries_of(client, section.url) <= 12
    assert queries_of(client, article.url) <= 15
    assert queries_of(client, guide.url) <= 15


def test_article_shows_short_answer_steps_contents_and_related(client, site):
    make_article(title="Other lamp", tags=["lamp"])
    article = make_article(
        "## First\n\n1. Unplug it\n2. Wait\n\n## Second\n\nDone.",
        title="Lamp flickers",
        summary="Try another bulb.",
        tags=["lamp"],
    )
    html = client.get(article.url).content.decode()
    assert "Try another bulb." in html and "Other lamp" in html
    assert '<a href="#first">First</a>' in html and 'id="second"' in html
    assert '<ol class="steps">' in html and "<p>Unplug it</p>" in html


def test_headings_never_share_an_anchor_with_each_other_or_with_the_page(site):
    article = make_article("## Video\n\na\n\n## Video\n\nb\n\n## Ελληνικά\n\nc")
    assert [anchor for _, anchor, _ in article.text.toc] == ["video-2", "video-3", "ελληνικά"]


def test_links_lead_to_the_page_in_the_readers_language_and_to_no_draft(client, site):
    english = make_article(slug="pay", title="Pay")
    make_article(slug="pay", lang="ru", title="Платить", translation_key=english.translation_key)
    draft = make_article(slug="draft")
    article = make_article("[pay](article:pay) [draft](article:draft) [gone](article:nowhere)", slug="a")
    russian = make_article("[pay](article:pay)", lang="ru", slug="b")
    draft.unpublish()
    html = client.get(article.url).content.decode()
    assert '<a href="/en/help/pay/">pay</a>' in html
    assert re.search(r"draft</?\w|draft gone", html) and "/en/help/draft/" not in html and "article:" not in html
    assert '<a href="/ru/help/pay/">pay</a>' in client.get(russian.url).content.decode()


def test_language_switch_names_only_published_translations(client, site):
    english = make_article(slug="pay")
    make_article(slug="pay", lang="fa", translation_key=english.translation_key)
    response = client.get(english.url)
    assert response.context["translations"] == {"en": "/en/help/pay/", "fa": "/fa/help/pay/"}
    html = response.content.decode()
    assert '<link rel="alternate" hreflang="fa" href="http://testserver/fa/help/pay/">' in html
    assert '<link rel="canonical" href="http://testserver/en/help/pay/">' in html


def test_restricted_pages_are_listed_nowhere(client, site):
    section = make_section(title="Open")
    secret = make_article(title="Secret plan", parent=section, tags=["lamp"])
    article = make_article(parent=section, tags=["lamp"])
    restriction = PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.get(name="editors"))
    for url in ("/en/", section.url, article.url):
        assert "Secret plan" not in client.get(url).content.decode()
    assert client.get(secret.url).status_code == 302
    assert secret not in popular_articles("en") and not related_pages(article)
    assert sections("en")[0].article_count == 1


def test_unknown_address_below_home_is_not_found(client, site):
    for path in ("/en/help/nope/", "/en/nope/help/", "/en/../ru/help/x/", "/fa/help/%D9%86/"):
        assert client.get(path).status_code == 404
    assert client.get("/ru/help/").status_code == 200


def test_structured_facts_cannot_be_broken_out_of(client, site):
    article = make_article(
        "<details><summary>Why?</summary>\n\nBecause </script><script>alert(1)</script>\n\n</details>",
        title="</script><script>alert(1)</script>",
    )
    html = client.get(article.url).content.decode()
    assert "<script>alert" not in html
    facts = re.search(r'<script type="application/ld\+json" nonce="[^"]+">(.*?)</script>', html, re.DOTALL)[1]
    graph = {part["@type"]: part for part in json.loads(facts)["@graph"]}
    assert graph["Article"]["headline"] == article.title
    assert graph["FAQPage"]["mainEntity"][0]["name"] == "Why?"


def test_pictures_come_in_small_formats_with_their_size_and_words(client, site):
    image = f"<img src='{data_png(7)}' alt='A &quot;lamp&quot;'>"
    article = make_article(f"<figure>{image}<figcaption>Lumen</figcaption></figure>")
    html = client.get(article.url).content.decode()
    assert re.search(r'<source [^>]*srcset="/media/images/[^>]*type="image/webp"', html)
    assert 'loading="lazy"' in html and 'alt="A &quot;lamp&quot;"' in html and "<figcaption>Lumen</figcaption>" in html
    assert re.search(r'<img[^>]* width="\d+"', html) and " style=" not in html


def test_embedded_videos_load_nothing_before_the_reader_asks(client, site):
    article = make_article('<figure><a href="https://youtu.be/dQw4w9WgXcQ">How it works</a></figure>')
    html = client.get(article.url).content.decode()
    assert "<iframe" not in html and 'href="https://youtu.be/dQw4w9WgXcQ"' in html
    assert 'data-embed="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"' in html


def test_popular_articles_are_those_that_helped_most(site):
    first, second = make_article(), make_article()
    record_feedback(first, True, visitor="a")
    record_feedback(second, False, visitor="a")
    assert popular_articles("en") == [first, second]


def test_sections_without_content_say_what_to_do(client, site):
    assert "Nothing here yet" in client.get(make_section().url).content.decode()


def test_a_section_with_too_many_articles_to_arrange_is_paged_by_title(client, site, monkeypatch):
    monkeypatch.setattr("kb.queries.ARTICLES_PER_PAGE", 3)
    section = make_section(title="Everything")
    make_guide(parent=section, title="Film")
    for title in ("éclair", "Zebra", "apple"):
        make_article(parent=section, title=title)
    html = client.get(section.url).content.decode()
    assert html.index("éclair") < html.index("Zebra") < html.index(">apple<") and "Page 1 of" not in html
    make_article(parent=section, title="Bear")
    first, second = (client.get(f"{section.url}?page={n}").content.decode() for n in (1, 2))
    assert first.index(">apple<") < first.index(">Bear<") < first.index(">éclair<") and ">Zebra<" not in first
    assert "Page 1 of 2" in first and 'rel="next" href="?page=2"' in first and "Film" in first
    assert ">Zebra<" in second and ">Bear<" not in second and "Film" not in second
    assert f'<link rel="canonical" href="http://testserver{section.url}?page=2">' in second
    assert "Page 2 of 2" in client.get(f"{section.url}?page=99").content.decode()
    assert "Page 1 of 2" in client.get(f"{section.url}?page=x").content.decode()
    assert queries_of(client, section.url) <= 12

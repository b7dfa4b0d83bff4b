"""Content nobody planned for still looks designed: long words, emoji, the other direction, nothing, very much."""

import json

import pytest

from tests.barriers import CUT, SETTLE

pytestmark = pytest.mark.e2e
LONG = "Donaudampfschifffahrtsgesellschaftskapitän" * 4 + "mützenabzeichenreinigungstuchhalter"[:32]

# A board of its own, and a language of little demo content, keep other journeys' lists as they were.
MAKE = """
import json
from datetime import timedelta
from allauth.account.models import EmailAddress
from django.utils.timezone import now
from accounts.models import User
from community import actions
from community.models import Board, BoardText
from kb.models import ArticlePage
from wagtail.models import Locale

LONG = {long!r}
def member(name, number):
    long_ago = now() - timedelta(days=30)
    made = User.objects.create_user(
        f"odd{{number}}@demo.invalid", "stoa-demo", display_name=name, date_joined=long_ago
    )
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    made.standing.level = 1
    made.standing.save()
    return made
def board(slug, name):
    made = Board.objects.create(slug=slug)
    for language in ("en", "fa"):
        BoardText.objects.create(board=made, language=language, name=name)
    return made
def ask(title, author, lang="sq"):
    thread = actions.ask(board=odd, author=author, title=title, body=LONG, lang=lang)
    return f"community/{{thread.pk}}/{{thread.slug or '-'}}/"

odd, nameless = board("odd", LONG[:60]), member("", 1)
board("empty", "Nothing here")
written_back, long_name = member("مریم رضایی", 2), member(LONG[:60], 3)
article = ArticlePage.objects.live().filter(locale__language_code="en", slug="return-an-item").first()
plain = ArticlePage(title=LONG[:200], slug="odd-plain", locale=article.locale)
article.get_parent().add_child(instance=plain)
plain.save_revision().publish()
found = {{
    "a long word as title": ask(LONG[:140], long_name),
    "emoji alone": ask("🛋️💡📦", written_back),
    "the other direction": ask("سفارش من هنوز نرسیده است؛ کد KE-10482", written_back),
    "nameless": ask("A question without a name", nameless),
    "article of a title alone": plain.relative_url(None).split("/", 2)[2],
    "member with a long name": f"members/{{long_name.pk}}/",
    "member written the other way": f"members/{{written_back.pk}}/",
    "member without a name": f"members/{{nameless.pk}}/",
}}
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def odd(site):
    return json.loads(site.python(MAKE.format(long=LONG)).strip().splitlines()[-1])


def look(page, address: str, name: str) -> list[str]:
    """Open at 320 and 1280 pixels; returns what is wrong with the page."""
    faults = [] if page.goto(address).status == 200 else [f"{name}: {address} did not answer"]
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(SETTLE)
        faults += [f"{name}, {width} px: {fault}" for fault in page.evaluate(CUT)]
    return faults


@pytest.mark.parametrize("language", ["en", "fa"])
def test_odd_content_is_neither_cut_nor_too_wide(open_page, odd, language):
    page = open_page()
    # An article is written in one language; a thread and a member are read under each.
    addresses = {name: path for name, path in odd.items() if language == "en" or not name.startswith("article")}
    addresses |= {
        "board of odd questions": "community/?board=odd&lang=all",
        "latest": "community/?lang=all",
        "search for a long word": f"search/?q={LONG}",
        "search for emoji": "search/?q=🛋️💡📦",
        "search in two directions": "search/?q=KE-10482 سفارش refund",
    }
    faults = [fault for name, path in addresses.items() for fault in look(page, f"/{language}/{path}", name)]
    assert not faults, "\n".join(faults)


def test_a_name_of_the_other_direction_leaves_its_neighbours_in_place(open_page, odd):
    page = open_page()
    page.goto("/en/" + odd["the other direction"])
    name = page.locator(".question .person bdi").first.bounding_box()
    time = page.locator(".question .person time").first.bounding_box()
    avatar = page.locator(".question .avatar").first.bounding_box()
    assert avatar["x"] < name["x"] and avatar["x"] < time["x"]
    heading = page.locator("h1").first
    assert heading.evaluate("e => getComputedStyle(e).direction") == "rtl"
    page.goto("/fa/" + odd["nameless"])
    assert page.locator("h1").first.evaluate("e => getComputedStyle(e).direction") == "ltr"
    name = page.locator(".question .person bdi").first.bounding_box()
    assert page.locator(".question .avatar").first.bounding_box()["x"] > name["x"]


def test_a_member_without_a_name_and_a_title_of_emoji_can_be_pressed(open_page, odd):
    page = open_page()
    page.goto("/en/community/?board=odd&lang=all")
    for link in page.locator("main .rows a").all():
        box = link.bounding_box()
        assert link.inner_text().strip() and box["width"] >= 24 and box["height"] >= 16
    page.goto("/en/" + odd["nameless"])
    assert page.locator(".question .person__name").inner_text().startswith("Member ")


def test_what_is_empty_says_so_and_what_to_do_next(open_page, odd):
    page = open_page()
    for address in (
        "/en/community/?board=empty",
        "/fa/community/?board=empty",
        "/en/search/?q=xyzzyplugh",
        "/en/" + odd["member without a name"],
    ):
        assert look(page, address, "empty") == []
        main = page.locator("main")
        assert len(main.inner_text().split()) > 4 and main.locator("a[href]").count() > 0, address


@pytest.mark.parametrize("number", [1, 2, 50, 100])
def test_the_pager_stands_wherever_one_is(open_page, number):
    page = open_page()
    assert look(page, f"/en/search/?q=the&page={number}", f"page {number}") == []
    assert page.locator("main a[href]").count() > 0, "there is a way on, on the last page and beyond it"


def test_a_page_without_a_translation_says_so(open_page, odd):
    page = open_page(watch=False)
    answer = page.goto("/fa/" + odd["article of a title alone"])
    assert answer.status in (200, 404)
    assert page.locator("main a[href]").count() > 0 and not page.evaluate(CUT)

"""The main job in a real browser: search, read, ask, answer, accept, escalate, answer back; who may not go where."""

import re

import pytest

from tests.conftest import sign_in

pytestmark = pytest.mark.e2e

LET_TIME_PASS = """
from datetime import timedelta
from community.models import Thread
from community.signals import thread_changed

thread = Thread.objects.get(pk={pk})
before = thread.created_at - timedelta(days=14)
Thread.objects.filter(pk=thread.pk).update(created_at=before, waiting_since=before)
thread.refresh_from_db()
thread_changed.send(sender=Thread, thread=thread)
"""


def ask(page, title: str, body: str, language: str = "en") -> int:
    """Ask through the form; returns the new thread's number."""
    page.goto(f"/{language}/community/ask/")
    page.locator("input[name=board]").first.check(force=True)
    page.locator("input[name=title]").fill(title)
    page.locator("textarea[name=body]").fill(body)
    page.locator("form[data-draft] button.button--primary[type=submit]").click()
    page.wait_for_url(re.compile(r"/community/\d+/"))
    return int(re.search(r"/community/(\d+)/", page.url)[1])


def answer(page, thread: int, body: str, language: str = "en") -> None:
    page.goto(f"/{language}/community/{thread}/")
    form = page.locator(f"form[data-draft='answer-{thread}']")
    form.locator("textarea[name=body]").fill(body)
    form.locator("button.button--primary[type=submit]").click()
    page.locator(".answer", has_text=body[:40]).first.wait_for()


def accept_first(page, thread: int, language: str = "en") -> None:
    page.goto(f"/{language}/community/{thread}/")
    page.locator("form[action*='/accept/'] button").first.click()
    page.locator(".answer--accepted").first.wait_for()


def test_a_customer_finds_the_answer_while_typing(open_page):
    page = open_page()
    page.goto("/en/")
    box = page.get_by_role("combobox").first
    box.press_sequentially("refund pol", delay=30)
    page.get_by_role("option").first.wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url(re.compile(r"/help/"))
    assert "money back" in page.get_by_role("heading", level=1).inner_text()


@pytest.mark.parametrize(
    ("language", "query", "title"),
    [
        ("en", "rfund polcy", "Refund policy"),
        ("ru", "не пришол заказ", "не пришёл"),
        ("el", "επιστροφη χρηματων", "Επιστροφή χρημάτων"),
        ("fa", "بازگشت پول", "بازگشت پول"),
        ("sq", "kthim parash", "Kthimi i parave"),
    ],
)
def test_clumsy_words_find_the_right_article_first(open_page, language, query, title):
    page = open_page()
    page.goto(f"/{language}/")
    page.get_by_role("combobox").first.fill(query)
    page.get_by_role("combobox").first.press("Enter")
    page.wait_for_url(re.compile("/search/"))
    first = page.locator("main h2 a, main h3 a").first
    assert title in first.inner_text()
    first.click()
    page.wait_for_url(re.compile(f"/{language}/help/"))


@pytest.mark.parametrize("language", ["en", "fa"])
def test_ask_answer_accept_and_find_it_by_searching(open_page, site, language):
    words = {
        "en": (
            "My teapot whistles after descaling",
            "It whistles a low **note**.",
            "Tighten the lid by a quarter turn.",
        ),
        "fa": ("قوری من پس از جرم‌گیری سوت می‌زند", "صدای **سوت** کوتاهی می‌دهد.", "درِ قوری را یک‌چهارم دور بچرخانید."),
    }[language]
    asker, helper = ("m01", "m02") if language == "en" else ("m20", "m21")
    page = open_page(dark=language == "fa", width=360 if language == "fa" else 1280)
    sign_in(page, f"{asker}@demo.invalid", language=language)
    thread = ask(page, words[0], words[1], language)
    assert page.locator("strong", has_text="note" if language == "en" else "سوت").count() == 1

    helping = open_page()
    sign_in(helping, f"{helper}@demo.invalid", language=language)
    answer(helping, thread, words[2], language)

    accept_first(page, thread, language)
    assert "m01" not in page.content()

    guest = open_page()
    for _ in range(100):
        guest.goto(f"/{language}/search/?q={words[0]}")
        if guest.locator("main", has_text=words[0]).locator(f"a[href*='/community/{thread}/']").count():
            break
        guest.wait_for_timeout(300)
    else:
        pytest.fail("the solved question was never found by searching")


def test_nobody_solves_it_so_an_agent_does_and_the_asker_reads_it_on_the_thread(open_page, site):
    page = open_page()
    sign_in(page, "m01@demo.invalid")
    thread = ask(page, "The lid of my bread bin does not close", "It stands open by a finger.")
    assert page.locator("aside").get_by_text(re.compile("team", re.I)).count(), "the asker is told what happens next"

    site.python(LET_TIME_PASS.format(pk=thread))
    site.manage("tick")  # the worker's own tick may come at the same moment: still one request
    site.manage("tick")

    desk = open_page()
    sign_in(desk, "agent.anna@demo.invalid")
    desk.goto("/en/desk/?queue=unassigned")
    rows = desk.get_by_role("link", name="The lid of my bread bin does not close")
    assert rows.count() == 1
    rows.first.click()
    composer = desk.locator("#composer")
    composer.locator("input[name=visibility][value=thread]").check()
    composer.locator("textarea[name=body]").fill("Press the hinge pin in until it clicks.")
    composer.locator("button.button--primary").click()
    desk.get_by_role("heading", name="Everyone will be able to read this").wait_for()
    desk.locator("button[name=publish]").click()
    desk.locator(".message", has_text="Press the hinge pin").first.wait_for()

    page.goto(f"/en/community/{thread}/")
    official = page.locator(".answer", has_text="Press the hinge pin in until it clicks.")
    assert "Our team’s answer" in official.inner_text()
    page.goto("/en/tickets/")
    assert page.get_by_role("link", name="The lid of my bread bin does not close").count() == 1
    page.goto("/en/account/inbox/")
    assert "bread bin" in page.locator("main").inner_text()


def test_the_whole_forum_works_without_javascript(open_page):
    page = open_page(javascript=False)
    sign_in(page, "m01@demo.invalid")
    page.goto("/en/community/ask/")
    page.locator("input[name=title]").fill("refund has not arrived on my card")
    page.get_by_role("button", name="Check for answers").click()
    assert page.locator("#hints a").count() > 0
    thread = ask(page, "The cork coaster swells when it is wet", "It grew by a centimetre.")
    helping = open_page(javascript=False)
    sign_in(helping, "m02@demo.invalid")
    answer(helping, thread, "Dry it flat under a heavy book overnight.")
    accept_first(page, thread)
    page.goto("/en/search/?q=refund")
    assert page.locator("main h2 a, main h3 a").count() > 0


def test_a_guest_writes_first_and_signs_in_without_losing_a_word(open_page):
    page = open_page()
    page.goto("/en/community/ask/")
    page.locator("input[name=board]").first.check(force=True)
    page.locator("input[name=title]").fill("Which descaler is safe for enamel pots")
    page.locator("textarea[name=body]").fill("Mine says *no acid*.")
    page.locator("form[data-draft] button.button--primary[type=submit]").click()
    page.wait_for_url(re.compile("/account/login/"))
    page.locator("input[name=login]").fill("m01@demo.invalid")
    page.locator("input[name=password]").fill("stoa-demo")
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(re.compile("/community/"))
    if "/ask/" in page.url:
        assert page.locator("input[name=title]").input_value() == "Which descaler is safe for enamel pots"
        assert page.locator("textarea[name=body]").input_value() == "Mine says *no acid*."
        page.locator("form[data-draft] button.button--primary[type=submit]").click()
        page.wait_for_url(re.compile(r"/community/\d+/"))
    assert page.get_by_role("heading", level=1).inner_text() == "Which descaler is safe for enamel pots"


def test_strangers_members_and_agents_are_kept_where_they_belong(open_page):
    stranger = open_page(watch=False)
    stranger.goto("/en/desk/")
    assert "/account/login/" in stranger.url
    stranger.goto("/cms/")
    assert "/login/" in stranger.url

    member = open_page(watch=False)
    sign_in(member, "m02@demo.invalid")
    assert member.goto("/en/desk/").status == 404
    assert member.goto("/en/tickets/1/").status == 404

    agent = open_page(watch=False)
    sign_in(agent, "agent.nikos@demo.invalid")
    for door in ("/cms/pages/", "/cms/users/", "/cms/settings/site_config/sitesettings/"):
        agent.goto(door)
        assert agent.url.endswith("/cms/"), f"an agent came through {door} to {agent.url}"


def test_seeking_in_a_video_needs_no_whole_download(open_page, site):
    page = open_page()
    page.goto("/en/help/returns/return-an-item-video/")
    source = page.locator("video source, video").first.evaluate(
        "v => v.currentSrc || v.src || v.querySelector('source').src"
    )
    answer = page.request.get(source.split("#")[0], headers={"Range": "bytes=1000-1999"})
    assert answer.status == 206 and len(answer.body()) == 1000
    page.evaluate("() => document.querySelector('video').load()")
    page.locator("[data-seek]").nth(2).click()
    page.wait_for_function("() => document.querySelector('video').currentTime > 3")

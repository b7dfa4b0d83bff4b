"""On a slow or broken connection a person sees what happens, keeps what was typed, and can try again."""

import json
from contextlib import suppress

import pytest

from tests.conftest import sign_in
from tests.pages import FIND

pytestmark = pytest.mark.e2e

MAKE_NEWS = """
from accounts.models import Notification, User
reader = User.objects.get(email="m05@demo.invalid")
for title in ("First", "Second"):
    Notification.objects.create(
        recipient=reader, event="thread_answered", url="/en/community/", context={"title": title, "excerpt": "Ok."}
    )
"""
WHO_HAS_FOCUS = "document.activeElement.id"


@pytest.fixture(scope="module")
def thread(site) -> str:
    return json.loads(site.python(FIND))["en"]["thread"]


@pytest.fixture
def reader(open_page):
    """A signed-in member's page; refused requests are what these tests are about."""
    page = open_page(width=360, watch=False)
    sign_in(page, "m05@demo.invalid")
    return page


def hold(page, part: str) -> list:
    """Keep every request to an address with that part waiting; the test answers when it wants to."""
    held = []
    page.route(f"**{part}**", lambda route: held.append(route))
    return held


def wait_until(page, condition, seconds: int = 10) -> None:
    for _ in range(seconds * 20):
        if condition():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not happen")


def me_too_button(page):
    return page.locator("#me-too")


def test_a_pressed_button_is_busy_until_the_answer_is_there_and_is_sent_once(reader, thread):
    reader.goto(thread)
    was = me_too_button(reader).get_attribute("aria-pressed")
    held = hold(reader, "/me-too/")
    me_too_button(reader).click()
    reader.locator("#me-too[aria-busy=true]").wait_for()
    me_too_button(reader).click()
    reader.wait_for_timeout(200)
    assert len(held) == 1
    held[0].continue_()
    reader.locator(f"#me-too[aria-pressed={'false' if was == 'true' else 'true'}]:not([aria-busy])").wait_for()
    assert reader.evaluate(WHO_HAS_FOCUS) == "me-too"


@pytest.mark.parametrize(
    ("answer", "words"),
    [(None, "Check the connection"), (500, "the fault is ours"), (429, "in a minute"), (200, "Check the connection")],
)
def test_a_failed_press_leaves_the_button_as_it_was_and_offers_to_try_again(reader, thread, answer, words):
    reader.goto(thread)
    was = me_too_button(reader).get_attribute("aria-pressed")
    foreign_page = (
        "<!doctype html><title>Welcome to our hotel</title>"  # what a network with a sign-in page of its own says
    )
    reader.route(
        "**/me-too/**", lambda route: route.fulfill(status=answer, body=foreign_page) if answer else route.abort()
    )
    me_too_button(reader).click()
    said = reader.get_by_role("status").filter(has_text=words)
    said.wait_for()
    assert me_too_button(reader).get_attribute("aria-pressed") == was
    assert me_too_button(reader).get_attribute("aria-busy") is None
    assert me_too_button(reader).get_attribute("data-failed") is not None
    reader.unroute_all()
    said.get_by_role("button", name="Try again").click()
    reader.locator(f"#me-too[aria-pressed={'false' if was == 'true' else 'true'}]").wait_for()
    assert reader.evaluate(WHO_HAS_FOCUS) == "me-too"


def test_a_press_on_a_page_that_is_too_old_leads_to_a_fresh_one(reader, thread):
    reader.goto(thread)
    reader.route("**/me-too/**", lambda route: route.fulfill(status=403, body="forbidden"))
    me_too_button(reader).click()
    reader.get_by_role("button", name="Load again").wait_for()


def test_whoever_was_signed_out_meanwhile_is_led_to_the_sign_in_page(reader, site):
    site.python(MAKE_NEWS)
    reader.goto("/en/account/inbox/")
    reader.context.clear_cookies(name="sessionid")
    reader.get_by_role("button", name="Mark all as read").click()
    reader.wait_for_url("**/account/login/?next=%2Fen%2Faccount%2Finbox%2F")


def test_the_inbox_is_read_in_place_and_the_bell_counts_along(reader, site):
    site.python(MAKE_NEWS)
    reader.goto("/en/account/inbox/")
    new = reader.locator(".notification--new")
    before = new.count()
    row = new.first.locator(".notification__open").get_attribute("id")
    new.first.get_by_role("button", name="Mark as read").click()
    wait_until(reader, lambda: new.count() == before - 1)
    assert reader.evaluate(WHO_HAS_FOCUS) == row
    reader.get_by_role("link", name=f"Inbox, {before - 1} new").wait_for()
    reader.get_by_role("button", name="Mark all as read").click()
    reader.get_by_role("link", name="Inbox, 0 new").wait_for()
    assert new.count() == 0


def test_the_bell_counts_again_when_the_page_is_seen_again(reader, site, thread):
    reader.clock.install()
    reader.goto(thread)
    site.python(MAKE_NEWS)
    seen_again = "document.dispatchEvent(new Event('visibilitychange'))"
    asked = []
    reader.on("request", lambda request: asked.append(request.url) if "/inbox/bell/" in request.url else None)
    reader.evaluate(seen_again)
    reader.wait_for_timeout(100)
    assert not asked  # the page is not a minute old
    reader.clock.fast_forward(61_000)
    reader.evaluate(seen_again)
    reader.locator("#bell .tool__count").wait_for()
    assert len(asked) == 1


def test_suggestions_show_that_they_come_and_late_ones_never_replace_newer_ones(open_page):
    page = open_page(width=360, watch=False)  # htmx logs what it gives up
    page.goto("/en/")
    held = hold(page, "/suggest")
    box = page.get_by_role("combobox").first
    box.fill("refund")
    page.locator("[data-search-list][aria-busy=true] .skeleton").first.wait_for()
    wait_until(page, lambda: len(held) == 1)
    box.fill("delivery")
    wait_until(page, lambda: len(held) == 2)
    held[1].continue_()
    options = page.get_by_role("option")
    options.first.wait_for()
    shown = options.all_inner_texts()
    assert any("eliver" in text for text in shown)
    with suppress(Exception):  # the browser may have given it up already
        held[0].continue_()
    page.wait_for_timeout(200)
    assert options.all_inner_texts() == shown


def test_failing_suggestions_are_silent_and_enter_still_searches(open_page):
    page = open_page(width=360, watch=False)
    page.goto("/en/")
    page.route("**/suggest**", lambda route: route.abort())
    box = page.get_by_role("combobox").first
    with page.expect_event("requestfailed"):
        box.fill("refund")
    page.wait_for_timeout(300)
    assert box.get_attribute("aria-expanded") == "false"
    assert page.locator("[data-toast]").inner_text() == ""
    box.press("Enter")
    page.wait_for_url("**/search/?q=refund")


def test_an_answer_written_offline_stays_and_is_sent_when_the_connection_is_back(reader, thread):
    reader.goto(thread)
    form = reader.locator("form[data-draft^=answer]")
    form.locator("textarea").fill("Ask the shop for the parcel's number.")
    form.get_by_text("Draft kept.").wait_for()
    reader.context.set_offline(True)
    form.get_by_role("button", name="Post your answer").click()
    reader.get_by_role("status").filter(has_text="You are offline").wait_for()
    assert form.locator("textarea").input_value() == "Ask the shop for the parcel's number."
    form.get_by_role("button", name="Preview").click()
    reader.get_by_role("status").filter(has_text="Check the connection").wait_for()
    assert form.locator("textarea").is_visible()
    reader.context.set_offline(False)
    reader.reload()
    assert form.locator("textarea").input_value() == "Ask the shop for the parcel's number."
    form.get_by_role("button", name="Post your answer").click()
    reader.locator(".answer", has_text="Ask the shop for the parcel's number.").wait_for()
    assert form.locator("textarea").input_value() == ""


def test_a_discarded_draft_can_be_brought_back(reader, thread):
    reader.goto(thread)
    form = reader.locator("form[data-draft^=answer]")
    form.locator("textarea").fill("Half a thought")
    form.get_by_role("button", name="Discard").click()
    assert form.locator("textarea").input_value() == ""
    reader.get_by_role("button", name="Undo").click()
    assert form.locator("textarea").input_value() == "Half a thought"


def test_a_draft_is_not_left_for_whoever_uses_the_browser_after_signing_out(reader, thread):
    reader.goto(thread)
    form = reader.locator("form[data-draft^=answer]")
    form.locator("textarea").fill("My order is KE-10482")
    form.get_by_text("Draft kept.").wait_for()
    reader.goto("/en/account/logout/")
    reader.locator("main [data-forget-drafts] button").click()
    reader.wait_for_url(lambda url: "/logout/" not in url)
    assert reader.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))") == []


def test_a_quotation_has_the_code_but_not_the_button_that_copies_it(reader, thread):
    reader.goto(thread)
    form = reader.locator("form[data-draft^=answer]")
    form.locator("textarea").fill("Set the lamp to this:\n\n```\nbrightness = warm\n```")
    form.get_by_role("button", name="Post your answer").click()
    answer = reader.locator(".answer", has_text="Set the lamp to this:")
    answer.locator("[data-quote]").click()
    reader.wait_for_function("() => document.querySelector('form[data-draft^=answer] textarea').value")
    quoted = form.locator("textarea").input_value()
    assert "> brightness = warm" in quoted and "Copy" not in quoted
    assert answer.locator(".copy-code").is_visible()


def test_hints_that_fail_say_so_quietly_and_keep_the_question(open_page):
    page = open_page(width=360, watch=False)
    page.goto("/en/community/ask/")
    page.route("**/ask/hints/**", lambda route: route.fulfill(status=500, body="broken"))
    page.locator("#id_title").press_sequentially("Where is my parcel", delay=20)
    page.locator("#hints").get_by_text("We could not look for answers just now").wait_for()
    page.unroute_all()
    page.locator("#id_title").press_sequentially(" now", delay=20)
    page.locator("#hints[data-failed]").wait_for(state="detached")
    assert page.locator("#id_title").input_value() == "Where is my parcel now"

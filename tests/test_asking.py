"""Asking in a real browser: boards bring their templates, and nothing typed is lost nor shown to somebody else."""

import re

import pytest

from tests.conftest import sign_in

pytestmark = pytest.mark.e2e
ASK = "/en/community/ask/"


def choose(page, board: str) -> None:
    page.locator(f"input[name=board][value={board}]").check(force=True)


def details(page):
    return page.locator("textarea[name=body]")


def test_choosing_a_board_brings_its_template_but_never_takes_typed_words(open_page):
    page = open_page()
    page.goto(ASK)
    choose(page, "delivery")
    assert "What does the tracking say?" in details(page).input_value()
    choose(page, "warranty")
    assert "how old?" in details(page).input_value() and "tracking" not in details(page).input_value()
    details(page).fill("It squeaks.")
    choose(page, "delivery")
    assert details(page).input_value() == "It squeaks."


def test_after_a_crash_everything_is_there_again_and_can_be_discarded(open_page):
    page = open_page()
    page.goto(ASK)
    choose(page, "warranty")
    page.locator("input[name=title]").fill("The hinge of my kettle squeaks")
    details(page).fill("Only at night.")
    page.get_by_text("Draft kept.").wait_for()
    context = page.context
    page.close()
    page = context.new_page()
    page.goto(ASK)
    page.locator("[data-draft-note]", has_text="We put back what you typed before.").wait_for()
    assert page.locator("input[name=title]").input_value() == "The hinge of my kettle squeaks"
    assert details(page).input_value() == "Only at night."
    assert page.locator("input[name=board]:checked").get_attribute("value") == "warranty"
    page.locator("[data-draft-note] button").click()
    assert details(page).input_value() == "" == page.locator("input[name=title]").input_value()
    page.reload()
    assert page.locator("input[name=title]").input_value() == ""


def test_a_draft_is_its_writers_alone_even_when_nobody_signed_out(open_page):
    page = open_page()
    sign_in(page, "m01@demo.invalid")
    page.goto(ASK)
    page.locator("input[name=title]").fill("What only the first member should read")
    page.get_by_text("Draft kept.").wait_for()
    page.context.clear_cookies()
    page.goto(ASK)
    assert page.locator("input[name=title]").input_value() == ""
    sign_in(page, "m02@demo.invalid")
    page.goto(ASK)
    assert page.locator("input[name=title]").input_value() == ""


def test_what_was_taken_out_does_not_come_back_and_the_question_is_posted(open_page):
    page = open_page(watch=False)
    sign_in(page, "m03@demo.invalid")
    page.goto(ASK)
    choose(page, "account")
    page.locator("input[name=title]").fill("The blue notebook is refused at every second sign-in")
    details(page).fill("My password: hunter2")
    page.locator("form[data-draft=ask] .form__actions .button--primary").click()
    page.locator(".exposure__list", has_text="hunter2").wait_for()
    assert page.get_by_role("button", name="Post it anyway").count() == 0
    page.get_by_role("button", name="Take it out").click()
    page.locator(".exposure[role=status]").wait_for()
    assert details(page).input_value() == "My password: [password removed]"
    page.goto(ASK)
    assert details(page).input_value() == "My password: [password removed]", "the browser kept no secret"
    page.locator("form[data-draft=ask] .form__actions .button--primary").click()
    page.wait_for_url(re.compile(r"/community/\d+/"))
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))") == []

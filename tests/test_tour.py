"""The tour in a real browser: with the mouse, with the keyboard alone, narrow and right to left, with and without
script. After every step axe and the widths of the page find nothing."""

import re

import pytest

from tests.barriers import axe_faults, widths_faults
from tests.conftest import sign_in
from tests.people import make_members
from tests.test_keyboard import has_focus, tab, tab_to

pytestmark = pytest.mark.e2e
BOX = "input[name=q]:visible"
SEARCHED = {"en": "return", "fa": "بازگشت"}
TITLES = {"en": "Where is my refund for the lamp", "fa": "پول برگشتی لامپ من کجاست"}
WALKERS = [
    ("walker-mouse", "Wim", "en", ""),
    ("walker-keys", "Kay", "en", ""),
    ("walker-fa", "نیما", "fa", ""),
    ("walker-plain", "Pia", "en", ""),
]
AS_NEW = """
from community.models import Standing
Standing.objects.filter(member__email__startswith="walker-").update(level=0)
"""


@pytest.fixture(scope="module", autouse=True)
def walkers(site):
    make_members(site, WALKERS)
    site.python(AS_NEW)


def look(page) -> None:
    assert not axe_faults(page), page.url
    assert not any(widths_faults(page).values()), page.url


def wait_like_a_reader(page) -> None:
    """Nobody finishes it sooner than after twenty seconds."""
    page.wait_for_timeout(20_000)


def level_of(site, name: str) -> str:
    code = f"from community.models import Standing as S; print(S.objects.get(member__email__startswith={name!r}).level)"
    return site.python(code).strip()


def next_step(page) -> None:
    with page.expect_navigation():
        page.locator(".tour__next button").click()


def search_and_read(page, language: str) -> None:
    page.locator(BOX).first.fill(SEARCHED[language])
    page.locator(BOX).first.press("Enter")
    page.wait_for_url("**/search/**")
    next_step(page)
    look(page)
    page.locator(".search-hit__title a").first.click()
    page.locator(".tour__next").wait_for()
    look(page)
    next_step(page)


def accept_and_report(page) -> None:
    page.locator("button[value=same]").click()
    page.locator(".alert--warning").wait_for()
    page.locator("button[value=pair]").click()
    page.locator(".answer--accepted").wait_for()
    look(page)
    next_step(page)
    page.locator("#answer-sale a.tour-try").click()
    page.locator("input[name=reason]").first.check()
    look(page)
    page.locator("main form.report button[type=submit]").click()
    page.locator("#what-happens").wait_for()
    look(page)


@pytest.mark.parametrize(
    ("name", "language", "looks"),
    [
        ("walker-mouse", "en", {}),
        ("walker-fa", "fa", {"width": 360, "dark": True}),
        ("walker-plain", "en", {"width": 360, "javascript": False}),
    ],
)
def test_six_steps_lead_to_level_1(site, open_page, name, language, looks):
    page, has_script = open_page(**looks), looks.get("javascript", True)
    check = look if has_script else (lambda page: None)  # axe is a script itself
    sign_in(page, f"{name}@ten.invalid")
    page.goto(f"/{language}/community/tour/")
    check(page)
    page.locator("main form button").click()
    page.wait_for_url(f"**/{language}/")
    assert page.locator(".tour").is_visible()
    if has_script:
        search_and_read(page, language)
        page.locator("#id_title").press_sequentially(TITLES[language], delay=20)
        page.locator(".tour__next").wait_for()
        look(page)
        next_step(page)
        page.locator("#id_body").fill("Try **another** battery first.")
        page.locator("[data-editor-preview]").click()
        page.locator(".tour__next").wait_for()
        look(page)
        next_step(page)
        look(page)
        accept_and_report(page)
    else:
        walk_without_script(page)
    wait_like_a_reader(page)
    next_step(page)
    check(page)
    assert page.url.endswith(f"/{language}/community/tour/")
    assert not page.locator(".tour").count()
    assert level_of(site, name) == "1"


def walk_without_script(page) -> None:
    page.locator(BOX).first.fill("return")
    page.locator(BOX).first.press("Enter")
    next_step(page)
    page.locator(".search-hit__title a").first.click()
    next_step(page)
    page.locator("#id_title").fill(TITLES["en"])
    page.get_by_role("button", name="Check for answers").click()
    next_step(page)
    page.locator("#id_body").fill("Try **another** battery first.")
    page.locator(".form__actions button").click()
    next_step(page)
    page.locator("button[value=pair]").click()
    next_step(page)
    page.locator("#answer-sale a.tour-try").click()
    page.locator("input[name=reason]").first.check()
    page.locator("main form.report button[type=submit]").click()


def press_next(page) -> None:
    """From the top of a page the bar comes right after the head."""
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    tab_to(page, ".tour__next button")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_keyboard_alone_is_enough_and_the_bar_covers_no_focus(site, open_page):
    page = open_page(width=360)
    page.emulate_media(reduced_motion="reduce")
    sign_in(page, "walker-keys@ten.invalid")
    page.goto("/en/community/tour/")
    tab_to(page, "main form button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/")
    if not has_focus(page, BOX.removesuffix(":visible")):
        tab_to(page, BOX.removesuffix(":visible"))
    page.keyboard.type("return")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    press_next(page)
    tab_to(page, ".search-hit__title a")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/help/|/community/"))
    press_next(page)
    tab_to(page, "#id_title")
    page.keyboard.type(TITLES["en"], delay=20)
    page.locator(".tour__next").wait_for()
    press_next(page)
    tab_to(page, "#id_body")
    page.keyboard.type("Try another battery first.")
    tab_to(page, "[data-editor-preview]", "Shift+Tab")
    page.keyboard.press("Enter")
    page.locator(".tour__next").wait_for()
    press_next(page)
    tab_to(page, "button[value=pair]")
    page.keyboard.press("Enter")
    page.locator(".answer--accepted").wait_for()
    for _ in range(6):
        tab(page)
    press_next(page)
    tab_to(page, "#answer-sale a.tour-try")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "input[name=reason]")
    page.keyboard.press("Space")
    tab_to(page, "main form.report button[type=submit]")
    page.keyboard.press("Enter")
    page.locator("#what-happens").wait_for()
    wait_like_a_reader(page)
    press_next(page)
    assert level_of(site, "walker-keys") == "1"

"""The search box as a combobox (WAI-ARIA): by keyboard, by touch, while a word is composed, and without script."""

import re

import pytest

pytestmark = pytest.mark.e2e

COMPOSE = """(input, text) => {
  input.focus();
  input.dispatchEvent(new CompositionEvent("compositionstart", {bubbles: true}));
  input.value = text;
  input.dispatchEvent(new InputEvent("input", {bubbles: true, isComposing: true, data: text}));
}"""
COMPOSED = "(input) => input.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true}))"


def typing(page, words: str):
    """The box with its suggestions open."""
    box = page.get_by_role("combobox").first
    box.fill("")
    box.press_sequentially(words)
    page.get_by_role("option").first.wait_for()
    return box


def chosen(page) -> str:
    """The option that assistive technology is told of; it is the only one selected."""
    return page.evaluate(
        """() => {
          const id = document.activeElement.getAttribute("aria-activedescendant");
          const selected = [...document.querySelectorAll("[role=option][aria-selected=true]")];
          if (!id) return selected.length ? "none told of" : "";
          return selected.length === 1 && selected[0].id === id ? selected[0].innerText : "another one";
        }"""
    )


def test_arrows_go_through_the_options_and_back_to_the_text(open_page):
    page = open_page()
    page.goto("/en/")
    box = typing(page, "refund")
    texts = page.get_by_role("option").all_inner_texts()
    assert chosen(page) == "" and box.get_attribute("aria-expanded") == "true"
    for text in texts:
        box.press("ArrowDown")
        assert chosen(page) == text
    box.press("ArrowDown")
    assert chosen(page) == ""
    box.press("ArrowUp")
    assert chosen(page) == texts[-1] and texts[-1].startswith("All results for")
    box.press("Home")
    assert chosen(page) == "" and box.evaluate("e => e.selectionStart") == 0
    box.press("ArrowUp")
    box.press("End")
    assert chosen(page) == "" and box.evaluate("e => e.selectionStart") == 6
    assert box.evaluate("e => e === document.activeElement") and box.input_value() == "refund"


def test_escape_closes_the_list_then_empties_the_box(open_page):
    page = open_page()
    page.goto("/en/")
    box = typing(page, "refund")
    box.press("Escape")
    assert (box.get_attribute("aria-expanded"), box.input_value()) == ("false", "refund")
    box.press("Alt+ArrowDown")
    assert box.get_attribute("aria-expanded") == "true" and chosen(page) == ""
    box.press("Escape")
    box.press("Escape")
    assert box.input_value() == ""


def test_how_many_there_are_is_announced(open_page):
    page = open_page()
    page.goto("/en/")
    typing(page, "refund")
    status = page.locator("[data-search-status]").first
    titles = page.locator(".suggestion:not(.suggestion--all)").count()
    assert status.inner_text() == f"{titles} suggestions. Use the arrow keys to choose."


def test_enter_opens_what_is_chosen_and_else_searches(open_page):
    page = open_page()
    page.goto("/en/")
    box = typing(page, "refund pol")
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/en/help/**")
    page.goto("/en/")
    typing(page, "refund pol").press("Enter")
    page.wait_for_url("**/search/?q=refund+pol")


def test_a_finger_opens_a_suggestion_from_the_header_of_a_phone(open_page):
    page = open_page(width=360)
    page.goto("/en/community/")
    if not page.get_by_role("combobox").first.is_visible():
        page.locator("header summary:visible").last.click()
    typing(page, "refund")
    place = page.locator("[data-search-list]:visible").bounding_box()
    assert place["x"] >= 0 and place["x"] + place["width"] <= 360
    page.get_by_role("option").last.click()
    page.wait_for_url("**/search/?q=refund")


def test_nothing_is_asked_while_a_word_is_composed_and_nothing_twice(open_page):
    page = open_page()
    page.goto("/en/")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/suggest/" in request.url else None)
    box = page.get_by_role("combobox").first
    box.evaluate(COMPOSE, "refund")
    page.wait_for_timeout(400)
    assert not asked
    box.evaluate(COMPOSED)
    page.get_by_role("option").first.wait_for()
    assert len(asked) == 1
    box.fill("refunds")
    page.wait_for_timeout(500)
    box.fill("refund")
    page.wait_for_timeout(500)
    assert page.get_by_role("option").count() and len(asked) == 2


def test_without_script_the_box_is_a_form(open_page):
    page = open_page(javascript=False)
    page.goto("/fa/")
    page.locator("#home-search-input").fill("بازگشت پول")
    page.locator("#home-search-input").press("Enter")
    page.wait_for_url(re.compile("/fa/search/"))
    page.locator(".search-hit").first.wait_for()
    assert page.locator(".facet__choice").first.is_visible()

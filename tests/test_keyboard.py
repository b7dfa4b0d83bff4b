"""The main job with the keyboard alone: after every Tab the focus is on the screen, uncovered and marked."""

import re
from itertools import pairwise

import pytest

from tests.barriers import SETTLE
from tests.conftest import sign_in

pytestmark = pytest.mark.e2e

# What is wrong with the element that has the focus; nothing at the document's end, where the browser's own bar has it.
FOCUS_FAULT = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return "";
  const name = e.outerHTML.slice(0, 120);
  if (!e.checkVisibility({visibilityProperty: true, opacityProperty: true})) return "hidden: " + name;
  const boxes = [...e.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
  const isIn = (b) => b.bottom > 0 && b.right > 0 && b.top < innerHeight && b.left < innerWidth;
  const box = boxes.find(isIn);
  if (!box) return "not in the window: " + name;
  const mid = (from, to, most) => (Math.max(from, 0) + Math.min(to, most)) / 2;
  const top = document.elementFromPoint(mid(box.left, box.right, innerWidth), mid(box.top, box.bottom, innerHeight));
  if (!top || !(e.contains(top) || top.contains(e))) return `covered by ${top?.outerHTML.slice(0, 80)}: ` + name;
  if (e.matches("video[controls]:not(:focus-visible)")) return "";  // the player's own buttons mark themselves
  const marked = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const around = [e, e.closest(".ticket-row, .notification")].filter(Boolean);  // a row of one link carries the mark
  const styles = [...around.map((part) => getComputedStyle(part)), getComputedStyle(e, "::after")];
  if (!styles.some(marked)) return "no mark of focus: " + name;
  return "";
}"""

# Everything that takes part in the order of Tab, with its place.
STOPS = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")].filter(
  (e) => !e.disabled && e.tabIndex >= 0 && e.type !== "hidden" && e.checkVisibility({visibilityProperty: true})
    && !(e.type === "radio" && e !== e.form.querySelector(`input[type=radio][name="${e.name}"]`))
).length"""  # Tab stops once in a group of radios; arrows go through it
PLACE = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const {left, right, top, bottom} = e.getBoundingClientRect();
  const row = e.closest("nav, ul, ol, .cluster, .form__actions, .site-header__tools");
  const all = window.rowsSeen ??= [];
  if (row && !all.includes(row)) all.push(row);
  const positive = e.tabIndex > 0;
  return {left, right, top: top + scrollY, bottom: bottom + scrollY, row: row ? all.indexOf(row) : -1, positive,
    name: e.outerHTML.slice(0, 90)};
}"""


def tab(page, key: str = "Tab") -> None:
    page.keyboard.press(key)
    page.evaluate(SETTLE)
    fault = page.evaluate(FOCUS_FAULT)
    assert not fault, f"{page.url}: {fault}"


def has_focus(page, selector: str) -> bool:
    return page.evaluate("selector => document.activeElement.matches(selector)", selector)


def tab_to(page, selector: str, key: str = "Tab", most: int = 80) -> None:
    """Press Tab until the focus is on what is wanted, looking at each stop on the way."""
    for _ in range(most):
        tab(page, key)
        if has_focus(page, selector):
            return
    raise AssertionError(f"{selector} was not reached on {page.url} with {most} presses of {key}")


def skip_to_content(page) -> None:
    """The first Tab of a page offers the way past its head."""
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    page.keyboard.press("Tab")
    if not has_focus(page, "a.skip"):
        tab_to(page, "a.skip", "Shift+Tab")
    page.keyboard.press("Enter")
    assert has_focus(page, "#main")


def sign_in_by_keyboard(page, email: str) -> None:
    page.goto("/en/account/login/")
    if not has_focus(page, "input[name=login]"):
        tab_to(page, "input[name=login]")
    page.keyboard.type(email)
    tab_to(page, "input[name=password]")
    page.keyboard.type("stoa-demo")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/login/" not in url)


def press_and_wait(page, url: str, key: str = "Enter") -> None:
    page.keyboard.press(key)
    page.wait_for_url(re.compile(url))


@pytest.fixture
def keyboard_page(open_page):
    """A page of a reader who wants no motion, so that nothing is still sliding when it is looked at."""

    def opener(**looks):
        page = open_page(**looks)
        page.emulate_media(reduced_motion="reduce")
        return page

    return opener


def test_find_an_answer_then_say_it_did_not_help(keyboard_page):
    page = keyboard_page()
    page.goto("/en/")
    box = "input[role=combobox]"
    if not has_focus(page, box):
        tab_to(page, box)
    page.keyboard.type("return an item", delay=20)
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.locator("[role=option]").nth(1).get_attribute("aria-selected") == "true"
    chosen = page.locator(box).first.get_attribute("aria-activedescendant")
    assert page.locator(f"#{chosen}[aria-selected=true]").is_visible(), "the list tells which one is chosen"
    page.keyboard.press("Escape")
    assert page.locator("[role=listbox]").first.is_hidden() and has_focus(page, box)
    page.keyboard.press("ArrowDown")
    assert page.locator("[role=option][aria-selected=true]").count() == 1
    press_and_wait(page, "/en/help/.+/.+/")

    skip_to_content(page)
    tab_to(page, "button[name=helpful][value=no]")
    page.keyboard.press("Space")
    page.locator("#feedback textarea").wait_for()
    assert page.evaluate("() => document.getElementById('feedback').contains(document.activeElement)"), "focus is kept"
    if not has_focus(page, "#feedback textarea"):
        tab_to(page, "#feedback textarea", most=4)
    tab_to(page, "#feedback a[href*='/ask/']", most=4)
    press_and_wait(page, "/community/ask/")


def test_ask_answer_accept_follow_and_say_me_too(keyboard_page):
    page = keyboard_page()
    sign_in_by_keyboard(page, "m01@demo.invalid")
    page.goto("/en/community/ask/")
    skip_to_content(page)
    tab_to(page, "input[name=board]", most=6)
    page.keyboard.press("ArrowUp")
    assert page.locator("input[name=board]").last.is_checked(), "arrows go round the boards; the last has no template"
    tab_to(page, "input[name=title]")
    page.keyboard.type("The whisk hums in its drawer")
    tab_to(page, ".editor__tool")
    page.keyboard.press("ArrowRight")
    assert has_focus(page, ".editor__tool:nth-child(2)"), "arrows go along the toolbar"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    assert has_focus(page, "textarea[name=body]"), "a tool leads back to the text"
    page.keyboard.type("Softly")
    assert page.locator("textarea[name=body]").input_value() == "**Softly**"
    tab_to(page, "[data-editor-preview]", "Shift+Tab", most=3)
    page.keyboard.press("Space")
    page.locator(".editor__preview strong", has_text="Softly").wait_for()
    page.keyboard.press("Space")
    assert has_focus(page, "textarea[name=body]")
    tab_to(page, "form[data-draft=ask] .button--primary")
    press_and_wait(page, r"/community/\d+/")
    thread = re.search(r"/community/\d+/", page.url)[0]

    helper = keyboard_page()
    sign_in_by_keyboard(helper, "m02@demo.invalid")
    helper.goto(f"/en{thread}")
    skip_to_content(helper)
    tab_to(helper, "#me-too")
    helper.keyboard.press("Space")
    helper.locator("#me-too[aria-pressed=true]").wait_for()
    assert has_focus(helper, "#me-too"), "a pressed button keeps the focus"
    tab_to(helper, "textarea[name=body]")
    helper.keyboard.type("Wrap its handle in a cloth.")
    tab_to(helper, "form[data-draft^=answer] .button--primary")
    helper.keyboard.press("Enter")
    helper.locator(".answer", has_text="Wrap its handle").wait_for()
    tab_to(helper, ".follow-menu summary")
    helper.keyboard.press("Enter")
    tab_to(helper, ".follow-menu [value=solution]")
    helper.keyboard.press("Enter")
    helper.locator(".follow-menu summary", has_text="Following: solution").wait_for()
    assert has_focus(helper, ".follow-menu summary")

    page.goto(f"/en{thread}")
    skip_to_content(page)
    tab_to(page, "form[action*='/accept/'] button")
    page.keyboard.press("Enter")
    page.locator(".answer--accepted").wait_for()

    page.goto("/en/account/inbox/")
    skip_to_content(page)
    tab_to(page, "main a, main button")
    page.goto("/en/account/preferences/")
    skip_to_content(page)
    tab_to(page, "main form input[type=checkbox]")
    ticked = page.evaluate("() => document.activeElement.checked")
    page.keyboard.press("Space")
    assert page.evaluate("() => document.activeElement.checked") is not ticked
    tab_to(page, "main form .button--primary")
    page.keyboard.press("Enter")
    page.locator(".alert, [role=status]").first.wait_for()


def test_write_to_us_and_be_answered_from_the_desk(keyboard_page):
    page = keyboard_page()
    sign_in_by_keyboard(page, "m03@demo.invalid")
    page.goto("/en/tickets/new/")
    skip_to_content(page)
    tab_to(page, "input[name=subject]")
    page.keyboard.type("The lid came without its knob")
    tab_to(page, "textarea[name=body]")
    page.keyboard.type("Order KE-20114. Please send the knob.")
    tab_to(page, "form[data-draft=contact] .button--primary")
    press_and_wait(page, r"/tickets/\d+/")
    number = re.search(r"/tickets/(\d+)/", page.url)[1]

    desk = keyboard_page()
    sign_in_by_keyboard(desk, "agent.anna@demo.invalid")
    desk.goto("/en/desk/")
    skip_to_content(desk)
    tab_to(desk, "a[href*='queue=unassigned']")
    press_and_wait(desk, "queue=unassigned")
    skip_to_content(desk)
    tab_to(desk, f"a[href*='/desk/{number}/']")
    press_and_wait(desk, rf"/desk/{number}/")
    skip_to_content(desk)
    tab_to(desk, "#composer textarea", most=120)
    desk.keyboard.type("A new knob is on its way.")
    tab_to(desk, "#composer .button--primary")
    desk.keyboard.press("Enter")
    desk.locator(".message", has_text="A new knob is on its way").wait_for()
    page.goto(f"/en/tickets/{number}/")
    page.locator(".message", has_text="A new knob is on its way").wait_for()


def test_a_dialog_holds_the_focus_and_gives_it_back(keyboard_page):
    page = keyboard_page()
    sign_in(page, "admin@demo.invalid")
    page.goto("/styleguide/?theme=light&dir=ltr")
    opener = "[data-dialog]"
    page.locator(opener).first.focus()
    page.keyboard.press("Enter")
    page.locator("dialog:modal").wait_for()
    inside = "() => document.activeElement.closest('dialog:modal') !== null"
    assert page.evaluate(inside), "focus moves into the dialog"
    for key in ["Tab"] * 8 + ["Shift+Tab"] * 8:
        tab(page, key)
        assert page.evaluate(inside) or page.evaluate("() => document.activeElement === document.body")
    page.keyboard.press("Escape")
    assert page.locator("dialog:modal").count() == 0 and has_focus(page, opener), "focus returns to what opened it"


@pytest.mark.parametrize("width", [1280, 360])
def test_menus_close_on_escape_and_give_the_focus_back(keyboard_page, width):
    page = keyboard_page(width=width)
    sign_in(page, "m01@demo.invalid")
    page.goto("/en/")
    page.keyboard.press("Tab")
    for menu in range(page.locator("header details[data-menu] > summary:visible").count()):
        summary = page.locator("header details[data-menu] > summary:visible").nth(menu)
        tab_to(page, "header details[data-menu] > summary")
        page.keyboard.press("Enter")
        assert page.locator("header details[open]").count() == 1
        tab(page)
        assert has_focus(page, "details[open] *")
        page.keyboard.press("Escape")
        assert page.locator("header details[open]").count() == 0
        assert summary.evaluate("e => e === document.activeElement")


def test_theme_and_filters_and_tabs_are_reached(keyboard_page):
    page = keyboard_page()
    page.goto("/en/community/")
    skip_to_content(page)
    tab_to(page, ".tabs__tab:not([aria-current])")
    press_and_wait(page, r"show=")
    page.goto("/en/search/?q=refund")
    skip_to_content(page)
    tab_to(page, "main .facet__choice:not([aria-current])")
    press_and_wait(page, r"kind=|lang=|solved=|in=|since=")


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("path", ["", "help/returns/return-an-item/", "community/", "community/ask/", "account/login/"])
def test_tab_goes_through_everything_in_reading_order(keyboard_page, language, path):
    page = keyboard_page()
    page.goto(f"/{language}/{path}")
    page.evaluate("() => document.activeElement.blur()")
    places = []
    for _ in range(160):
        tab(page)
        place = page.evaluate(PLACE)
        if place is None or (places and place["name"] == places[0]["name"] and len(places) > 3):
            break
        places.append(place)
    assert len(places) >= page.evaluate(STOPS) - 1, "everything that can be pressed is reached"
    assert not [place["name"] for place in places if place["positive"]], "no order of its own"
    backward = []
    for before, after in pairwise(places):
        same_line = after["top"] < before["bottom"] and before["top"] < after["bottom"]
        if before["row"] == -1 or before["row"] != after["row"]:
            continue
        back = after["left"] < before["left"] if language == "en" else after["right"] > before["right"]
        if (same_line and back) or (not same_line and after["top"] < before["top"]):
            backward.append(f"{before['name']} → {after['name']}")
    assert not backward, "\n".join(backward)

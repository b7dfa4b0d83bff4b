"""No barrier on any page: axe in light and dark, both directions; nothing cut; less motion; forced colours.

Each page is opened once a language and looked at in every way while it is open: that keeps a thousand looks quick.
"""

import json

import pytest

from tests.barriers import FADED, MOVES, axe_faults, widths_faults
from tests.conftest import sign_in
from tests.pages import FIND, rounds

pytestmark = pytest.mark.e2e
EMPTY_SEND = "form => { form.noValidate = true; form.requestSubmit(); }"
# A status the page is shown with on purpose; every other page must answer 200.
MEANT = {"not found": 404, "not translated": 404, "error csrf": 403, "error maintenance": 503}


@pytest.fixture(scope="session")
def found(site):
    return json.loads(site.python(FIND))


def visit(page, name: str, stop) -> str:
    """Open the page as its reader would; returns what went wrong with that."""
    answer = page.goto(stop.address)
    if stop.send_empty:
        with page.expect_navigation() as navigation:
            page.locator(stop.send_empty).first.evaluate(EMPTY_SEND)
        answer = navigation.value
        if not page.locator("[aria-invalid=true]").count():
            return f"{name}: shows no error ({page.url})"
    status = MEANT.get(name) or (int(name[6:]) if name.startswith("error ") else 200)
    if stop.send_empty and "/account/" not in stop.address:
        status = 422
    if answer.status != status:
        return f"{name}: answered {answer.status}, not {status} ({page.url})"
    if "/login/" in page.url and "/login/" not in stop.address:
        return f"{name}: led to {page.url}"
    return ""


def look_at(page, name: str, faults: dict[str, list[str]], *, only_widths: bool = False) -> None:
    def note(look, found):
        faults.setdefault(look, []).extend(f"{name}: {fault}" for fault in found)

    if not only_widths:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            note(f"axe, {scheme}", axe_faults(page))
        note("less motion", page.evaluate(MOVES))
        page.emulate_media(color_scheme="light", forced_colors="active")
        note("forced colours", page.evaluate(FADED))
        page.emulate_media(forced_colors="none")
    for look, cut in widths_faults(page).items():
        note(look, cut)


@pytest.fixture(scope="session")
def survey(browser, site, found):
    """``survey("fa")["axe, dark"]``: what was found on all pages of a language; one context for each reader."""
    done = {}

    def go_round(language: str, *, only_widths: bool = False) -> dict[str, list[str]]:
        if language not in done:
            faults = done[language] = {}
            for reader, stops in rounds(language, found):
                context = browser.new_context(
                    base_url=site.url, viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
                )
                page = context.new_page()
                if reader:
                    sign_in(page, reader, language=language)
                for name, stop in stops.items():
                    if problem := visit(page, name, stop):
                        faults.setdefault("visit", []).append(problem)
                    look_at(page, name, faults, only_widths=only_widths)
                context.close()
        return done[language]

    return go_round


LOOKS = ["visit", "axe, light", "axe, dark", "320 px", "200 % zoom", "200 % text", "less motion", "forced colours"]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("language", ["en", "fa"])
def test_no_page_holds_a_barrier(survey, language, look):
    faults = survey(language).get(look, [])
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", ["ru", "el"])
def test_long_words_are_not_cut(survey, language):
    faults = [f"{look}, {fault}" for look, found in survey(language, only_widths=True).items() for fault in found]
    assert not faults, "\n".join(faults)

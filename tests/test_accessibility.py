"""axe-core in real Chromium finds nothing, on any page, in light and dark, left to right and right to left."""

import json

import pytest

from tests.conftest import sign_in
from tests.pages import FIND, agent_pages, customer_pages, public_pages

pytestmark = pytest.mark.e2e
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
LOOKS = [(language, dark) for language in ("en", "fa") for dark in (False, True)]


@pytest.fixture(scope="session")
def found(site):
    return json.loads(site.python(FIND))


def violations(page, addresses: dict[str, str]) -> list[str]:
    faults = []
    for name, address in addresses.items():
        page.goto(address)
        for fault in axe.Axe().run(page).response["violations"]:
            nodes = "; ".join(node["html"][:140] + " " + node["failureSummary"][:200] for node in fault["nodes"][:3])
            faults.append(f"{name}: {fault['id']} ({len(fault['nodes'])}): {nodes}")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            faults.append(f"{name}: {wide} px wider than the window")
    return faults


@pytest.mark.parametrize(("language", "dark"), LOOKS)
def test_a_guest_meets_no_barrier(open_page, found, language, dark):
    page = open_page(dark=dark, watch=False)
    assert violations(page, public_pages(language, found)) == []


@pytest.mark.parametrize(("language", "dark"), LOOKS)
def test_a_customer_meets_no_barrier(open_page, found, language, dark):
    page = open_page(dark=dark)
    sign_in(page, "m01@demo.invalid" if language == "en" else "m20@demo.invalid", language=language)
    assert violations(page, customer_pages(language, found)) == []


@pytest.mark.parametrize(("language", "dark"), LOOKS)
def test_an_agent_meets_no_barrier(open_page, found, language, dark):
    page = open_page(dark=dark)
    sign_in(page, "admin@demo.invalid", language=language)
    assert violations(page, agent_pages(language, found)) == []


@pytest.mark.parametrize("language", ["en", "fa"])
def test_nothing_is_cut_at_320_pixels(open_page, found, language):
    page = open_page(width=320, watch=False)
    wide = []
    for name, address in public_pages(language, found).items():
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(name)
    sign_in(page, "admin@demo.invalid", language=language)
    for name, address in {**customer_pages(language, found), **agent_pages(language, found)}.items():
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(name)
    assert wide == []

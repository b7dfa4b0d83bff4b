"""Browser journeys: one filled site and one Chromium for the whole run, a fresh context for each test."""

import shutil
from pathlib import Path

import pytest

from tests.site import Site

CHROMIUM_FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="session")
def site(tmp_path_factory, worker_id) -> Site:
    running = Site(tmp_path_factory.mktemp("site"))
    base = tmp_path_factory.getbasetemp()
    running.fill(base if worker_id == "master" else base.parent)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs the Python package playwright")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser, site, tmp_path_factory):
    """``open_page(language="fa", dark=True, width=360, javascript=False)`` gives a page in a context of its own.

    A script error or a refused resource on any of its pages fails the test.
    """
    contexts, faults = [], []

    def opener(*, dark=False, width=1280, javascript=True, watch=True):
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
        )
        context.set_default_timeout(15_000)
        page = context.new_page()
        if watch:
            page.on("pageerror", lambda error: faults.append(f"script error on {page.url}: {error}"))
            page.on("console", lambda line: faults.append(f"{page.url}: {line.text}") if line.type == "error" else None)
        contexts.append(context)
        return page

    yield opener
    for context in contexts:
        context.close()
    assert not faults, faults


def sign_in(page, email: str, password: str = "stoa-demo", language: str = "en") -> None:
    page.goto(f"/{language}/account/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/login/" not in url)


DEMO_DIR = Path(__file__).resolve().parents[1] / "site_config" / "demo"

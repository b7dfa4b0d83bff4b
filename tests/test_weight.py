"""The first view of a public page is small and stands still: cold cache, content pictures not counted."""

import json
from urllib.parse import urlsplit

import pytest

from tests.pages import FIND, public_pages

pytestmark = pytest.mark.e2e
MOST_REQUESTS, MOST_BYTES = 7, 80_000
# Home, article and thread are where people arrive.
MOST_REQUESTS_ON_ARRIVAL, MOST_BYTES_ON_ARRIVAL = 6, 60_000
MOST_SCRIPT_BYTES = 30_000
MOST_SHIFT = 0.02
WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


class FirstView:
    """One page in a browser that knows nothing yet: what came over the wire and how much the page moved."""

    def __init__(self, browser, site, address: str, width: int):
        self.files: dict[str, tuple[str, int]] = {}
        context = browser.new_context(base_url=site.url, viewport={"width": width, "height": 800})
        page = context.new_page()
        page.add_init_script(WATCH_SHIFTS)
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        told: dict[str, tuple[str, str]] = {}
        network.on(
            "Network.responseReceived", lambda e: told.update({e["requestId"]: (e["response"]["url"], e["type"])})
        )
        network.on("Network.loadingFinished", lambda e: self.note(site, told, e["requestId"], e["encodedDataLength"]))
        page.goto(address, wait_until="networkidle")
        self.shift = page.evaluate("window.shifted")
        context.close()

    def note(self, site, told: dict, request: str, size: int) -> None:
        """What the browser draws its own video controls with, and second uses of one file, come over no wire."""
        address, kind = told.get(request, ("", ""))
        if size and address.startswith(site.url) and not urlsplit(address).path.startswith("/media/"):
            self.files[request] = (kind, size)

    @property
    def bytes(self) -> int:
        return sum(size for _, size in self.files.values())

    @property
    def script_bytes(self) -> int:
        return sum(size for kind, size in self.files.values() if kind == "Script")


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("language", ["en", "fa"])
def test_first_view_of_every_public_page_is_small_and_stands_still(browser, site, language, width):
    found = json.loads(site.python(FIND))
    heavy = []
    for name, address in public_pages(language, found).items():
        view = FirstView(browser, site, address, width)
        is_arrival = name in ("home", "article", "thread")
        most_requests = MOST_REQUESTS_ON_ARRIVAL if is_arrival else MOST_REQUESTS
        most_bytes = MOST_BYTES_ON_ARRIVAL if is_arrival else MOST_BYTES
        weight = f"{len(view.files)} requests, {view.bytes} bytes ({view.script_bytes} scripts), moved {view.shift:.3f}"
        print(f"{language} {width} {name}: {weight}")
        if (
            len(view.files) > most_requests
            or view.bytes > most_bytes
            or view.script_bytes > MOST_SCRIPT_BYTES
            or (is_arrival and not view.script_bytes)  # then we would have counted nothing
            or view.shift > MOST_SHIFT
        ):
            heavy.append(f"{name}: {weight}")
    assert heavy == []


def test_what_every_page_needs_is_compressed_and_kept_for_a_year(browser, site):
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    kept = {}

    def note(response):
        if urlsplit(response.url).path.endswith((".css", ".js", ".svg")):
            kept[urlsplit(response.url).path] = response.headers

    page.on("response", note)
    page.goto("/en/", wait_until="networkidle")
    context.close()
    assert {path.rsplit(".", 1)[1] for path in kept} == {"css", "js", "svg"}
    for path, headers in kept.items():
        assert "max-age=31536000" in headers["cache-control"], path
        assert "immutable" in headers["cache-control"], path
        assert headers.get("content-encoding") in ("br", "gzip"), path


def test_content_pictures_come_in_sizes_and_keep_their_place(browser, site):
    found = json.loads(site.python(FIND))["en"]
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    seen = 0
    for address in ("/en/", found["article"], found["section"]):
        page.goto(address)
        for picture in page.locator("main img").all():
            seen += 1
            markup = picture.evaluate("(picture) => picture.closest('picture')?.outerHTML ?? picture.outerHTML")
            for part in ("srcset=", "sizes=", "width=", "height=", 'loading="lazy"', ".webp", "alt="):
                assert part in markup, f"{address}: {part} is missing in {markup}"
    context.close()
    assert seen >= 3

"""The first view of a public page is small: requests and bytes over the wire, cold cache, without content pictures."""

import json

import pytest

from tests.pages import FIND, public_pages

pytestmark = pytest.mark.e2e
MOST_REQUESTS, MOST_BYTES = 8, 100_000


@pytest.mark.parametrize("language", ["en", "fa"])
def test_first_view_of_every_public_page_is_small(browser, site, language):
    found = json.loads(site.python(FIND))
    heavy = []
    for name, address in public_pages(language, found).items():
        context = browser.new_context(base_url=site.url)
        page = context.new_page()
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        addresses, sizes = {}, {}
        network.on("Network.requestWillBeSent", lambda e, a=addresses: a.update({e["requestId"]: e["request"]["url"]}))
        network.on("Network.loadingFinished", lambda e, s=sizes: s.update({e["requestId"]: e["encodedDataLength"]}))
        page.goto(address, wait_until="networkidle")
        # What the browser draws its own video controls with, and second uses of one file, come over no wire.
        counted = {
            request: size
            for request, size in sizes.items()
            if size and addresses.get(request, "").startswith(site.url) and "/media/" not in addresses[request]
        }
        if len(counted) > MOST_REQUESTS or sum(counted.values()) > MOST_BYTES:
            heavy.append(f"{name}: {len(counted)} requests, {sum(counted.values())} bytes")
        print(f"{language} {name}: {len(counted)} requests, {sum(counted.values()) / 1000:.1f} KB")
        context.close()
    assert heavy == []

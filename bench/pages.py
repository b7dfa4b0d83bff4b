"""Pages per second over HTTP, each beside a constant Django view of the same size under the same server."""

import http.client
import statistics
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from tests.site import Site

ROUNDS, SECONDS = 5, 1.5
FIND = """
from kb.models import ArticlePage
from community.models import Thread
print(ArticlePage.objects.live().filter(locale__language_code="en").first().relative_url(None))
print(Thread.objects.filter(language="en").order_by("-answer_count").first().get_absolute_url())
"""


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="stoa-bench-") as folder:
        site = Site(Path(folder), settings="bench.settings")
        print("Filling a site of its own …", flush=True)
        site.manage("prepare_demo")
        article, thread = site.python(FIND).split()
        site.start(worker=False)
        try:
            pages = {
                "home": "/en/",
                "article": article,
                "thread": thread,
                "search": "/en/search/?q=" + quote("when do I get my refund"),
            }
            report({name: compare(site.port, address) for name, address in pages.items()})
        finally:
            site.stop()


def compare(port: int, address: str) -> tuple[int, list[float], list[float]]:
    """The page's size in bytes, and the rates (pages a second) of page and reference, taken in turns."""
    size = len(fetch(http.client.HTTPConnection("127.0.0.1", port), address))
    reference = f"/bench/constant/{size}/"
    for warm in (address, reference):
        rate(port, warm)
    rates = [(rate(port, address), rate(port, reference)) for _ in range(ROUNDS)]
    return size, [page for page, _ in rates], [constant for _, constant in rates]


def rate(port: int, address: str) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    started, pages = time.perf_counter(), 0
    while time.perf_counter() - started < SECONDS:
        fetch(connection, address)
        pages += 1
    return pages / (time.perf_counter() - started)


def fetch(connection: http.client.HTTPConnection, address: str) -> bytes:
    connection.request("GET", address)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{address} answered {answer.status}")
    return body


def report(results: dict[str, tuple[int, list[float], list[float]]]) -> None:
    print("\nOne client, one connection; medians of", ROUNDS, "rounds taken in turns with the reference.\n")
    print(f"{'page':<10}{'bytes':>9}{'pages/s':>10}{'constant/s':>12}{'constant ÷ page':>17}")
    for name, (size, page, constant) in results.items():
        ratio = statistics.median(c / p for p, c in zip(page, constant, strict=True))
        print(f"{name:<10}{size:>9}{statistics.median(page):>10.1f}{statistics.median(constant):>12.1f}{ratio:>17.1f}")

"""Measures one size of `bench.search`, in a process of its own that has the site's settings.

``python -m bench.measuring COUNT PORT FOLDER-OF-PLAIN-WHOOSH`` prints a JSON object: lists of milliseconds by name.
"""

import gc
import http.client
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from urllib.parse import quote

import django
from haystack import connections

from bench.documents import documents, questions
from bench.indexes import record_of
from bench.pages import fetch
from bench.plain import PlainWhoosh

QUESTIONS, WARM, COMMITS = 300, 20, 7


def main(count: int, port: int, folder: Path) -> None:
    django.setup()
    from search.queries import search, suggest  # noqa: PLC0415 (needs the settings)

    written = list(documents(count))
    asked, changed = questions(QUESTIONS + WARM + COMMITS, written), written[:COMMITS]
    typed = [unfinished(text, Random(number)) for number, text in enumerate(asked)]
    del written
    gc.collect()
    gc.freeze()
    site = http.client.HTTPConnection("127.0.0.1", port)
    spent: dict[str, list[float]] = defaultdict(list)

    def page(text: str) -> None:
        fetch(site, "/en/search/?q=" + quote(text))

    def start_plain() -> PlainWhoosh:
        started = PlainWhoosh(folder)
        started.search(asked[0])
        return started

    clock(spent, "page after start", page, asked[0])
    plain = clock(spent, "plain after start", start_plain)
    for number in range(WARM + QUESTIONS):
        text, measured = asked[number], spent if number >= WARM else defaultdict(list)
        clock(measured, "page", page, text)
        clock(measured, "plain", plain.search, text)
        clock(measured, "search", search, text, lang="en")
        clock(measured, "bare", plain.search, text, highlights=False)
        clock(measured, "suggest page", fetch, site, "/en/search/suggest/?q=" + quote(typed[number]))
        clock(measured, "suggest", suggest, typed[number], lang="en")
    for text, document in zip(asked[-COMMITS:], changed, strict=True):
        document = replace(document, title=f"{document.title} (changed)")
        with connections["default"].get_backend().writing() as session:
            session.put(record_of(document))
        clock(spent, "page after commit", page, text)
        plain.update(document)
        clock(spent, "plain after commit", plain.refreshed_search, text)
    print(json.dumps(spent))


def unfinished(text: str, random: Random) -> str:
    """A question in the middle of being typed."""
    return text[: max(2, random.randrange(len(text)) + 1)]


def clock(spent: dict[str, list[float]], name: str, work: Callable, *args, **kwargs):
    started = time.perf_counter()
    result = work(*args, **kwargs)
    spent[name].append((time.perf_counter() - started) * 1000)
    return result


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))

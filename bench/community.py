"""Pages of a large community beside those of a small one, in turns: ``make bench ONLY=community``.

Both are sites of their own with one gunicorn process each, filled by `bench.community_content`, with the demo's help
pages besides.
Every page is asked for as a guest or as the same reader. Bar: 1.3 × the time, and the same number of queries.
With DATABASE_URL set both sites are databases on that PostgreSQL server, made here and dropped afterwards.
"""

import http.client
import os
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.site import Site

ME, LONGEST = "reader@bench.invalid", 1_000  # who reads; answers of the longest question
SIZES = {500: 5_000, 50_000: 500_000}  # questions: answers
ROUNDS, WARM, BAR = 40, 5, 1.3
FILL = "from bench.community_content import fill; fill({}, {})"
FIND = f"""
from community.models import Answer, Thread
from accounts.models import User
from django.db.models import Count
from django.contrib.sessions.backends.base import SessionBase
from django.test import Client
client = Client()
client.force_login(User.objects.get(email="{ME}"))
middle = Thread.objects.public().in_language("en").filter(answer_count__range=(8, 12)).latest_active()[3]
long = Thread.objects.filter(answer_count__gte={LONGEST}).first()
busiest = Answer.objects.values("author").annotate(number=Count("pk")).order_by("-number")[0]["author"]
me = User.objects.get(email="{ME}").pk
print(client.cookies["sessionid"].value, middle.get_absolute_url(), long.get_absolute_url(), busiest, me)
"""
LISTS = {
    "latest": "",
    "latest, all languages": "?lang=all",
    "newest": "?show=newest",
    "unanswered, all languages": "?show=unanswered&lang=all",
    "unsolved": "?show=unsolved",
    "needs information, all": "?show=needs_info&lang=all",
    "solved": "?show=solved",
    "a board": "?board=bench-1",
    "a board, unsolved, all": "?board=bench-1&show=unsolved&lang=all",
    "a large tag": "?tag=tag+0",
    "a smaller tag": "?tag=tag+4&lang=all",
    "an old page": "?page=5",
}
OWN = {
    "new since the last visit": "?show=new",
    "where you can help": "?show=help",
    "followed": "?show=followed",
    "mine": "?show=mine",
}


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="stoa-bench-") as name:
        sites = {size: make_site(Path(name) / str(size), size) for size in SIZES}
        try:
            pages = {size: pages_of(site) for size, site in sites.items()}
            for site in sites.values():
                site.start(worker=False)
            report(sites, pages)
        finally:
            for site in sites.values():
                site.stop()
                drop_database(site)


def make_site(folder: Path, size: int) -> Site:
    print(f"Filling a community of {size:,} questions …", flush=True)
    site = Site(folder, settings="bench.settings")
    site.environment["WEB_CONCURRENCY"] = "1"
    if server := os.environ.get("DATABASE_URL"):
        site.environment["DATABASE_URL"] = f"{server.rpartition('/')[0]}/stoa_bench_{size}"
        sql(server, f"DROP DATABASE IF EXISTS stoa_bench_{size}", f"CREATE DATABASE stoa_bench_{size}")
    site.manage("prepare_demo")
    site.python(FILL.format(size, SIZES[size]))
    return site


def drop_database(site: Site) -> None:
    if server := os.environ.get("DATABASE_URL"):
        sql(server, f"DROP DATABASE IF EXISTS {site.environment['DATABASE_URL'].rpartition('/')[2]} WITH (FORCE)")


def sql(server: str, *statements: str) -> None:
    import psycopg  # noqa: PLC0415 (only there where PostgreSQL is asked)

    with psycopg.connect(server, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def pages_of(site: Site) -> dict[str, tuple[str, str]]:
    """Name → (address, cookie of the reader)."""
    session, thread, long, busiest, me = site.python(FIND).split()
    reader, home = f"sessionid={session}", "/en/community/"
    pages = {name: (home + query, "") for name, query in LISTS.items()}
    pages |= {"latest, signed in": (home, reader)}
    pages |= {name: (home + query, reader) for name, query in OWN.items()}
    return pages | {
        "boards": ("/en/community/boards/", ""),
        "tags": ("/en/community/tags/", ""),
        "feed": ("/en/community/feed/", ""),
        "who helps": ("/en/community/leaderboard/", ""),
        "home of the site": ("/en/", ""),
        "a thread": (thread, ""),
        "a thread, signed in": (thread, reader),
        "a thread with 1,000 answers": (long, ""),
        "the same, signed in": (long, reader),
        "a profile": (f"/en/members/{me}/", ""),
        "the busiest profile": (f"/en/members/{busiest}/", ""),
    }


def report(sites: dict[int, Site], pages: dict[int, dict]) -> None:
    small, large = SIZES
    connections = {size: http.client.HTTPConnection("127.0.0.1", site.port) for size, site in sites.items()}
    print(f"\n{large:,} questions beside {small:,}; medians of {ROUNDS} taken in turns; bar {BAR}\n")
    print(f"{'page':<30}{'ms small':>10}{'ms large':>10}{'large ÷ small':>15}{'queries':>12}")
    for name in pages[small]:
        spent, queries = {size: [] for size in SIZES}, {}
        for turn in range(WARM + ROUNDS):
            for size, connection in connections.items():
                milliseconds, queries[size] = fetch(connection, *pages[size][name])
                if turn >= WARM:
                    spent[size].append(milliseconds)
        first, second = median(spent[small]), median(spent[large])
        over = "  over the bar" if second / first > BAR or queries[small] != queries[large] else ""
        counted = f"{queries[small]} / {queries[large]}"
        print(f"{name:<30}{first:>10.1f}{second:>10.1f}{second / first:>15.2f}{counted:>12}{over}", flush=True)


def fetch(connection: http.client.HTTPConnection, address: str, cookie: str) -> tuple[float, int]:
    """Milliseconds, and how many queries the page says it took (`bench.settings`)."""
    started = perf_counter()
    connection.request("GET", address, headers={"Cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    answer.read()
    spent = (perf_counter() - started) * 1_000
    if answer.status != 200:
        raise RuntimeError(f"{address} answered {answer.status}")
    return spent, int(answer.headers["X-Queries"])

"""Points in a large community: boards of honour, a long page of points, a vote, the tick, a rebuild.

``make bench ONLY=reputation`` takes 100,000 members with 5,000,000 entries, and a rebuild of 1,000,000;
``REPUTATION=10000,200000,50000`` is done in minutes. Pages are compared with an empty page of the site, acts
with the same before the large ledger was filled in. Bars: a board of honour 5 queries and 10 × an empty page; a vote
15 queries; a rebuild 300 MB.
"""

import http.client
import json
import os
import tempfile
from pathlib import Path
from statistics import median

from bench.community import drop_database, fetch, sql
from tests.site import Site

ME = "middle@bench.invalid"  # who reads; deep in the middle of every board of honour
FULL = "100000,5000000,1000000"
EMPTY = "/bench/empty/"  # asked for in turns with each page, by the same reader
ROUNDS, WARM = 30, 5
QUERIES, TIMES, VOTE_QUERIES, MEGABYTES = 5, 10, 15, 300
FIND = f"""
from community.cursors import cursor
from community.models import PointEntry
from accounts.models import User
from django.db.models import Count
from django.test import Client
client = Client()
me = User.objects.get(email="{ME}")
client.force_login(me)
busiest = PointEntry.objects.values("member").annotate(number=Count("pk")).order_by("-number")[0]
busy = Client()
busy.force_login(User.objects.get(pk=busiest["member"]))
old = PointEntry.objects.filter(member=busiest["member"]).order_by("at", "pk")[busiest["number"] // 2]
values = busiest["member"], busiest["number"], "after=" + cursor(old, "at")
print(client.cookies["sessionid"].value, busy.cookies["sessionid"].value, *values)
"""
ACTS = "from bench.reputation_acts import measure; measure()"
REBUILD = """
import resource, time
from django.core.management import call_command
began = time.monotonic()
call_command("reputation_rebuild")
used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"took {time.monotonic() - began:.0f} s and {used} MB at most")
"""


def main() -> None:
    members, entries, rebuilt = map(int, os.environ.get("REPUTATION", FULL).split(","))
    with tempfile.TemporaryDirectory(prefix="stoa-bench-") as name:
        site = make_site(Path(name) / "pages", "stoa_bench_points", "prepare_demo")
        try:
            before = json.loads(site.python(ACTS).splitlines()[-1])
            print(f"Writing {entries:,} entries of {members:,} members …", flush=True)
            site.python(f"from bench.reputation_content import fill; fill({members}, {entries})")
            pages(site)
            acts(before, json.loads(site.python(ACTS).splitlines()[-1]))
        finally:
            site.stop()
            drop_database(site)
        rebuild(Path(name) / "rebuild", rebuilt)


def make_site(folder: Path, database: str, *command: str) -> Site:
    print("Filling a site of its own …", flush=True)
    site = Site(folder, settings="bench.settings")
    site.environment["WEB_CONCURRENCY"] = "1"
    if server := os.environ.get("DATABASE_URL"):
        site.environment["DATABASE_URL"] = f"{server.rpartition('/')[0]}/{database}"
        sql(server, f"DROP DATABASE IF EXISTS {database}", f"CREATE DATABASE {database}")
    site.manage(*command)
    return site


def rebuild(folder: Path, entries: int) -> None:
    site = make_site(folder, "stoa_bench_rebuild", "migrate", "-v0")
    try:
        print(f"Writing {entries:,} entries with what brought them …", flush=True)
        site.python(f"from bench.reputation_facts import fill_facts; fill_facts({entries})")
        print(site.python(REBUILD).strip(), f"(bar {MEGABYTES} MB)")
    finally:
        drop_database(site)


def pages(site: Site) -> None:
    session, busy, busiest, number, after = site.python(FIND).split()
    site.start(worker=False)
    reader, place = f"sessionid={session}", "/en/community/leaderboard/"
    asked = {"an empty page": (EMPTY, reader)}
    for period in ("7", "30", "all"):
        for scope in ("", "&board=returns", "&lang=fa"):
            asked[f"honour, {period} {scope[1:]}"] = (f"{place}?period={period}{scope}", reader)
    asked["honour, all, a guest"] = (f"{place}?period=all", "")
    asked[f"points, {int(number):,} entries"] = (f"/en/members/{busiest}/points/", f"sessionid={busy}")
    asked["the same, far down"] = (f"/en/members/{busiest}/points/?{after}", f"sessionid={busy}")
    asked["the same, one rule"] = (f"/en/members/{busiest}/points/?rule=accepted", f"sessionid={busy}")
    asked["the same, read by others"] = (f"/en/members/{busiest}/points/", reader)
    asked["their profile"] = (f"/en/members/{busiest}/", reader)
    print(f"\n{'page':<32}{'ms':>8}{'÷ empty':>10}{'queries':>9}")
    connection = http.client.HTTPConnection("127.0.0.1", site.port)
    for name, (address, cookie) in asked.items():
        turns = [
            (fetch(connection, EMPTY, cookie), fetch(connection, address, cookie)) for _turn in range(WARM + ROUNDS)
        ][WARM:]
        empty, spent = (median(time for time, _queries in rounds) for rounds in zip(*turns, strict=True))
        queries = turns[-1][1][1]
        is_honour = name.startswith("honour")
        over = "  over the bar" if is_honour and (queries > QUERIES or spent > TIMES * empty) else ""
        print(f"{name:<32}{spent:>8.1f}{spent / empty:>10.1f}{queries:>9}{over}", flush=True)


def acts(before: dict, after: dict) -> None:
    empty = after["an empty page"][0]
    head = ("ms small", "ms large", "large ÷ small", "÷ empty")
    print(f"\n{'act, no server':<32}{head[0]:>10}{head[1]:>10}{head[2]:>15}{head[3]:>10}{'queries':>9}")
    for name, (spent, queries) in after.items():
        small = before[name][0]
        over = "  over the bar" if name == "a vote" and queries > VOTE_QUERIES else ""
        print(f"{name:<32}{small:>10.1f}{spent:>10.1f}{spent / small:>15.2f}{spent / empty:>10.2f}{queries:>9}{over}")

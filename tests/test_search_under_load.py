"""Many processes write, search, drain and rebuild at once: no error, nothing lost, no moment without search."""

import os
import subprocess
import sys

import pytest
from django.db import connection
from haystack import connections

from accounts.tests.factories import make_moderator
from community.tests.factories import make_thread
from search.models import IndexTask
from search.queries import search
from search.worker import drain
from tests.search_load import POSTS
from tests.site import ROOT

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def beacon():
    """What is there before, and has to be found at every moment."""
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("other processes cannot see an in-memory database; set TEST_DATABASE_NAME to a file")
    make_thread(
        title="The beacon", body="It is always lit.", author=make_moderator()
    )  # The team may write without limit.
    drain()


def run(*roles: str) -> list[str]:
    """Start a process for each role; the words of the posts that were acknowledged, when all have ended well."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.search_load", *roles],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database_url()},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def database_url() -> str:
    """The address of the database of this test, as other processes open it."""
    name = connection.settings_dict["NAME"]
    return (
        f"sqlite:///{name}"
        if connection.vendor == "sqlite"
        else f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"
    )


def everything_is_found(words: list[str], writers: int) -> None:
    assert len(set(words)) == writers * POSTS
    drain()
    assert not IndexTask.objects.exists()
    lost = [word for word in words if not search(word, lang="en").hits]
    assert not lost
    assert len(connections["default"].get_backend().identifiers()) == 1 + writers * POSTS // 2


def test_four_processes_write_while_four_search_and_nothing_is_lost():
    words = run(*["write"] * 4, *["search"] * 4, "work")
    everything_is_found(words, writers=4)


def test_drains_at_once_killed_ones_and_rebuilds_lose_nothing_and_search_always_answers():
    words = run(*["write"] * 2, "watch", "search", "work", "mortal", "rebuild")
    everything_is_found(words, writers=2)

"""A process of its own for `test_outbox`: ``fill``, ``drain`` or ``count`` on a database and an index given by VAR_DIR.

``KILL_AT`` names the moment at which the process kills itself with SIGKILL.
"""

import os
import signal
import sys

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from whoosh.index import TOC  # noqa: E402

from search import worker  # noqa: E402
from search.engines.whoosh_store import WhooshStore  # noqa: E402
from search.engines.whoosh_writing import WhooshSession  # noqa: E402
from search.models import IndexTask, SearchLog  # noqa: E402
from search.queries import search  # noqa: E402
from search.tests.log_index import only_logs_are_found  # noqa: E402

MOMENTS = {
    "before the commit": (WhooshSession, "commit"),
    "while the index is written": (TOC, "write"),
    "before others are told": (WhooshStore, "_point_to"),
    "before tasks are deleted": (worker, "forget"),
}


def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)


def fill() -> None:
    with connection.schema_editor() as editor:
        for model in apps.get_app_config("search").get_models():
            editor.create_model(model)
    with transaction.atomic():
        for number in range(30):
            SearchLog.objects.create(query=f"lamp {number}", lang="en", count=1)


def drain() -> None:
    if moment := os.environ.get("KILL_AT"):
        setattr(*MOMENTS[moment], die)
    print(worker.drain())


def count() -> None:
    print(search("lamp", lang="en").count, IndexTask.objects.count())


if __name__ == "__main__":
    with only_logs_are_found():
        {"fill": fill, "drain": drain, "count": count}[sys.argv[1]]()

"""All background work in one process: tasks (mail and the like), the search index and its daily check, the minute tick,
points and levels, pages that go live or expire, the sums of searches."""

import logging
import threading
from collections.abc import Callable

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from accounts.bundles import build_bundles
from accounts.sessions import SessionStore
from community.actions import tidy_pictures
from community.counters import check_nightly
from community.reputation.detection.night import watch
from community.reputation.rebuild import rebuild_nightly
from community.reputation.ticking import tick_standing
from community.spam.forgetting import forget_old
from kb.actions import publish_due
from search.checking import check_and_repair
from search.tallies import sum_up, tidy
from search.worker import drain
from tickets.actions import settle_old_questions, tick

logger = logging.getLogger("stoa.worker")
INDEX_SECONDS, TICK_SECONDS, TIDY_SECONDS, CHECK_SECONDS, TASK_SECONDS = 0.5, 60, 3_600, 86_400, 0.5


class Command(BaseCommand):
    help = "Run background tasks, index updates, the minute tick and what is scheduled, until stopped."

    def handle(self, *args, **options):
        stop = threading.Event()
        loops = [
            threading.Thread(target=repeat, args=(drain, INDEX_SECONDS, stop), name="index"),
            threading.Thread(target=repeat, args=(tick, TICK_SECONDS, stop), name="tick"),
            threading.Thread(target=repeat, args=(tick_standing, TICK_SECONDS, stop), name="standing"),
            threading.Thread(target=repeat, args=(build_bundles, TICK_SECONDS, stop), name="bundles"),
            threading.Thread(target=repeat, args=(settle_old_questions, TIDY_SECONDS, stop), name="quiet"),
            threading.Thread(target=repeat, args=(publish_due, TICK_SECONDS, stop), name="calendar"),
            threading.Thread(target=repeat, args=(sum_up, TICK_SECONDS, stop), name="sums"),
            threading.Thread(target=repeat, args=(tidy, TIDY_SECONDS, stop), name="tidy"),
            threading.Thread(target=repeat, args=(tidy_pictures, TIDY_SECONDS, stop), name="pictures"),
            threading.Thread(target=daily, args=(check_and_repair, stop), name="check"),
            threading.Thread(target=daily, args=(check_nightly, stop), name="counters"),
            threading.Thread(target=daily, args=(rebuild_nightly, stop), name="points"),
            threading.Thread(target=daily, args=(watch, stop), name="watch"),
            threading.Thread(target=daily, args=(forget_old, stop), name="prints"),
            threading.Thread(target=daily, args=(SessionStore.clear_expired, stop), name="sessions"),
        ]
        tasks = Worker(
            queue_names=["*"],
            interval=TASK_SECONDS,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        tasks.configure_signals()
        logger.info("Worker is up: tasks, index, tick, sums.")
        for loop in loops:
            loop.start()
        try:
            tasks.run()
        finally:
            stop.set()
            for loop in loops:
                loop.join(timeout=10)


def daily(work: Callable[[], object], stop: threading.Event) -> None:
    """Call ``work`` once a day, an hour after the start at first: what just begins has more urgent things to do."""
    if not stop.wait(TIDY_SECONDS):
        repeat(work, CHECK_SECONDS, stop)


def repeat(work: Callable[[], object], seconds: float, stop: threading.Event) -> None:
    """Call ``work`` every so many seconds until ``stop``; a failure is logged and the next round tries again."""
    while not stop.is_set():
        try:
            close_old_connections()
            work()
        except Exception:
            logger.exception("%s failed; trying again in %s seconds", work.__name__, seconds)
        finally:
            close_old_connections()
        stop.wait(seconds)

"""Many processes at once on one database and one index, for `test_search_under_load`.

``python -m tests.search_load ROLE…`` starts a process for each role, until every writer has written its posts:

write    posts questions and answers through the app's own actions, and prints a word of each that was acknowledged
search   searches without a pause; any error ends it
watch    looks for the one thread that was there before, without a pause: it must be found every time
work     drains the outbox, again and again
mortal   the same, killed with SIGKILL again and again in the middle of it
rebuild  rebuilds the index, again and again
"""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from random import Random

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from accounts.models import User  # noqa: E402
from community import actions  # noqa: E402
from community.models import Board  # noqa: E402
from search.queries import search, suggest  # noqa: E402
from search.worker import drain  # noqa: E402

POSTS = 16  # of each writer: half questions, half answers
LIFE = 0.4  # seconds after which a mortal process is killed
WORDS = ["lamp", "refund", "beacon", "post", "where is my parcel", '"the lamp"', "lmap", "answer -lamp"]
STOP = settings.VAR_DIR / "stop"


def write() -> None:
    board, author = Board.objects.first(), User.objects.first()
    for number in range(POSTS // 2):
        question, answer = (f"post{os.getpid()}x{number}{kind}" for kind in "qa")
        thread = actions.ask(board, author, f"The lamp {question}", "It does not shine.", "en")
        tell(question)
        actions.answer(thread, author=author, body=f"Turn it on, as {answer} says.")
        tell(answer)


def tell(word: str) -> None:
    os.write(1, f"{word}\n".encode())


def search_on(random: Random) -> None:
    text = random.choice(WORDS)
    search(text, lang="en")
    suggest(text, lang="en")


def watch_on(random: Random) -> None:
    found = [hit.title for hit in search("beacon", lang="en").hits]
    if found != ["The beacon"]:
        raise AssertionError(f"A moment without search: {found}")


def work_on(random: Random) -> None:
    drain()
    time.sleep(0.02)


def rebuild_on(random: Random) -> None:
    call_command("rebuild_index", interactive=False, verbosity=0)


def until_stopped(work: Callable[[Random], None]) -> Callable[[], None]:
    def run() -> None:
        random = Random(os.getpid())
        while not STOP.exists():
            work(random)

    return run


ROLES = {
    "write": write,
    "search": until_stopped(search_on),
    "watch": until_stopped(watch_on),
    "work": until_stopped(work_on),
    "mortal": until_stopped(work_on),
    "rebuild": until_stopped(rebuild_on),
}


def start(role: str) -> int:
    connections.close_all()
    if pid := os.fork():
        return pid
    status = 1
    try:
        ROLES[role]()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def ended_well(pid: int) -> bool:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def main(roles: list[str]) -> bool:
    """Whether every process ended well; a mortal one is killed and followed by another while there are writers."""
    STOP.unlink(missing_ok=True)
    writers = [start(role) for role in roles if role == "write"]
    others = [start(role) for role in roles if role not in ("write", "mortal")]
    ended = []
    for writer in writers:
        while "mortal" in roles and not os.waitid(os.P_PID, writer, os.WEXITED | os.WNOWAIT | os.WNOHANG):
            mortal = start("mortal")
            time.sleep(LIFE)
            os.kill(mortal, signal.SIGKILL)
            os.waitpid(mortal, 0)
        ended.append(ended_well(writer))
    STOP.touch()
    return all([*ended, *map(ended_well, others)])


if __name__ == "__main__":
    sys.exit(0 if main(sys.argv[1:]) else 1)

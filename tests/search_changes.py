"""For `test_search_soon`: changes made through the app's own actions beside a running site, each timed from its
acknowledgement until the site's API shows it. Run inside ``manage.py shell``."""

import json
import time
from collections.abc import Callable
from contextlib import contextmanager
from urllib.parse import quote
from urllib.request import urlopen

from django.conf import settings

from accounts.models import User
from community import actions
from community.models import Board, Thread
from kb.actions import publish_page
from kb.models import ArticlePage
from search.models import IndexTask

PATIENCE = 60
IMPORTED = 5_000
TEXT = "<p>The lamp came late, and the refund for the parcel is not in my account. " * 12


def small_changes() -> None:
    """An article published, edited and unpublished; a thread asked and hidden."""
    spent = {}
    with articles() as publish:
        page = publish("Zanzibarite one")
        spent["published"] = until(lambda: "Zanzibarite one" in found("zanzibarite"))
        page.title = "Quetzalwort two"
        page.save_revision().publish()
        spent["edited"] = until(lambda: "Quetzalwort two" in found("quetzalwort"))
        page.unpublish()
        spent["unpublished"] = until(lambda: "Quetzalwort two" not in found("quetzalwort"))
    thread = actions.ask(Board.objects.first(), someone("moderator"), "Ocelotine three", "What is it?", "en")
    spent["asked"] = until(lambda: thread.title in found("ocelotine"))
    actions.hide_thread(thread, actor=someone("moderator"), reason="Only a test.")
    spent["hidden"] = until(lambda: thread.title not in found("ocelotine"))
    thread.delete()
    print(json.dumps(spent))


def during_an_import() -> None:
    """The same while the tasks of a bulk import wait; how many still waited afterwards is told, too."""
    spent, board, author = {}, Board.objects.first(), someone("moderator")
    shown = actions.ask(board, author, "Ocelotine four", "What is it?", "en")
    until(lambda: shown.title in found("ocelotine"))
    imported = Thread.objects.bulk_create(
        Thread(
            board=board,
            author=author,
            language="en",
            title=f"Imported {number}",
            slug="imported",
            body_source="The lamp came late.",
            body_html=TEXT,
        )
        for number in range(IMPORTED)
    )
    IndexTask.objects.bulk_create(IndexTask(identifier=f"community.thread.{thread.pk}") for thread in imported)
    with articles() as publish:
        publish("Brontolite five")
        spent["published"] = until(lambda: "Brontolite five" in found("brontolite"))
        actions.hide_thread(shown, actor=someone("moderator"), reason="Only a test.")
        spent["hidden"] = until(lambda: shown.title not in found("ocelotine"))
        waiting = IndexTask.objects.count()
    Thread.objects.filter(pk__in=[shown.pk, *(thread.pk for thread in imported)]).delete()
    until(lambda: not IndexTask.objects.exists())
    print(json.dumps({"spent": spent, "waiting": waiting}))


@contextmanager
def articles():
    """A function that publishes an article; what it made is gone afterwards."""
    neighbour, made = ArticlePage.objects.live().filter(locale__language_code="en").first(), []

    def publish(title: str) -> ArticlePage:
        page = ArticlePage(title=title, slug=title.lower().replace(" ", "-"), locale=neighbour.locale)
        made.append(publish_page(page, parent=neighbour.get_parent()))
        return made[-1]

    yield publish
    for page in made:
        page.delete()


def someone(name: str) -> User:
    return User.objects.get(email=f"{name}@demo.invalid")


def found(text: str) -> list[str]:
    with urlopen(f"{settings.SITE_URL}/api/search/?lang=en&q={quote(text)}") as answer:  # noqa: S310 (our own site)
        return [result["title"] for result in json.load(answer)["results"]]


def until(is_so: Callable[[], bool]) -> float:
    """Seconds until it is so."""
    started = time.monotonic()
    while not is_so():
        if time.monotonic() - started > PATIENCE:
            raise TimeoutError(f"It was not so after {PATIENCE} seconds.")
        time.sleep(0.05)
    return round(time.monotonic() - started, 2)

"""The demo's members, boards, questions and answers, through the actions. Safe to run again; nobody is told."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from operator import itemgetter
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.actions import quietly
from accounts.models import User
from community import actions
from community.models import Answer, Board, BoardText, Thread
from kb.models import ArticlePage
from site_config.demo.staff import load_staff, person
from site_config.demo.standing import honours, standing_day_by_day, tour
from site_config.demo.telling import Story, tell

Step = tuple[float, Callable[..., None]]  # hours since the question, and what happened then

HERE = Path(__file__).parent
LANGUAGES = [code for code, _ in settings.LANGUAGES]
PASSWORD = "stoa-demo"  # noqa: S105
ICONS = {
    "orders": "package",
    "delivery": "truck",
    "returns": "undo-2",
    "payments": "credit-card",
    "account": "user",
    "warranty": "shield-check",
    "general": "messages-square",
}
_ARTICLE_LINK = re.compile(r"\[([^\]]+)\]\(article:([\w-]+)\)")


def load_conversations() -> None:
    """What is there already stays as it is. All in one transaction: whoever looks meanwhile, as the escalation clock
    does, sees everything or nothing."""
    with transaction.atomic(), quietly():
        load_staff()
        _load_boards()
        members = _load_members()
        if stories := [story for lang in LANGUAGES for story in _untold(lang, members)]:
            tell([*(tour(member) for member in members.values()), *stories, *honours(members), standing_day_by_day()])


def _untold(lang: str, members: dict[str, User]) -> Iterator[Story]:
    links = _article_addresses(lang)
    known = set(Thread.objects.filter(author__in=members.values()).values_list("submission_key", flat=True))
    for told in [*_read(f"threads.{lang}.json"), *_read(f"solved.{lang}.json")]:
        if _key(told) not in known:
            yield _conversation(told, lang, members, links)


def _load_boards() -> None:
    """The migration's general board takes the shop's own words on the first run; later runs change no words."""
    is_first_run = not Board.objects.filter(slug="orders").exists()
    for order, (slug, icon) in enumerate(ICONS.items(), start=1):
        board, _is_new = Board.objects.get_or_create(slug=slug)
        if is_first_run:
            board.icon, board.order = icon, order * 10
            board.save()
    for lang in LANGUAGES if is_first_run else ():
        for slug, words in _read(f"boards.{lang}.json").items():
            BoardText.objects.update_or_create(board=Board.objects.get(slug=slug), language=lang, defaults=words)


def _load_members() -> dict[str, User]:
    password, members = make_password(PASSWORD), {}
    for lang in LANGUAGES:
        for told in _read(f"members.{lang}.json"):
            key, email = told["key"], f"{told['key']}@demo.invalid"
            members[key], is_new = User.objects.get_or_create(
                email=email,
                defaults={
                    "display_name": told["display_name"],
                    "about": told["about"],
                    "language": lang,
                    "password": password,
                    "date_joined": _joined(told),
                },
            )
            if is_new:
                EmailAddress.objects.create(user=members[key], email=email, verified=True, primary=True)
    return members


def _joined(told: dict) -> datetime:
    return timezone.now() - timedelta(days=told.get("joined_days_ago") or 120 + 11 * int(told["key"][1:]))


def _conversation(told: dict, lang: str, members: dict[str, User], links: dict[str, str]) -> Story:
    """One conversation, each step at its own time."""
    yield (asked_at := timezone.now() - timedelta(hours=told["asked_hours_ago"]))
    thread = actions.ask(
        Board.objects.get(slug=told["board"]),
        members[told["author"]],
        told["title"],
        _linked(told["body"], links),
        lang,
        tags=told["tags"],
        created_at=asked_at,
        submission_key=_key(told),
    )
    steps = [
        (3 * number, partial(actions.me_too, thread, actor=members[member]))
        for number, member in enumerate(told["me_too"], start=1)
    ]
    for number, reply in enumerate(sorted(told["answers"], key=lambda reply: reply["hours_after"])):
        steps += _steps_of(reply, thread, f"{_key(told)}:{number}", members, links)
    for hours, step in sorted(steps, key=itemgetter(0)):
        yield (at := _after(asked_at, hours))
        step(at=at)


def _steps_of(reply: dict, thread: Thread, key: str, members: dict[str, User], links: dict[str, str]) -> list[Step]:
    """An answer and what became of it, with the hours since the question."""
    hours, accepted = reply["hours_after"], reply["accepted_hours_after"]
    written: list[Answer] = []

    def write(at: datetime) -> None:
        thread.refresh_from_db()
        body = _linked(reply["body"], links)
        written.append(actions.answer(thread, members[reply["author"]], body, created_at=at, submission_key=key))

    def then(act: Callable, member: str | None = None, **words) -> Callable:
        def step(at: datetime) -> None:
            written[0].refresh_from_db()
            act(written[0], actor=person(member) if member else thread.author, at=at, **words)

        return step

    steps = [(hours, write)]
    steps += [(hours + 2 * n, then(actions.vote_helpful, who)) for n, who in enumerate(reply["helpful"], start=1)]
    if accepted is not None:
        steps.append((accepted, then(actions.accept_answer)))
    if words := reply.get("thanks"):
        steps.append((accepted, then(actions.thank, words=words)))
    steps += [(hours + 30 * n, then(actions.confirm_fix, who)) for n, who in enumerate(reply.get("fixed", ()), start=1)]
    if verified := reply.get("verified_hours_after"):
        steps.append((verified, then(actions.verify_answer, "moderator")))
    return steps


def _key(told: dict) -> str:
    return f"demo:{told['key']}"


def _after(moment: datetime, hours: float) -> datetime:
    return min(moment + timedelta(hours=hours), timezone.now())


def _article_addresses(lang: str) -> dict[str, str]:
    """Address of every article of a language by its short name."""
    articles = ArticlePage.objects.live().filter(locale__language_code=lang)
    return {article.slug: article.url for article in articles}


def _linked(body: str, links: dict[str, str]) -> str:
    """Links to articles get their address; where there is no such article, the words stay."""
    return _ARTICLE_LINK.sub(lambda link: f"[{link[1]}]({links[link[2]]})" if links.get(link[2]) else link[1], body)


def _read(name: str):
    return json.loads((HERE / name).read_text(encoding="utf-8"))

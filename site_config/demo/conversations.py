"""The demo's members, boards, questions and answers, through the actions. Safe to run again; nobody is told."""

import json
import re
from datetime import datetime, timedelta
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.actions import quietly
from accounts.models import User
from community import actions
from community.models import Board, BoardText, Thread
from kb.models import ArticlePage

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
    """What is there already stays as it is."""
    with quietly():
        _load_boards()
        members = _load_members()
        for lang in LANGUAGES:
            links = _article_addresses(lang)
            for told in _read(f"threads.{lang}.json"):
                if not Thread.objects.filter(author=members[told["author"]], submission_key=_key(told)).exists():
                    _tell(told, lang, members, links)


@transaction.atomic
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


@transaction.atomic
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
                    "date_joined": timezone.now() - timedelta(days=120 + 11 * int(key[1:])),
                },
            )
            if is_new:
                EmailAddress.objects.create(user=members[key], email=email, verified=True, primary=True)
    return members


@transaction.atomic
def _tell(told: dict, lang: str, members: dict[str, User], links: dict[str, str]) -> None:
    """One conversation, each step at its own time: a tick of the escalation clock sees all of it or nothing."""
    asked_at = timezone.now() - timedelta(hours=told["asked_hours_ago"])
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
    for number, member in enumerate(told["me_too"], start=1):
        actions.me_too(thread, actor=members[member], at=_after(asked_at, 3 * number))
    for number, reply in enumerate(sorted(told["answers"], key=lambda reply: reply["hours_after"])):
        _reply(thread, reply, f"{_key(told)}:{number}", members, links)


def _reply(thread: Thread, reply: dict, key: str, members: dict[str, User], links: dict[str, str]) -> None:
    answered_at = _after(thread.created_at, reply["hours_after"])
    answer = actions.answer(
        thread,
        members[reply["author"]],
        _linked(reply["body"], links),
        created_at=answered_at,
        submission_key=key,
    )
    for number, member in enumerate(reply["helpful"], start=1):
        actions.vote_helpful(answer, actor=members[member], at=_after(answered_at, 2 * number))
    if reply["accepted_hours_after"] is not None:
        accepted_at = _after(thread.created_at, reply["accepted_hours_after"])
        actions.accept_answer(answer, actor=thread.author, at=accepted_at)


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

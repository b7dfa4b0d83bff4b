"""What a moderator of the demo finds: first posts, one that looks like spam, reports, an appeal, a silence.

Made through the actions, by people who joined lately, and then moved to the hours the texts tell. Nobody is told.
"""

import json
from datetime import datetime, timedelta
from pathlib import Path

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.actions import quietly
from accounts.models import User
from community import actions
from community.models import Answer, Board, Review, SpamCheck, Thread
from site_config.demo.conversations import PASSWORD
from site_config.demo.staff import load_staff, person


@transaction.atomic
def load_moderation() -> None:
    """Once: what was decided since stays decided."""
    told = json.loads((Path(__file__).parent / "moderation.json").read_text(encoding="utf-8"))
    if User.objects.filter(email=_email(told["people"][0]["key"])).exists():
        return
    with quietly():
        load_staff()
        people = _people(told["people"])
        for first in told["first"]:
            author = people[first["by"]]
            board = Board.objects.get(slug=first["board"])
            _move_back(actions.ask(board, author, first["title"], first["body"], author.language), first["hours"])
        for first in told["first_answers"]:
            answer = actions.answer(_thread(first["to"]), people[first["by"]], first["body"])
            _move_back(answer, first["hours"])
        _load_reports(told, people)
        _load_hidden(told["hidden"], people)
        _load_spam(told["spam"], people)


def _people(told: list[dict]) -> dict[str, User]:
    """Newcomers of today, and some who are here for longer; all can sign in."""
    password, people = make_password(PASSWORD), {}
    for one in told:
        email = _email(one["key"])
        user = User.objects.create(
            email=email,
            display_name=one["display_name"],
            language=one["lang"],
            password=password,
            date_joined=_ago(one["hours"]),
        )
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        people[one["key"]] = user
    return people


def _load_reports(told: dict, people: dict[str, User]) -> None:
    rude, doubtful = told["rude"], told["doubtful"]
    words = {"created_at": _ago(rude["hours"])}
    answer = actions.answer(_thread(rude["to"]), people[rude["by"]], rude["body"], **words)
    for post, report in [(answer, report) for report in rude["reports"]] + [(_thread(doubtful["thread"]), doubtful)]:
        reporter, at = person(report["by"]), _ago(report["hours"])
        actions.flag(post, actor=reporter, reason=report["reason"], words=report["words"], at=at)


def _load_hidden(told: dict, people: dict[str, User]) -> None:
    """Hidden by the administrator, so that the demo's moderator is the one to look again."""
    author, board = people[told["by"]], Board.objects.get(slug=told["board"])
    asked_at = _ago(told["hours"])
    thread = actions.ask(board, author, told["title"], told["body"], author.language, created_at=asked_at)
    actions.hide_thread(thread, actor=person("admin"), reason=told["reason"], at=_ago(told["hidden_hours"]))
    actions.appeal(thread, actor=author, words=told["appeal"])


def _load_spam(told: dict, people: dict[str, User]) -> None:
    author, at = people[told["by"]], _ago(told["hidden_hours"])
    answer = actions.answer(_thread(told["to"]), author, told["body"], created_at=_ago(told["hours"]))
    actions.hide_answer(answer, actor=person("moderator"), reason="spam", at=at)
    actions.sanction(author, told["silence"], actor=person("moderator"), reason=told["reason"], at=at)


def _thread(key: str) -> Thread:
    """By its key in the demo's texts, or the latest open one of a language."""
    if "-" in key:
        return Thread.objects.get(submission_key=f"demo:{key}")
    return Thread.objects.public().in_language(key).filter(state="open").latest("created_at")


def _move_back(post: Thread | Answer, hours: float) -> None:
    """A first post and all that waits for it, as if it had been written so long ago."""
    at = _ago(hours)
    moments = {"created_at": at, "hidden_at": at}
    if isinstance(post, Thread):
        moments["last_activity_at"] = at
    type(post).objects.filter(pk=post.pk).update(**moments)
    reviews = Review.objects.waiting().about(post)
    reviews.update(opened_at=at, rank_at=at)
    SpamCheck.objects.filter(review__in=reviews).update(created_at=at)


def _email(key: str) -> str:
    return f"{key}@demo.invalid"


def _ago(hours: float) -> datetime:
    return timezone.now() - timedelta(hours=hours)

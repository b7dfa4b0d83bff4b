"""What the community tells the accounts: who wants to hear nothing of whom, what may still be seen, what a click on
"unsubscribe" stops. Registered when the app is ready."""

import re

from django.utils.translation import gettext as _

from accounts.audience import leave_out, still_seen_by
from accounts.events import Kind, kind_of
from accounts.models import Notification, User
from accounts.unsubscribing import may_be_stopped
from community.actions.following import follow
from community.errors import Refused
from community.models import Answer, Block, Comment, Follow, Thread
from community.standing import is_team
from community.texts import shorten
from site_config.markdown import plain_text

OF_A_THREAD = {Kind.ANSWERS, Kind.SOLUTIONS}  # what muting a question ends
OF_POSTS = {Kind.ANSWERS, Kind.SOLUTIONS, Kind.MENTIONS, Kind.THANKS, Kind.BOARDS}
_PLACE = re.compile(r"#(answer|comment)-(\d+)$")


@leave_out
def who_blocked(actor: User, recipients: set[int]) -> set[int]:
    """Whoever blocked the actor hears nothing of them; nobody can block the team."""
    blocks = Block.objects.filter(blocked=actor, member__in=recipients)
    deaf = set(blocks.values_list("member", flat=True))
    return set() if deaf and is_team(actor) else deaf


@still_seen_by
def what_may_be_seen(recipient: User, notifications: list[Notification]) -> list[Notification]:
    """Not of posts that were hidden or deleted since, of whom the recipient blocked, nor of questions they muted."""
    of_posts = [one for one in notifications if kind_of(one.event) in OF_POSTS]
    if not of_posts:
        return notifications
    threads = Thread.objects.reachable_by(recipient)
    seen = {
        "thread": _among(threads, {_number(one.group) for one in of_posts}),
        "answer": _among(Answer.objects.in_sight_of(recipient), _named("answer", of_posts)),
        "comment": _among(Comment.objects.in_sight_of(recipient), _named("comment", of_posts)),
    }
    blocked = _blocked(recipient, {one.actor_id for one in of_posts})
    muted = _muted(recipient, {_number(one.group) for one in of_posts})
    _say_as_now(of_posts)
    return [
        one
        for one in notifications
        if one not in of_posts or (_is_in(seen, one) and one.actor_id not in blocked and not _is_muted(one, muted))
    ]


def _say_as_now(notifications: list[Notification]) -> None:
    """Titles and words as they read now: what its author took out since is not mailed. Nothing is stored."""
    titles = dict(
        Thread.objects.filter(pk__in={_number(one.group) for one in notifications}).values_list("pk", "title")
    )
    words = {
        kind: dict(model.objects.filter(pk__in=_named(kind, notifications)).values_list("pk", "body_html"))
        for kind, model in (("answer", Answer), ("comment", Comment))
    }
    asked = {_number(one.group) for one in notifications if "excerpt" in one.context and "#" not in one.url}
    words["question"] = dict(Thread.objects.filter(pk__in=asked).values_list("pk", "body_html")) if asked else {}
    for one in notifications:
        place, number = _PLACE.search(one.url), _number(one.group)
        html = words[place[1]].get(int(place[2])) if place else words["question"].get(number)
        if number in titles:
            one.context = {**one.context, "title": titles[number]}
        if html and "excerpt" in one.context:
            one.context = {**one.context, "excerpt": shorten(plain_text(html))}


def _is_in(seen: dict[str, set[int]], one: Notification) -> bool:
    post = _PLACE.search(one.url)
    in_thread = not one.group.startswith("thread-") or _number(one.group) in seen["thread"]
    return in_thread and (post is None or int(post[2]) in seen[post[1]])


def _among(rows, numbers: set[int]) -> set[int]:
    return set(rows.filter(pk__in=numbers).values_list("pk", flat=True)) if numbers else set()


def _named(kind: str, notifications: list[Notification]) -> set[int]:
    found = [_PLACE.search(one.url) for one in notifications]
    return {int(place[2]) for place in found if place and place[1] == kind}


def _number(group: str) -> int:
    number = group.removeprefix("thread-")
    return int(number) if group.startswith("thread-") and number.isdigit() else 0


def _blocked(recipient: User, actors: set[int | None]) -> set[int]:
    blocks = Block.objects.heeded(recipient).filter(blocked__in=[pk for pk in actors if pk])
    return set(blocks.values_list("blocked", flat=True))


def _muted(recipient: User, threads: set[int]) -> set[int | None]:
    follows = Follow.objects.filter(member=recipient, thread__in=threads, level=Follow.Level.MUTE)
    return set(follows.values_list("thread", flat=True))


def _is_muted(one: Notification, muted: set[int | None]) -> bool:
    return kind_of(one.event) in OF_A_THREAD and _number(one.group) in muted


def _thread_named(number: str) -> str:
    thread = Thread.objects.filter(pk=number).first() if number.isdigit() else None
    return _("the question “%(title)s”") % {"title": thread.title} if thread else ""


def _mute_thread(user: User, number: str) -> None:
    """Whoever lost sight of the thread meanwhile hears nothing of it anyway."""
    thread = Thread.objects.filter(pk=number).first() if number.isdigit() else None
    if thread:
        try:
            follow(thread, actor=user, level=Follow.Level.MUTE)
        except Refused:
            return


may_be_stopped("thread", named=_thread_named, stop=_mute_thread)

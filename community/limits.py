"""How much somebody may do in a while. Counted from what they did, so that no counter can be wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.errors import Refused
from community.models import Answer, Flag, Picture, Thread, Vote
from community.rules import (
    ANSWERS_A_DAY,
    ANSWERS_A_MINUTE,
    FLAGS_A_DAY,
    PICTURES_A_DAY,
    PICTURES_A_MINUTE,
    QUESTIONS_A_DAY,
    STAFF_LEVEL,
    VOTES_A_MINUTE,
)
from community.standing import level_of
from site_config.formats import localized_number

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@dataclass(frozen=True)
class Limit:
    """``numbers``: for newcomers, for everybody else. ``words`` say it with the number."""

    rows: Callable[[User], QuerySet]
    span: timedelta
    numbers: tuple[int, int]
    words: Callable[[], str]


LIMITS: dict[str, list[Limit]] = {
    "ask": [
        Limit(
            lambda user: Thread.objects.filter(author=user),
            DAY,
            QUESTIONS_A_DAY,
            lambda: _("In 24 hours you can ask this many questions: %(number)s. Ask the next one tomorrow."),
        )
    ],
    "answer": [
        Limit(
            lambda user: Answer.objects.filter(author=user),
            MINUTE,
            (ANSWERS_A_MINUTE, ANSWERS_A_MINUTE),
            lambda: _("In a minute you can give this many answers: %(number)s. Wait a moment, then post it."),
        ),
        Limit(
            lambda user: Answer.objects.filter(author=user),
            DAY,
            ANSWERS_A_DAY,
            lambda: _("In 24 hours you can give this many answers: %(number)s. Post the next one tomorrow."),
        ),
    ],
    "vote": [
        Limit(
            lambda user: Vote.objects.filter(voter=user),
            MINUTE,
            (VOTES_A_MINUTE, VOTES_A_MINUTE),
            lambda: _("In a minute you can vote this often: %(number)s. Wait a moment, then vote."),
        )
    ],
    "picture": [
        Limit(
            lambda user: Picture.objects.filter(member=user),
            MINUTE,
            (PICTURES_A_MINUTE, PICTURES_A_MINUTE),
            lambda: _("In a minute you can add this many pictures: %(number)s. Wait a moment, then add it."),
        ),
        Limit(
            lambda user: Picture.objects.filter(member=user),
            DAY,
            PICTURES_A_DAY,
            lambda: _("In 24 hours you can add this many pictures: %(number)s. Add the next one tomorrow."),
        ),
    ],
    "flag": [
        Limit(
            lambda user: Flag.objects.filter(reporter=user),
            DAY,
            (FLAGS_A_DAY, FLAGS_A_DAY),
            lambda: _("In 24 hours you can report this many posts: %(number)s. Our team sees those you reported."),
        )
    ],
}


def reached_limit(user: User, act: str) -> str:
    """What to say when ``user`` may not do it once more now; empty when they may. The team may always."""
    level = level_of(user)
    if level == STAFF_LEVEL:
        return ""
    for limit in LIMITS[act]:
        number = limit.numbers[min(level, 1)]
        if limit.rows(user).filter(created_at__gt=timezone.now() - limit.span).count() >= number:
            return limit.words() % {"number": localized_number(number)}
    return ""


def refuse_over_limit(user: User, act: str) -> None:
    """Holds the member until the transaction ends, so that ten tabs at once wait for each other and all are counted."""
    User.objects.select_for_update(no_key=True).filter(pk=user.pk).first()
    if message := reached_limit(user, act):
        raise Refused(message)

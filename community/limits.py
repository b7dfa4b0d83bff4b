"""How much somebody may do in a while. Counted from what they did, so that no counter can be wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from community.errors import Refused, TooNew
from community.models import (
    Answer,
    Comment,
    FixConfirmation,
    Flag,
    Picture,
    PointAppeal,
    Proposal,
    Retag,
    Revision,
    Thanks,
    Thread,
    Vote,
)
from community.privileges import level_for
from community.rules import (
    ANSWERS_A_DAY,
    ANSWERS_A_MINUTE,
    COMMENTS_A_DAY,
    COMMENTS_A_MINUTE,
    EDITS_A_MINUTE,
    FLAGS_A_DAY,
    LINKS_A_POST,
    PICTURES_A_DAY,
    PICTURES_A_MINUTE,
    PICTURES_A_POST,
    POINT_APPEALS_A_DAY,
    PROPOSALS_A_DAY,
    QUESTIONS_A_DAY,
    RETAGS_A_DAY,
    STAFF_LEVEL,
    THANKS_A_DAY,
    THANKS_A_MINUTE,
    VOTES_A_MINUTE,
)
from community.spam.texts import hosts_in, pictures_in
from community.standing import has_level_for, level_of
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
    "point_appeal": [
        Limit(
            lambda user: PointAppeal.objects.filter(member=user),
            DAY,
            (POINT_APPEALS_A_DAY, POINT_APPEALS_A_DAY),
            lambda: _("In 24 hours you can ask so often for another look: %(number)s. Ask again tomorrow."),
        )
    ],
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
    "comment": [
        Limit(
            lambda user: Comment.objects.filter(author=user),
            MINUTE,
            (COMMENTS_A_MINUTE, COMMENTS_A_MINUTE),
            lambda: _("In a minute you can write this many comments: %(number)s. Wait a moment, then post it."),
        ),
        Limit(
            lambda user: Comment.objects.filter(author=user),
            DAY,
            COMMENTS_A_DAY,
            lambda: _("In 24 hours you can write this many comments: %(number)s. Post the next one tomorrow."),
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
    "confirm": [
        Limit(
            lambda user: FixConfirmation.objects.filter(member=user),
            MINUTE,
            (VOTES_A_MINUTE, VOTES_A_MINUTE),
            lambda: _("In a minute you can vote this often: %(number)s. Wait a moment, then vote."),
        )
    ],
    "thank": [
        Limit(
            lambda user: Thanks.objects.filter(member=user),
            MINUTE,
            (THANKS_A_MINUTE, THANKS_A_MINUTE),
            lambda: _("In a minute you can say thanks this often: %(number)s. Wait a moment, then send it."),
        ),
        Limit(
            lambda user: Thanks.objects.filter(member=user),
            DAY,
            THANKS_A_DAY,
            lambda: _("In 24 hours you can say thanks this often: %(number)s. Send the next one tomorrow."),
        ),
    ],
    "edit": [
        Limit(
            lambda user: Revision.objects.filter(editor=user),
            MINUTE,
            (EDITS_A_MINUTE, EDITS_A_MINUTE),
            lambda: _("That was very quick. Read it through, then press the button again: your text is still here."),
        )
    ],
    "flag": [
        Limit(
            lambda user: Flag.objects.filter(reporter=user),
            DAY,
            (FLAGS_A_DAY, FLAGS_A_DAY),
            lambda: _("In 24 hours you can report this many posts: %(number)s. Our team sees those you reported."),
        )
    ],
    "propose": [
        Limit(
            lambda user: Proposal.objects.filter(member=user),
            DAY,
            (PROPOSALS_A_DAY, PROPOSALS_A_DAY),
            lambda: _("In 24 hours you can propose this often: %(number)s. Propose more tomorrow."),
        )
    ],
    "retag": [
        Limit(
            lambda user: Retag.objects.filter(member=user),
            DAY,
            (RETAGS_A_DAY, RETAGS_A_DAY),
            lambda: _("In 24 hours you can change the tags of this many questions: %(number)s. Go on tomorrow."),
        )
    ],
}


# Which privilege an act needs; everything else newcomers may, too.
NEEDED = {"vote": "vote", "confirm": "vote", "flag": "flag"}


def reached_limit(user: User, act: str) -> Refused | None:
    """What to say when ``user`` may not do it once more now; None when they may. The team may always."""
    level = level_of(user)
    if level == STAFF_LEVEL:
        return None
    if act in NEEDED and not has_level_for(user, NEEDED[act]):
        words = _("You can vote and report once you have read five questions (ten minutes in all) or taken the tour.")
        return TooNew(words)
    for limit in LIMITS[act]:
        number = limit.numbers[min(level, 1)]
        if limit.rows(user).filter(created_at__gt=timezone.now() - limit.span).count() >= number:
            return Refused(limit.words() % {"number": localized_number(number)})
    return None


def refuse_over_limit(user: User, act: str) -> None:
    """Holds the member until the transaction ends, so that ten tabs at once wait for each other and all are counted."""
    User.objects.select_for_update(no_key=True).filter(pk=user.pk).first()
    if refusal := reached_limit(user, act):
        raise refusal


def refuse_over_level(user: User, html: str) -> None:
    """So many links and pictures as the member's level may put into one post. Links to this site are free."""
    level = level_of(user)
    if level == STAFF_LEVEL:
        return
    links, pictures = LINKS_A_POST[min(level, 1)], PICTURES_A_POST[min(level, 1)]
    if len(hosts_in(html)) > links:
        words = ngettext("Your post may hold %(number)s link.", "Your post may hold %(number)s links.", links)
        raise _over_level(words, links, level)
    if pictures_in(html) > pictures:
        words = ngettext("Your post may hold %(number)s picture.", "Your post may hold %(number)s pictures.", pictures)
        raise _over_level(words, pictures, level)


def _over_level(words: str, number: int, level: int) -> Refused:
    """Newcomers are told how it becomes more."""
    words = words % {"number": localized_number(number)}
    if level >= level_for("attach"):
        return Refused(f"{words} {_('Please leave some out.')}", field="body")
    more = _("It will be more once you have read five questions (ten minutes in all) or taken the tour.")
    return TooNew(f"{words} {more}", field="body")

"""Newcomer of the Month: picked by rule, a day after the month is over, when all its acceptances count.

Of those who joined within the 60 days up to the month's end: who solved the questions of most people. Ties go to more
verified answers, more points of that month, and whoever joined first. Nobody is named twice, and where nobody helped 2
people there is none.
"""

from datetime import UTC, date, datetime, time, timedelta

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import override

from accounts.actions import notify
from accounts.models import User
from community.badges.awards import standing_awards
from community.badges.beside import put_beside_name
from community.models import BadgeAward, PointEntry, Standing

SLUG = "newcomer-of-the-month"
NEW = timedelta(days=60)
WAIT = timedelta(days=1)  # after the month's end
AT_LEAST = 2  # people helped
LOOK_BACK = 3  # months: what a tick missed is caught up with
LOOK_EVERY = 3600  # seconds, at a month that has none


def name_newcomers(now: datetime) -> list[BadgeAward]:
    """One for each of the last months that is over and has none yet. Two ticks at once name one (a constraint)."""
    months = [month for month in _months_over(now) if cache.get(f"badges.newcomer.{month}") is None]
    named = BadgeAward.objects.filter(badge=SLUG, month__in=months).values_list("month", flat=True) if months else []
    awards = []
    for month in sorted(set(months) - set(named)):
        award = _name(month, now)
        awards += [award] if award else []
        cache.set(f"badges.newcomer.{month}", True, LOOK_EVERY)
    return awards


def _months_over(now: datetime) -> list[date]:
    month, months = (now - WAIT).astimezone(UTC).date().replace(day=1), []
    for _step in range(LOOK_BACK):
        month = (month - timedelta(days=1)).replace(day=1)
        months.append(month)
    return months


def _name(month: date, now: datetime) -> BadgeAward | None:
    found = newcomer_of(month)
    if not found:
        return None
    member, solved, answers = found
    try:
        with transaction.atomic():
            standing = Standing.objects.select_for_update(of=("self",), no_key=True).get(pk=member.pk)
            award = BadgeAward.objects.create(
                member=member,
                badge=SLUG,
                month=month,
                awarded_at=now,
                evidence={"solved": solved, "answers": answers},
            )
            put_beside_name(standing)
            _tell(award)
    except IntegrityError:  # another tick was faster
        return None
    return award


def newcomer_of(month: date) -> tuple[User, int, list[int]] | None:
    """Who it is by the rule, how many people they helped, and by which answers."""
    following = (month + timedelta(days=31)).replace(day=1)
    end = datetime.combine(following, time(), UTC)
    awards = standing_awards(
        rule="accepted", day__gte=month, day__lt=following, member__date_joined__gte=end - NEW,
        member__date_joined__lt=end, member__is_active=True, member__standing__is_ranked=True,
    )  # fmt: skip
    awards = awards.exclude(member__in=BadgeAward.objects.held().filter(badge=SLUG).values("member"))
    rows = awards.values_list("member").annotate(solved=Count("answer__thread__author", distinct=True))
    counted = list(rows.filter(solved__gte=AT_LEAST))
    most = max((solved for _member, solved in counted), default=0)
    first = [member for member, solved in counted if solved == most]
    if not first:
        return None
    member = User.objects.get(pk=first[0]) if len(first) == 1 else _before_others(first, month, following)
    return member, most, list(awards.filter(member=member.pk).values_list("answer", flat=True))


def _before_others(members: list[int], month: date, following: date) -> User:
    entries = PointEntry.objects.filter(member__in=members, day__gte=month, day__lt=following).order_by()
    sums = entries.values_list("member").annotate(
        verified=Sum("sign", filter=Q(rule="verified"), default=0), points=Sum("points")
    )
    earned = {member: (verified, points) for member, verified, points in sums}
    tied = User.objects.in_bulk(members).values()
    return min(tied, key=lambda one: (*(-number for number in earned[one.pk]), one.date_joined, one.pk))


def _tell(award: BadgeAward) -> None:
    with override(award.member.language):
        url, title = reverse("badge", args=[SLUG]), date_format(award.month, "F Y")
    words = {"badge": SLUG, "title": title, "solved": award.evidence["solved"], "group": f"badge-{SLUG}"}
    notify([award.member], "newcomer_of_month", url=url, context=words)

"""Bring accounts back in line with the facts: by entries where awards differ, by counting again where sums do."""

from datetime import datetime

from django.db.models import Sum

from accounts.actions import quietly
from community.models import PendingPoints, PointEntry, Standing, Tally
from community.models.points import Step, Why
from community.reputation import versions
from community.reputation.auditing import Course
from community.reputation.ledger import Book
from community.reputation.rooms import Rooms
from community.reputation.tallies import scopes

SAME = (
    *("member_id", "rule", "fact", "version_id", "giver_id", "answer_id", "thread_id", "board_id"),
    *("language", "day"),
)


def mend(accounts: list, now: datetime) -> None:
    """Inside a transaction that holds their members. Nobody is told: nothing happened that they did."""
    with quietly():
        rooms = accounts[0].walk.rooms  # one for all
        _take_back(accounts, rooms, now)
        _award(accounts, rooms, now)
        for account in accounts:
            _mend_waiting(account)
            _count_again(account, now)


def _book(accounts: list, rooms: Rooms, now: datetime) -> Book:
    book = Book([account.standing.pk for account in accounts], versions.current(), now)
    book.windows = rooms
    return book


def _take_back(accounts: list, rooms: Rooms, now: datetime) -> None:
    book = _book(accounts, rooms, now)
    gone = [key for account in accounts for key in (*account.gone, *account.wrong)]
    book.reverse(gone, Why.REBUILT)
    for account in accounts:
        for key in account.uneven:
            _even_out(book, account.walk.courses[key])
    if book.entries:
        book.close()


def _even_out(book: Book, course: Course) -> None:
    """What was left of an award that was taken back: a turn that brings the opposite, and ends at once."""
    same = {name: getattr(course.award, name) for name in SAME}
    numbers = ((Step.AWARD, 1, -course.amount, -course.points), (Step.REVERSE, -1, 0, 0))
    for step, sign, amount, points in numbers:
        entry = PointEntry(step=step, sign=sign, amount=amount, points=points, why=Why.REBUILT, at=book.now, **same)
        entry.turn = course.award.turn + 1
        book.write(entry)


def _award(accounts: list, rooms: Rooms, now: datetime) -> None:
    """What has never been awarded, as of when it happened; what was wrong, as of now."""
    book = _book(accounts, rooms, now)
    due = [
        (fact, account.walk.courses.get(fact.key))
        for account in accounts
        for fact in (*account.missing, *(account.facts[key] for key in account.wrong if key in account.facts))
    ]
    for fact, course in sorted(due, key=lambda one: (one[0].at, one[0].fact)):
        written = len(book.entries)
        book.award(fact, course.kept if course else None)
        for entry in book.entries[written:] if course is None else ():
            entry.at = min(fact.at, now)
    if book.entries:
        book.close()


def _mend_waiting(account) -> None:
    PendingPoints.objects.filter(pk__in=account.pending - account.waits.keys()).delete()
    again = {*account.gone, *account.wrong}
    lost = [row for pk, row in account.waits.items() if pk not in account.pending and row.key not in again]
    PendingPoints.objects.bulk_create(
        PendingPoints(entry_id=row.pk, member_id=row.member_id, due_at=row.due_at or row.at, review_id=row.review_id)
        for row in lost
    )


def _count_again(account, now: datetime) -> None:
    """Balance and tallies as the entries say, whatever was kept."""
    member, first_days = account.standing.pk, account.walk.since
    entries = PointEntry.objects.filter(member=member).order_by()
    balance = entries.aggregate(points=Sum("points"))["points"] or 0
    Standing.objects.filter(pk=member).update(balance=balance, due_at=now, is_ranked=account.standing.is_listed)
    Tally.objects.filter(member=member).delete()
    sums: dict[str, list[int]] = {}
    for board, language, day, points in (
        entries.exclude(points=0).values_list("board", "language", "day").annotate(sum=Sum("points"))
    ):
        for scope in scopes(board, language):
            row = sums.setdefault(scope, [0, 0, 0])
            for place, first in enumerate([day.min, *first_days]):
                row[place] += points if day >= first else 0
    Tally.objects.bulk_create(
        Tally(
            member_id=member,
            scope=scope,
            total=row[0],
            days_30=row[1],
            days_7=row[2],
            is_ranked=account.standing.is_listed,
        )
        for scope, row in sums.items()
    )

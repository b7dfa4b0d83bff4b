"""The inbox as it is read: one row a subject, the newest first. Constant queries, pages by the place of a row."""

from dataclasses import dataclass

from django.db.models import Count, Max, Q

from accounts.models import Notification, User

ROWS = 30


@dataclass
class InboxPage:
    """The newest notification of each group, as `rows_of` tells them; cursors back and on."""

    object_list: list[Notification]
    previous: str = ""
    next: str = ""

    def __iter__(self):
        return iter(self.object_list)


def inbox_page(user: User, query, *, only_unread: bool = False) -> InboxPage:
    """The page that ``after`` or ``before`` of a request's query asks for, else the first."""
    groups = user.notifications.unread() if only_unread else user.notifications
    groups = groups.order_by().values("group").annotate(last=Max("pk"))
    before, after = _number(query.get("before")), _number(query.get("after"))
    if before:
        above = list(groups.filter(last__gt=before).order_by("last")[: ROWS + 1])
        if len(above) > ROWS:
            found = above[:ROWS][::-1]
            return _page(user, found, previous=f"{found[0]['last']}", next=f"{found[-1]['last']}")
        after = 0
    if after:
        groups = groups.filter(last__lt=after)
    found = list(groups.order_by("-last")[: ROWS + 1])
    shown = found[:ROWS]
    return _page(
        user,
        shown,
        previous=f"{shown[0]['last']}" if after and shown else "",
        next=f"{shown[-1]['last']}" if len(found) > ROWS else "",
    )


def _page(user: User, groups: list[dict], *, previous: str, next: str) -> InboxPage:
    return InboxPage(rows_of(user, [group["last"] for group in groups]), previous, next)


def rows_of(user: User, numbers: list[int]) -> list[Notification]:
    """The notifications of these numbers in this order, each told as the row of its group: how much is ``unread``,
    how many ``others`` did the same, and what else of it is new (``also``, the newest of each event)."""
    found = Notification.objects.filter(recipient=user, pk__in=numbers).select_related("actor").in_bulk()
    rows = [found[number] for number in numbers if number in found]
    new = list(_what_is_new(user, [row.group for row in rows]))
    other = {one["last"] for one in new} - {row.pk for row in rows}
    also = Notification.objects.select_related("actor").in_bulk(other) if other else {}
    for row in rows:
        events = [one for one in new if one["group"] == row.group]
        row.unread = sum(one["number"] for one in events)
        row.also = [also[one["last"]] for one in events if one["last"] in also and one["event"] != row.event]
        for told in [row, *row.also]:
            people = next((one["people"] for one in events if one["event"] == told.event), 0)
            told.others = max(0, people - 1) if told.read_at is None and told.actor_id else 0
    return rows


def _what_is_new(user: User, groups: list[str]):
    """What is unread of these groups, event by event, the newest first."""
    unread = user.notifications.unread().filter(group__in=groups).order_by().values("group", "event")
    people = Count("actor", distinct=True, filter=Q(event="thread_answered"))
    return unread.annotate(number=Count("pk"), people=people, last=Max("pk")).order_by("-last")


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else 0

"""What the pages of badges show, as far as the reader may see it."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from community.badges.beside import NONE
from community.badges.declared import BADGES, LADDER, Badge, Group
from community.badges.holding import Progress, holders, near, shown_awards
from community.models import Answer, BadgeAward, Board, Thread
from community.standing import is_team, standing_of

MOST_LINKS = 20  # to what earned an award


@dataclass(frozen=True)
class Row:
    badge: Badge
    holders: int
    awards: list[BadgeAward]  # the reader's own
    is_missing: bool = False  # to a member
    progress: Progress | None = None  # where there is some; of a ladder only towards the next step


def groups_for(reader) -> list[tuple[Group, list[Row]]]:
    is_member = reader.is_authenticated and not is_team(reader)
    own: dict[str, list[BadgeAward]] = {}
    for award in _held(reader).select_related("board").prefetch_related("board__texts") if is_member else ():
        own.setdefault(award.badge, []).append(award)
    numbers, begun = holders(), _begun(reader, own) if is_member else {}
    rows = [
        Row(badge, numbers.get(slug, 0), own.get(slug, []), is_member and slug not in own, begun.get(slug))
        for slug, badge in BADGES.items()
    ]
    return [(group, [row for row in rows if row.badge.group == group]) for group in Group]


def _begun(reader, own) -> dict[str, Progress]:
    steps = [slug for slug in LADDER if slug not in own]
    return {slug: one for slug, one in near(reader).items() if one.have and slug not in own and slug not in steps[1:]}


def _held(reader) -> QuerySet[BadgeAward]:
    return BadgeAward.objects.held().filter(member=reader.pk, badge__in=BADGES)


def beside_choices(reader) -> list[dict]:
    """Those a member can put beside their name; nothing where there is nothing to choose."""
    if not reader.is_authenticated or is_team(reader):
        return []
    held = sorted(set(_held(reader).values_list("badge", flat=True)), key=lambda slug: -BADGES[slug].weight)
    if not held:
        return []
    standing = standing_of(reader)
    current = (standing.badge or NONE) if standing.chose_badge else ""
    choices = [("", _("The one that is hardest to earn")), *((slug, BADGES[slug].title) for slug in held)]
    choices.append((NONE, _("None")))
    return [{"value": value, "title": title, "current": value == current} for value, title in choices]


def holders_of(slug: str, reader) -> QuerySet[BadgeAward]:
    """One row a member and board; of boards that the reader does not see nobody is expert."""
    found = shown_awards().filter(badge=slug).select_related("member__standing", "board")
    found = found.prefetch_related("board__texts").order_by("-awarded_at", "-pk")
    if slug == "board-expert":
        found = found.exclude(board__in=Board.objects.closed_to(reader).order_by().values("pk"))
    return found


def own_award(slug: str, reader) -> dict | None:
    """The reader's own award, with links to what earned it as far as it is in their sight; or how near they are."""
    if not reader.is_authenticated or is_team(reader):
        return None
    awards = list(_held(reader).filter(badge=slug).select_related("board").order_by("-awarded_at"))
    if not awards:
        return {"progress": near(reader).get(slug)}
    return {"awards": [(award, *_posts(award, reader)) for award in awards]}


def _posts(award: BadgeAward, reader) -> tuple[list[Answer], list[Thread]]:
    answers = Answer.objects.visible_to(reader).filter(pk__in=award.evidence.get("answers", []))
    threads = Thread.objects.visible_to(reader).filter(pk__in=award.evidence.get("threads", []))
    return (
        list(answers.select_related("thread").order_by("-pk")[:MOST_LINKS]),
        list(threads.order_by("-pk")[:MOST_LINKS]),
    )


def newest_newcomer() -> BadgeAward | None:
    """Of the latest month that has one."""
    found = shown_awards().filter(badge="newcomer-of-the-month").select_related("member__standing")
    return found.order_by("-month").first()

"""Two accounts of one person become one: all that they wrote, gave and earned. No point is lost or won by it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F, Max, Q, Value
from django.db.models.functions import Replace
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.closing import close_account
from accounts.models import User
from community.actions.common import refuse_unless
from community.actions.reviewing import nothing_waits
from community.counters import CHECKS, Counted, Helpfulness
from community.models import (
    Answer,
    ArticleProposal,
    BadgeAward,
    Block,
    Comment,
    ExpertTerm,
    FixConfirmation,
    Flag,
    Follow,
    Household,
    MemberMerge,
    MeToo,
    PendingPoints,
    PointEntry,
    PointReview,
    Proposal,
    Reading,
    Revision,
    Standing,
    SupportForAnswer,
    Thanks,
    Thread,
    Vote,
)
from community.models.points import Why
from community.reputation.ledger import hold, score
from community.reputation.rules import RULES
from community.reputation.tallies import carry_member
from community.signals import thread_changed
from community.standing import is_team

# One of each a member and subject: where both did the same, the kept account's stays.
ONE_EACH = (
    *(Vote, MeToo, FixConfirmation, Follow, Flag, Thanks, SupportForAnswer, Reading, BadgeAward, ExpertTerm),
    *(Proposal, ArticleProposal, Block),
)
# Counted and carried by hand, or going with the account.
APART = ("Standing", "Tally", "PointEntry", "PendingPoints", "Household", "MemberMerge", "Visit")
APPS = ("community", "tickets", "kb")


@dataclass
class United:
    """What became of it, for whoever started it."""

    carried: dict[str, int] = field(default_factory=dict)  # how many of each kind are the kept account's now
    dropped: dict[str, int] = field(default_factory=dict)  # what both had done, or one for the other
    points: int = 0
    given: int = 0  # points that would have been lost


@transaction.atomic
def unite_members(kept: User, gone: User, *, by: User | None = None, at: datetime | None = None) -> United:
    """``gone`` is closed afterwards. The team's accounts are not united: they earn nothing."""
    refuse_unless(kept.pk != gone.pk, _("These are the same account."))
    pair = [kept.pk, gone.pk]
    _hold_posts(pair)
    held = {user.pk: user for user in User.objects.select_for_update(no_key=True).filter(pk__in=pair).order_by("pk")}
    refuse_unless(len(held) == 2, _("It is not there any more."))
    kept, gone = held[kept.pk], held[gone.pk]
    refuse_unless(not is_team(kept) and not is_team(gone), _("Accounts of the team are not put together."))
    now, done = at or timezone.now(), United()
    threads = list(
        Thread.objects.filter(Q(author=gone) | Q(answers__author=gone)).values_list("pk", flat=True).distinct()
    )
    authors = set(Answer.objects.filter(votes__voter__in=pair).values_list("author", flat=True))
    authors |= set(Answer.objects.filter(confirmations__member__in=pair).values_list("author", flat=True))
    authors |= set(Thread.objects.filter(me_toos__member__in=pair).values_list("author", flat=True))
    standings = hold(({*authors} - {None}) | set(pair))
    before = sum(standings[pk].balance for pk in pair)
    subjects = _drop_for_each_other(pair, done) | _carry(kept, gone, done)
    _carry_points(kept, gone)
    score(*(rule for rule in RULES if rule != "carried"), members=[kept.pk], why=Why.MERGED, now=now)
    for rule in ("helpful", "fixed", "me_too"):
        keys = [key for name, key in subjects.keys if name == rule]
        score(rule, keys=keys, why=Why.MERGED, now=now)
    _carry_rest(kept, gone)
    merge = MemberMerge(kept=kept, gone=gone.pk, by=by, created_at=now)
    merge.carried = before - Standing.objects.get(pk=kept.pk).balance
    merge.save()
    score("carried", keys=[merge.pk], now=now)
    _recount(subjects)
    done.points, done.given = Standing.objects.get(pk=kept.pk).balance, merge.carried
    close_account(User.objects.get(pk=gone.pk))
    for thread in Thread.objects.filter(pk__in=threads).select_related("board"):
        thread_changed.send(Thread, thread=thread)
    return done


def _hold_posts(pair: list[int]) -> None:
    """Where the two wrote or gave something: questions, then answers, before members, as every act does."""
    answers = Answer.objects.filter(author__in=pair).order_by().values("pk")
    voted = Vote.objects.filter(voter__in=pair).values("answer")
    fixed = FixConfirmation.objects.filter(member__in=pair).values("answer")
    answers = Answer.objects.filter(Q(pk__in=answers) | Q(pk__in=voted) | Q(pk__in=fixed)).order_by("pk")
    talks = Comment.objects.filter(author__in=pair).values("question")
    shared = MeToo.objects.filter(member__in=pair).values("thread")
    on = Q(author__in=pair) | Q(pk__in=talks) | Q(pk__in=shared) | Q(pk__in=answers.order_by().values("thread"))
    for rows in (Thread.objects.filter(on).order_by("pk"), answers):
        list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))


@dataclass
class Subjects:
    """Facts that went, and the posts whose counters they were in."""

    keys: set[tuple[str, int]] = field(default_factory=set)
    answers: set[int] = field(default_factory=set)
    threads: set[int] = field(default_factory=set)

    def __or__(self, other: "Subjects") -> "Subjects":
        return Subjects(self.keys | other.keys, self.answers | other.answers, self.threads | other.threads)

    def note(self, row: models.Model) -> None:
        rule = {Vote: "helpful", FixConfirmation: "fixed", MeToo: "me_too"}.get(type(row))
        if rule:
            self.keys.add((rule, row.pk))
        self.answers |= {getattr(row, "answer_id", None)} - {None}
        self.threads |= {getattr(row, "thread_id", None)} - {None}


def _drop_for_each_other(pair: list[int], done: United) -> Subjects:
    """Nobody votes for, thanks or blocks themselves."""
    found = Subjects()
    rows = [
        Vote.objects.filter(voter__in=pair, answer__author__in=pair),
        FixConfirmation.objects.filter(member__in=pair, answer__author__in=pair),
        MeToo.objects.filter(member__in=pair, thread__author__in=pair),
        Thanks.objects.filter(member__in=pair, answer__author__in=pair),
        Block.objects.filter(member__in=pair, blocked__in=pair),
    ]
    for some in rows:
        _drop(list(some), found, done)
    return found


def _drop(rows: Iterable[models.Model], found: Subjects, done: United) -> None:
    for row in rows:
        found.note(row)
        name = str(row._meta.verbose_name)
        done.dropped[name] = done.dropped.get(name, 0) + 1
        if isinstance(row, Thanks) and Flag.objects.about(row).exists():
            _leave_to_reports(row)
        else:
            row.delete()


def _leave_to_reports(said: Thanks) -> None:
    """Hidden and without a name: what came of the reports counts for those who reported."""
    nothing_waits(said)
    Thanks.objects.filter(pk=said.pk).update(member=None, hidden_at=said.hidden_at or timezone.now())


def _carry(kept: User, gone: User, done: United) -> Subjects:
    """Every row that names the account, in the apps that are about its work."""
    found = Subjects()
    for model in (model for app in APPS for model in apps.get_app_config(app).get_models()):
        if model.__name__ in APART or model._meta.proxy:
            continue
        for key in model._meta.local_fields:
            if key.is_relation and key.related_model is User:
                number = _carry_rows(model, key.name, kept, gone, found, done)
                if number:
                    name = str(model._meta.verbose_name)
                    done.carried[name] = done.carried.get(name, 0) + number
    return found


def _carry_rows(model, key: str, kept: User, gone: User, found: Subjects, done: United) -> int:
    rows = model._base_manager.filter(**{key: gone})
    if model not in ONE_EACH:
        return rows.update(**{key: kept})
    number = 0
    for row in rows:
        try:
            with transaction.atomic():
                number += model._base_manager.filter(pk=row.pk).update(**{key: kept})
        except IntegrityError:
            _drop([row], found, done)
    return number


def _carry_points(kept: User, gone: User) -> None:
    """Entries, sums and what waits. Where both had entries of one fact, those of the other come after."""
    mine = PointEntry.objects.filter(member=kept)
    shared = mine.filter(rule=models.OuterRef("rule"), fact=models.OuterRef("fact"))
    both = PointEntry.objects.filter(models.Exists(shared), member=gone).values_list("rule", "fact").distinct()
    for rule, fact in list(both):
        turns = mine.filter(rule=rule, fact=fact).aggregate(last=Max("turn"))["last"]
        PointEntry.objects.filter(member=gone, rule=rule, fact=fact).carry(kept, after=turns)
    PointEntry.objects.filter(member=gone).carry(kept)
    PointEntry.objects.filter(giver=gone).carry_given(kept)
    PendingPoints.objects.filter(member=gone).update(member=kept)
    carry_member(gone.pk, kept.pk)
    balance = Standing.objects.get(member=gone).balance
    Standing.objects.filter(member=gone).update(balance=0)
    Standing.objects.filter(member=kept).update(balance=F("balance") + balance, due_at=timezone.now())


def _carry_rest(kept: User, gone: User) -> None:
    """The higher level, the earlier day, whom they live with, what a person looks at, and who names them."""
    one, other = Standing.objects.get(member=kept), Standing.objects.get(member=gone)
    if other.level > one.level:
        one.level, one.level_since = other.level, other.level_since
    one.toured_at = one.toured_at or other.toured_at
    one.save(update_fields=["level", "level_since", "toured_at"])
    User.objects.filter(pk=kept.pk).update(date_joined=min(kept.date_joined, gone.date_joined))
    for home in Household.objects.filter(Q(one=gone) | Q(other=gone)):
        mate = home.other_id if home.one_id == gone.pk else home.one_id
        home.delete()
        if mate != kept.pk:
            first, second = sorted([mate, kept.pk])
            Household.objects.get_or_create(one_id=first, other_id=second, defaults={"found_by": home.found_by})
    for review in PointReview.objects.filter(members=gone):
        review.members.add(kept)
    _name_instead(kept, gone)


def _name_instead(kept: User, gone: User) -> None:
    old, new = f"](member:{gone.pk})", f"](member:{kept.pk})"
    link, to = f'href="/members/{gone.pk}/"', f'href="/members/{kept.pk}/"'
    for model, text, html in (
        *((Thread, "body_source", "body_html"), (Answer, "body_source", "body_html")),
        *((Comment, "comment", "body_html"), (Revision, "body_source", "")),
    ):
        changes = {text: Replace(text, Value(old), Value(new))}
        if html:
            changes[html] = Replace(html, Value(link), Value(to))
        model.objects.filter(**{f"{text}__contains": old}).update(**changes)


def _recount(subjects: Subjects) -> None:
    for check in CHECKS:
        if isinstance(check, Counted | Helpfulness) and check.model in (Answer, Thread):
            for pk in sorted(subjects.answers if check.model is Answer else subjects.threads):
                check.mend(pk)

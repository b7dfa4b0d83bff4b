"""Random histories: whatever members and moderators do in whatever order, the ledger is what the facts say."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Sum
from django.utils.timezone import now
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.actions import quietly
from accounts.tests.factories import make_moderator, make_user
from community import actions
from community.models import Answer, ModerationAction, PointEntry, Standing, Tally
from community.models import Thread as Question
from community.models.moderation import Act
from community.reputation.rebuild import rebuild
from community.reputation.ticking import settle_due, tick_standing
from community.tests.factories import make_answer, make_board, make_thread

pytestmark = pytest.mark.django_db
MEMBERS, BEGAN = 4, timedelta(days=70)
ACTS = (
    *("vote", "vote", "down", "unvote", "fixed", "not_fixed", "me_too", "no_me_too", "accept", "accept", "unaccept"),
    *("verify", "unverify", "hide", "spam", "show", "hide_question", "show_question", "merge", "undo", "split"),
    *("flag", "tick", "answer"),
)
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 3), st.integers(0, 7), st.integers(0, 72)), min_size=8, max_size=16
)


class World:
    """Four members, two of whom asked and all of whom answered; a moderator. Time goes on with each step."""

    def __init__(self):
        self.clock = now() - BEGAN
        self.moderator = make_moderator()
        self.members = [make_user(date_joined=self.clock - timedelta(days=30)) for _number in range(MEMBERS)]
        self.board = make_board()
        for member in self.members[:2]:
            make_thread(author=member, board=self.board, created_at=self.clock)
        for thread in Question.objects.all():
            for member in self.members[1:]:
                make_answer(thread, author=member, created_at=self.clock)

    def step(self, act: str, who: int, which: int, hours: int) -> None:
        self.clock += timedelta(hours=hours)
        answers, threads = Answer.objects.order_by("pk"), Question.objects.order_by("pk")
        answer = answers.select_related("thread")[which % len(answers)]
        thread = threads[which % len(threads)]
        with suppress(actions.Refused):
            getattr(self, f"do_{act}")(self.members[who], answer, thread)

    def do_vote(self, member, answer, thread):
        actions.vote_helpful(answer, actor=member, at=self.clock)

    def do_down(self, member, answer, thread):
        actions.vote_unhelpful(answer, actor=member, at=self.clock)

    def do_unvote(self, member, answer, thread):
        actions.withdraw_vote(answer, actor=member)

    def do_fixed(self, member, answer, thread):
        actions.confirm_fix(answer, actor=member, at=self.clock)

    def do_not_fixed(self, member, answer, thread):
        actions.withdraw_fix(answer, actor=member)

    def do_me_too(self, member, answer, thread):
        actions.me_too(thread, actor=member, at=self.clock)

    def do_no_me_too(self, member, answer, thread):
        actions.withdraw_me_too(thread, actor=member)

    def do_accept(self, member, answer, thread):
        actions.accept_answer(answer, actor=answer.thread.author, at=self.clock)

    def do_unaccept(self, member, answer, thread):
        actions.unaccept_answer(answer, actor=answer.thread.author, at=self.clock)

    def do_verify(self, member, answer, thread):
        actions.verify_answer(answer, actor=self.moderator)

    def do_unverify(self, member, answer, thread):
        actions.unverify_answer(answer, actor=self.moderator)

    def do_hide(self, member, answer, thread):
        actions.hide_answer(answer, actor=self.moderator, reason="off_topic")

    def do_spam(self, member, answer, thread):
        actions.hide_answer(answer, actor=self.moderator, reason="spam")

    def do_show(self, member, answer, thread):
        actions.restore_answer(answer, actor=self.moderator)

    def do_hide_question(self, member, answer, thread):
        actions.hide_thread(thread, actor=self.moderator, reason="off_topic")

    def do_show_question(self, member, answer, thread):
        actions.restore_thread(thread, actor=self.moderator)

    def do_merge(self, member, answer, thread):
        other = Question.objects.exclude(pk=thread.pk).order_by("pk").first()
        actions.merge_threads(thread, other, actor=self.moderator)

    def do_undo(self, member, answer, thread):
        done = ModerationAction.objects.filter(act__in=[Act.MERGE, Act.SPLIT], reversed_by=None).order_by("-pk").first()
        if done:
            actions.undo(done, actor=self.moderator)

    def do_split(self, member, answer, thread):
        actions.split_thread(answer.thread, [answer], actor=self.moderator, title="Another question altogether?")

    def do_flag(self, member, answer, thread):
        actions.flag(answer, actor=member, reason="spam", at=self.clock)

    def do_tick(self, member, answer, thread):
        tick_standing(self.clock)

    def do_answer(self, member, answer, thread):
        make_answer(thread, author=member, created_at=self.clock)


@pytest.fixture
def world():
    with quietly():
        yield World()


def differences() -> list[str]:
    return [line for _report, lines in rebuild() for line in lines]


def _wipe():
    PointEntry.objects.all()._raw_delete("default")
    Standing.objects.update(balance=0)
    Tally.objects.all().delete()


def balances() -> dict[int, int]:
    return dict(Standing.objects.values_list("member", "balance"))


@settings(
    max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, phases=[Phase.generate]
)
@given(steps=STEPS)
def test_after_any_history_a_rebuild_finds_no_difference(world, steps):
    began = world.clock
    with transaction.atomic():
        for step in steps:
            world.step(*step)
        assert differences() == []
        sums = dict(PointEntry.objects.order_by().values_list("member").annotate(points=Sum("points")))
        assert {member: points for member, points in balances().items() if points} == {
            member: points for member, points in sums.items() if points
        }
        hidden = PointEntry.objects.filter(answer__hidden_at__isnull=False, rule__in=["helpful", "fixed", "accepted"])
        assert (hidden.aggregate(points=Sum("points"))["points"] or 0) == 0
        transaction.set_rollback(True)
    world.clock = began


def test_a_hundred_toggles_bring_nothing(world):
    answer, voter = Answer.objects.first(), world.members[0]
    before = balances()
    for _turn in range(50):
        actions.vote_helpful(answer, actor=voter, at=world.clock)
        actions.vote_unhelpful(answer, actor=voter, at=world.clock)
    assert balances() == before
    signs = PointEntry.objects.filter(rule="helpful").aggregate(points=Sum("points"), signs=Sum("sign"))
    assert signs == {"points": 0, "signs": 0}
    assert PointEntry.objects.filter(rule="helpful").count() == 100


def test_a_wiped_ledger_comes_back_as_it_was(world):
    for which in range(6):
        for who in range(MEMBERS):
            world.step("vote", who, which, 5)
        world.step("me_too", which % MEMBERS, which, 1)
    world.step("accept", 0, 1, 30)
    world.step("verify", 0, 2, 1)
    settle_due(now())
    world.step("spam", 0, 4, 1)
    before, sums = balances(), sorted(Tally.objects.values_list("member", "scope", "total", "days_30", "days_7"))
    assert sum(before.values()) > 60
    _wipe()
    assert differences()
    list(rebuild(fix=True))
    assert balances() == before
    assert sorted(Tally.objects.values_list("member", "scope", "total", "days_30", "days_7")) == sums
    assert differences() == []


def test_members_with_many_entries_are_read_alone(world, monkeypatch):
    for which in range(3):
        for who in range(MEMBERS):
            world.step("vote", who, which, 5)
    monkeypatch.setattr("community.reputation.rebuild.ENTRIES", 2)
    Standing.objects.filter(member__in=world.members).update(balance=1)
    seen = [(report.members, len(lines)) for report, lines in rebuild()]
    assert len(seen) > 3
    assert seen[-1][0] == Standing.objects.count()
    assert sum(number for _members, number in seen) == len(differences()) == len(world.members)


def test_what_is_removed_a_year_later_takes_everything_back(world):
    answer = Answer.objects.exclude(author__in=world.members[:2]).first()
    year_ago = now() - timedelta(days=365)
    answer.votes.all().delete()
    for voter in (member for member in world.members if member.pk != answer.author_id):
        actions.vote_helpful(answer, actor=voter, at=year_ago)
    assert balances()[answer.author_id] == 15
    settle_due(now())
    actions.hide_answer(answer, actor=world.moderator, reason="spam")
    assert PointEntry.objects.filter(answer=answer, rule="helpful").aggregate(points=Sum("points"))["points"] == 0
    assert Standing.objects.get(member=answer.author_id).points == 0
    boards = Tally.objects.filter(member=answer.author_id).values_list("total", "days_30", "days_7")
    assert boards and not any(total > 0 for sums in boards for total in sums), list(boards)
    assert differences() == []


def test_every_kind_of_damage_is_found_named_and_mended(world):
    for who in range(MEMBERS):
        world.step("vote", who, 2, 1)
    world.step("accept", 0, 1, 1)
    answer = Answer.objects.order_by("pk")[2]
    some = PointEntry.objects.filter(rule="helpful", answer=answer).order_by("pk")
    raw = PointEntry._base_manager
    raw.filter(pk=some[0].pk).update(amount=50, points=50)
    some[1].answer.votes.filter(pk=some[1].fact).delete()
    Standing.objects.filter(member=answer.author).update(balance=3)
    Tally.objects.filter(member=answer.author, scope="all").update(days_7=9_999)
    waits = PointEntry.objects.filter(rule="accepted").get()
    waits.pending.delete()
    found = " ".join(differences())
    for words in ("should be +5", "stands no more", "balance is 3", "9999", "nothing will count it"):
        assert words in found
    list(rebuild(fix=True))
    assert differences() == []
    assert PointEntry.objects.filter(why="rebuilt").exists()

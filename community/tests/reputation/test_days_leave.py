"""Days leave the sums of 7 and 30 days a few members at a time, and may be interrupted anywhere."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts.tests.factories import make_user
from community import actions
from community.models import Standing, Tally, TallyWindow
from community.reputation import tallies
from community.reputation.rebuild import rebuild
from community.reputation.tallies import let_days_go
from community.reputation.ticking import tick_standing
from community.tests.factories import make_answer

pytestmark = pytest.mark.django_db


class Interrupted(Exception):
    pass


def differences() -> list[str]:
    return [line for _report, lines in rebuild() for line in lines]


def sums() -> dict[int, tuple[int, int, int]]:
    rows = Tally.objects.filter(scope="all").values_list("member", "total", "days_30", "days_7")
    return {member: tuple(numbers) for member, *numbers in rows}


@pytest.fixture
def helpers(monkeypatch):
    """Five, each found helpful today, 10 and 34 days ago. Days left 8 days ago; members are taken two at a time."""
    monkeypatch.setattr(tallies, "AT_ONCE", 2)
    let_days_go(now() - timedelta(days=8))
    helpers = [make_user() for _number in range(5)]
    for helper in helpers:
        for days in (34, 10, 0):
            at = now() - timedelta(days=days)
            actions.vote_helpful(make_answer(author=helper, created_at=at), actor=make_user(), at=at)
    return helpers


def stop_half_way(monkeypatch, days: int):
    """After the window of so many days has let go the first two helpers' earlier days."""
    first, step = min(Standing.objects.values_list("pk", flat=True)), tallies._let_some_go

    def some(window, day):
        if window == days and TallyWindow.objects.get(days=window).reached > first:
            raise Interrupted
        return step(window, day)

    with monkeypatch.context() as patch:
        patch.setattr(tallies, "_let_some_go", some)
        with pytest.raises(Interrupted):
            let_days_go(now())
    assert len(set(sums().values())) == 2
    assert differences() == []


def test_days_that_grew_too_old_leave_all_sums(helpers):
    for ago, expected in {5: (15, 15, 10), 4: (15, 10, 10), 3: (15, 10, 5), 0: (15, 10, 5)}.items():
        let_days_go(now() - timedelta(days=ago))
        assert set(sums().values()) == {expected}
    let_days_go(now() + timedelta(days=40))
    assert set(sums().values()) == {(15, 0, 0)}
    assert differences() == []


@pytest.mark.parametrize("days", [7, 30])
def test_interrupted_in_the_middle_it_goes_on_from_there(helpers, monkeypatch, days):
    stop_half_way(monkeypatch, days)
    for helper in helpers:  # of a day that has left some sums and not yet the others
        at = now() - timedelta(days=days + 2)
        actions.vote_helpful(make_answer(author=helper, created_at=at), actor=make_user(), at=at)
    assert differences() == []
    let_days_go(now())
    assert not TallyWindow.objects.exclude(next_day=None).exists()
    assert len(set(sums().values())) == 1
    assert differences() == []


@pytest.mark.parametrize("first", [0, 4])
def test_two_accounts_become_one_in_the_middle(helpers, monkeypatch, first):
    stop_half_way(monkeypatch, 30)
    kept, gone = helpers[first], helpers[4 - first]
    actions.unite_members(kept, gone)
    assert differences() == []
    let_days_go(now())
    assert sums()[kept.pk] == (30, 20, 10)
    assert differences() == []


def test_a_window_that_was_never_kept_is_counted_first(helpers):
    TallyWindow.objects.all().delete()
    Tally.objects.update(days_30=77, days_7=77)
    let_days_go(now())
    assert set(sums().values()) == {(15, 10, 5)}
    assert differences() == []


def test_a_minute_in_which_no_day_leaves_asks_once(helpers, django_assert_num_queries):
    tick_standing()
    with django_assert_num_queries(1):
        let_days_go(now())

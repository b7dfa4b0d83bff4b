"""Two accounts of one person become one, and no point is lost or won by it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import now

from accounts.models import User
from accounts.tests.factories import make_moderator, make_user
from community import actions
from community.counters import differences as counter_differences
from community.models import Block, PointEntry, Standing, Tally, Vote
from community.reputation.rebuild import rebuild
from community.reputation.ticking import settle_due
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db


def balance(member) -> int:
    return Standing.objects.get(member=member).balance


def differences() -> list[str]:
    return [line for _report, lines in rebuild() for line in lines]


@pytest.fixture
def pair():
    """Both helped others, voted for each other and for the same; one has accepted the other's answer."""
    kept, gone = make_user(display_name="Lena"), make_user(display_name="Lena again")
    others = [make_user() for _number in range(3)]
    for helper in (kept, gone):
        answer = make_answer(author=helper)
        for voter in others:
            actions.vote_helpful(answer, actor=voter)
        actions.vote_helpful(answer, actor=gone if helper is kept else kept)
    asked = make_thread(author=kept)
    own = make_answer(asked, author=gone)
    actions.accept_answer(own, actor=kept, at=now() - (now() - kept.date_joined) / 2)
    settle_due(now())
    of_other = make_answer(author=others[0])
    actions.vote_helpful(of_other, actor=kept)
    actions.vote_helpful(of_other, actor=gone)
    actions.block(others[1], actor=gone)
    return kept, gone, of_other


def test_two_accounts_become_one_and_their_points_stay_together(pair):
    kept, gone, of_other = pair
    before = balance(kept) + balance(gone)
    assert before > 60
    done = actions.unite_members(kept, gone)
    assert balance(kept) == before == done.points
    assert PointEntry.objects.get(rule="carried").points == done.given > 0
    assert not User.objects.filter(pk=gone.pk).exists()
    assert Tally.objects.get(member=kept, scope="all").total == before
    assert Vote.objects.filter(answer=of_other).count() == 1
    of_other.refresh_from_db()
    assert of_other.helpful_count == 1
    assert balance(of_other.author) == 5
    assert not Vote.objects.filter(voter=kept, answer__author=kept).exists()
    assert Block.objects.filter(member=kept).count() == 1
    assert differences() == []
    assert list(counter_differences()) == []


def test_the_command_tells_first_and_asks(pair, monkeypatch):
    kept, gone, _answer = pair
    before, told = balance(kept), StringIO()
    call_command("merge_members", kept.email, gone.email, "--dry-run", stdout=told)
    assert "Nothing was changed." in told.getvalue()
    assert "dropped, done twice or for each other" in told.getvalue()
    monkeypatch.setattr("builtins.input", lambda _question: "n")
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("merge_members", kept.email, gone.email, stdout=StringIO())
    assert balance(kept) == before
    assert User.objects.filter(pk=gone.pk).exists()
    call_command("merge_members", kept.email, gone.email.upper(), "--yes", stdout=told)
    assert f"{gone.email} is closed" in told.getvalue()
    assert differences() == []


def test_neither_the_team_nor_one_account_is_put_together():
    member, moderator = make_user(), make_moderator()
    for one, other in ((member, moderator), (moderator, member), (member, member)):
        with pytest.raises(actions.Refused):
            actions.unite_members(one, other)
    with pytest.raises(CommandError, match="no account"):
        call_command("merge_members", member.email, "nobody@example.com")

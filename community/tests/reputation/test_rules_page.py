"""Administrators change what rules are worth: tried first, then from now on, or for everything since day one."""

import pytest
from django.test import Client

from accounts.models import Notification
from accounts.tests.factories import make_member, make_moderator, make_user
from community import actions
from community.models import PointEntry, RulesVersion, Standing
from community.reputation import versions
from community.reputation.rebuild import rebuild
from community.reputation.rules import DEFAULTS
from community.tasks import apply_rules
from community.tests.factories import make_answer

pytestmark = pytest.mark.django_db
PAGE = "/cms/points-rules/"


@pytest.fixture(autouse=True)
def forget():
    versions.forget_current()
    yield
    versions.forget_current()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def typed(**changes) -> dict:
    values = {**DEFAULTS, **changes.pop("values", {})}
    return {"seen": 1, "since": "now", "note": "", **{f"value-{name}": is_ for name, is_ in values.items()}, **changes}


@pytest.fixture
def admin():
    return signed_in(make_member(is_superuser=True, is_staff=True))


@pytest.fixture
def helpers():
    """Two: one with seven votes on an answer, of which six pay; one with one vote."""
    popular, other = make_answer(), make_answer()
    for answer, votes in ((popular, 7), (other, 1)):
        for _voter in range(votes):
            actions.vote_helpful(answer, actor=make_user())
    return popular.author, other.author


def points(member) -> int:
    return Standing.objects.get(member=member).points


def test_moderators_read_the_values_and_cannot_change_them():
    client = signed_in(make_moderator())
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "Save as a new version" not in page.content.decode()
    assert client.post(PAGE, typed(note="Why not", values={"helpful": 6}, save=1)).status_code in (302, 403)
    assert signed_in(make_user()).get(PAGE).status_code in (302, 403)
    assert RulesVersion.objects.count() == 1


def test_a_preview_tells_who_gains_and_saves_nothing(admin, helpers):
    popular, other = helpers
    page = admin.post(PAGE, typed(values={"helpful": 10}, preview=1)).content.decode()
    assert "Nothing is saved yet." in page
    assert "Members with more points: 1. With fewer: 0." in page  # the cap of 30 holds the other
    assert 'value="10"' in page
    assert RulesVersion.objects.count() == 1
    assert (points(popular), points(other)) == (30, 5)


def test_what_cannot_be_is_said_beside_its_field_and_stays_typed(admin):
    response = admin.post(PAGE, typed(values={"helpful": -1, "accepted": "many", "report.day": 1}, note="Hm", save=1))
    page = response.content.decode()
    assert response.status_code == 422
    for words in ("Write a whole number from 0 to 10000.", "Enter a whole number."):
        assert words in page
    assert 'value="many"' in page
    page = admin.post(PAGE, typed(values={"report.day": 1}, note="Hm", save=1)).content.decode()
    assert "This is less than what one alone brings." in page
    assert "Say why: everybody can read it." in admin.post(PAGE, typed(values={"helpful": 6}, save=1)).content.decode()
    assert RulesVersion.objects.count() == 1


def test_from_now_on_leaves_what_was_earned(admin, helpers):
    _popular, other = helpers
    assert admin.post(PAGE, typed(values={"helpful": 6}, note="Votes are worth more", save=1)).status_code == 302
    assert points(other) == 5
    answer = make_answer()
    actions.vote_helpful(answer, actor=make_user())
    assert points(answer.author) == 6
    page = admin.get(PAGE).content.decode()
    assert "Votes are worth more" in page
    assert "5 → 6" in page
    assert "meanwhile" in admin.post(PAGE, typed(values={"helpful": 7}, note="Late", save=1)).content.decode()
    assert 'value="5"' in admin.get(f"{PAGE}?from=1").content.decode()


def test_since_day_one_decides_every_award_again_and_tells_who_loses_once(admin, helpers):
    popular, other = helpers
    changed = typed(values={"helpful": 4, "helpful.object": 12}, note="Votes are worth less", since="ever", save=1)
    assert admin.post(PAGE, changed).status_code == 302
    version = RulesVersion.objects.get(number=2)
    for _twice in range(2):
        apply_rules.func(version.pk)
    assert (points(popular), points(other)) == (12, 4)
    assert PointEntry.objects.filter(why="rules", step="reverse").exists()
    assert Notification.objects.filter(recipient=popular, event="points_reversed").count() == 1
    assert [line for _report, lines in rebuild() for line in lines] == []
    version.refresh_from_db()
    assert version.progress["changed"] == 2
    assert "Members whose points changed: 2" in admin.get(PAGE).content.decode()

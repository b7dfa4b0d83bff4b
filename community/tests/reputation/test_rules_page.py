"""Administrators change what rules are worth: tried first, then from now on, or for everything since day one."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from accounts.models import Notification
from accounts.tests.factories import make_member, make_moderator, make_user, signed_in
from community import actions
from community.models import PointEntry, RulesDraft, RulesVersion, Standing
from community.reputation import previewing, versions
from community.reputation.rebuild import rebuild
from community.reputation.rules import DEFAULTS
from community.tasks import apply_rules, count_preview
from community.tests.factories import make_answer

pytestmark = pytest.mark.django_db
PAGE = "/cms/points-rules/"


@pytest.fixture(autouse=True)
def forget():
    versions.forget_current()
    yield
    versions.forget_current()


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


def previewed(client: Client, **changes) -> str:
    """The page that a press on Preview leads to."""
    answer = client.post(PAGE, typed(**changes, preview=1))
    assert answer.status_code == 302
    return answer.url


def test_a_preview_tells_who_gains_and_saves_nothing(admin, helpers):
    popular, other = helpers
    address = previewed(admin, values={"helpful": 10}, note="Votes are worth more", since="ever")
    for _loaded_again in range(2):
        page = admin.get(address).content.decode()
        assert "Nothing is saved yet." in page
        assert "Members with more points: 1. With fewer: 0." in page  # the cap of 30 holds the other
        assert 'value="10"' in page and 'value="Votes are worth more"' in page
    assert RulesVersion.objects.count() == 1
    assert (points(popular), points(other)) == (30, 5)


@pytest.fixture
def long_history(monkeypatch):
    """More than is counted at once, and one member is a stretch."""
    monkeypatch.setattr(previewing, "SHORT", 0)
    monkeypatch.setattr(previewing, "CHUNK", 1)
    monkeypatch.setattr(previewing, "STRETCH", 1)


def tasks() -> list[int]:
    """Drafts whose count waits for the worker."""
    waiting = DBTaskResult.objects.filter(task_path="community.tasks.count_preview").order_by("enqueued_at")
    return [task.args_kwargs["args"][0] for task in waiting]


def test_a_long_history_is_counted_by_the_worker_a_stretch_at_a_time(admin, helpers, long_history):
    address = previewed(admin, values={"helpful": 4, "helpful.object": 24})
    draft = RulesDraft.objects.get()
    assert tasks() == [draft.pk]
    assert "This is being counted in the background." in admin.get(address).content.decode()
    part = f"{PAGE}preview/{draft.pk}/"
    told = []
    for _turn in range(5):  # two who asked and two who answered
        count_preview.func(draft.pk)
        told.append(admin.get(part).content.decode())
    assert "1 of 4 members so far." in told[0] and "4 of 4 members so far." in told[3]
    assert "Members with more points: 0. With fewer: 2." in told[4]
    assert "−6" in told[4] and "look-again" not in told[4]  # six votes that paid, each worth a point less
    assert len(tasks()) == 5  # each stretch asks for the next, and the last for none


def test_other_values_drop_what_is_counted_and_the_same_ones_are_not_counted_twice(admin, helpers, long_history):
    address = previewed(admin, values={"helpful": 4})
    first = RulesDraft.objects.get()
    assert previewed(admin, values={"helpful": 4}, note="A reason now") == address
    assert tasks() == [first.pk]
    previewed(admin, values={"helpful": 3})
    count_preview.func(first.pk)
    draft = RulesDraft.objects.get()
    assert (draft.values["helpful"], draft.counted) == (3, {})
    assert "Other values were tried since" in admin.get(f"{PAGE}preview/{first.pk}/").content.decode()
    assert admin.get(address).url == PAGE
    assert f"?draft={draft.pk}" in admin.get(PAGE).content.decode()


def test_a_count_that_stands_still_says_so_and_goes_on_when_asked_again(admin, helpers, long_history):
    address = previewed(admin, values={"helpful": 4})
    draft = RulesDraft.objects.get()
    count_preview.func(draft.pk)
    RulesDraft.objects.update(moved_at=now() - timedelta(minutes=3))
    assert "The count stands still" in admin.get(address).content.decode()
    previewed(admin, values={"helpful": 4})
    assert RulesDraft.objects.get().counted["members"] == 1
    assert len(tasks()) == 3


def test_two_workers_count_nobody_twice(helpers, admin, long_history):
    previewed(admin, values={"helpful": 4})
    one, other = RulesDraft.objects.get(), RulesDraft.objects.get()
    assert previewing.count_on(one, now())
    assert not previewing.count_on(other, now())
    assert RulesDraft.objects.get().counted["members"] == 1


def test_a_draft_is_its_makers(admin, helpers):
    previewed(admin, values={"helpful": 4})
    draft = RulesDraft.objects.get()
    other = signed_in(make_member(is_superuser=True, is_staff=True))
    assert other.get(f"{PAGE}?draft={draft.pk}").status_code == 302
    assert "With fewer" not in other.get(f"{PAGE}preview/{draft.pk}/").content.decode()
    previewed(other, values={"helpful": 6})
    assert RulesDraft.objects.count() == 2


def test_whoever_comes_second_keeps_what_they_typed_and_sees_what_others_changed(admin, helpers):
    address = previewed(admin, values={"helpful": 4})
    other = signed_in(make_member(is_superuser=True, is_staff=True))
    assert other.post(PAGE, typed(values={"flag": 3}, note="Reports help", save=1)).status_code == 302
    assert "Somebody else changed the rules meanwhile." in admin.get(address).content.decode()
    late = admin.post(PAGE, typed(values={"helpful": 4}, note="Votes are worth less", save=1))
    page = late.content.decode()
    assert late.status_code == 422
    assert "Somebody else changed the rules meanwhile." in page
    for words in ('name="seen" value="2"', 'name="value-helpful" value="4"', 'name="value-flag" value="3"'):
        assert words in page
    again = typed(values={"helpful": 4, "flag": 3}, note="Votes are worth less", seen=2, save=1)
    assert admin.post(PAGE, again).status_code == 302
    values = RulesVersion.objects.get(number=3).values
    assert (values["helpful"], values["flag"]) == (4, 3)
    assert not RulesDraft.objects.exists()


@pytest.mark.parametrize("wrong", ["-1", "", "many", "1.5", "99999999999999999999", "9" * 5000, "1e3"])
def test_no_value_breaks_the_page(admin, wrong):
    for button in ("save", "preview"):
        answer = admin.post(PAGE, typed(values={"helpful": wrong}, note="Hm", **{button: 1}))
        assert answer.status_code == 422
        assert 'id="id_value-helpful_error"' in answer.content.decode()
    assert RulesVersion.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"seen": ""}, {"seen": "x"}, {"seen": "7"}, {"since": "soon"}, {"note": "x" * 300}])
def test_what_a_form_carries_along_may_be_broken_too(admin, wrong):
    answer = admin.post(PAGE, {**typed(values={"helpful": 6}, note="Hm", save=1), **wrong})
    assert answer.status_code == 422
    assert 'name="value-helpful" value="6"' in answer.content.decode()
    for address in ("?draft=x", "?draft=99999999999", "?from=0", "?from=-1", "?from=x", "?draft=٣"):
        assert admin.get(PAGE + address).status_code in (200, 302)


def test_what_cannot_be_is_said_beside_its_field_and_stays_typed(admin):
    response = admin.post(PAGE, typed(values={"helpful": -1, "accepted": "many", "report.day": 1}, note="Hm", save=1))
    page = response.content.decode()
    assert response.status_code == 422
    for words in ("Write a whole number from 0 to 10,000.", "Enter a whole number."):
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

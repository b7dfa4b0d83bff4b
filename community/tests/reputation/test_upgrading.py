"""A site that was there before points existed: all that was earned is there at once, and nobody's inbox overflows."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils.timezone import now

from accounts.models import Notification
from accounts.tests.factories import make_user
from community import actions
from community.models import BadgeAward, PendingPoints, PointEntry, Standing, Tally
from community.tests.factories import make_answer, make_thread

pytestmark = pytest.mark.django_db


def test_the_first_rebuild_fills_everything_and_tells_nobody(capsys):
    helper, asked = make_user(date_joined=now() - timedelta(days=90)), now() - timedelta(days=40)
    for number in range(3):
        thread = make_thread(created_at=asked)
        answer = make_answer(thread, author=helper, created_at=asked + timedelta(hours=number + 1))
        actions.accept_answer(answer, actor=thread.author, at=asked + timedelta(hours=number + 2))
    _as_before_points()
    call_command("reputation_rebuild", "--fix")
    standing = Standing.objects.get(member=helper)
    assert (standing.points, standing.level) == (3 * 25 + 10, 2)
    assert BadgeAward.objects.held().filter(member=helper, badge="solver-1").exists()
    assert not Notification.objects.exists()
    call_command("reputation_rebuild")
    assert "equal the facts" in capsys.readouterr().out


def _as_before_points():
    for model in (PendingPoints, Tally, BadgeAward, Notification):
        model.objects.all().delete()
    PointEntry.objects.all()._raw_delete("default")
    Standing.objects.update(balance=0, level=1, due_at=None, badge="")

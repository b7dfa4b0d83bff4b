"""One mail of a morning with all that was new: nothing lost, nothing twice, nothing that was read meanwhile."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.actions import mark_read, notify, set_mail_preferences
from accounts.bundles import build_bundles
from accounts.models import Bundle, Notification, User
from accounts.mornings import next_morning
from accounts.tasks import send_bundle
from accounts.tests.factories import make_user

LATER = timedelta(days=8)


def tell(reader, number=1, event="thread_answered", group="topic-1", title="Lamp <flickers>"):
    words = {"title": title, "excerpt": f"Words {number}.", "group": group}
    notify([reader], event, url=f"/en/community/1/lamp/?n={number}", context=words, actor=make_user())


def daily(**overrides):
    reader = make_user(**overrides)
    set_mail_preferences(reader, {"answers": "daily", "solutions": "weekly"})
    return reader


def send():
    for task in DBTaskResult.objects.filter(task_path__endswith="send_bundle"):
        send_bundle.func(*task.args_kwargs["args"])
    return mail.outbox


@pytest.mark.django_db
def test_what_is_daily_waits_for_the_morning_and_comes_as_one_mail():
    reader = daily()
    for number in range(3):
        tell(reader, number)
    assert not DBTaskResult.objects.exists()
    assert build_bundles() == 0  # tonight is not yet tomorrow morning
    assert build_bundles(timezone.now() + timedelta(days=1)) == 1
    [sent] = send()
    assert sent.subject == "What is new for you: 3 messages"
    assert sent.body.index("Words 0.") < sent.body.index("Words 2.")
    assert sent.body.count("Lamp <flickers>\n") == 1
    assert "Lamp &lt;flickers&gt;" in sent.alternatives[0].content
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    send()
    assert build_bundles(timezone.now() + LATER) == 0
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_daily_and_weekly_meet_on_monday_in_one_mail():
    reader = daily()
    tell(reader)
    tell(reader, event="thread_solved")
    _daily_at, weekly_at = sorted(reader.notifications.values_list("mail_due_at", flat=True))
    assert weekly_at.weekday() == 0
    assert build_bundles(weekly_at) == 1
    assert reader.notifications.filter(mailed_at=None).count() == 0


@pytest.mark.parametrize(
    ("zone", "after", "how", "morning"),
    [
        ("Europe/Athens", "2026-03-28 12:00", "daily", "2026-03-29 04:00"),  # the clocks go forward that night
        ("Asia/Tehran", "2026-11-22 03:29", "daily", "2026-11-22 03:30"),
        ("Asia/Tehran", "2026-11-22 03:30", "daily", "2026-11-23 03:30"),
        ("America/New_York", "2026-11-22 15:00", "weekly", "2026-11-23 12:00"),
        ("America/New_York", "2026-11-23 12:00", "weekly", "2026-11-30 12:00"),
        ("Mars/Base", "2026-11-22 15:00", "none", None),
    ],
)
def test_morning_is_where_the_member_lives(zone, after, how, morning):
    after = datetime.fromisoformat(after).replace(tzinfo=UTC)
    found = next_morning(User(timezone=zone), how, after)
    assert (found and found.astimezone(UTC).strftime("%Y-%m-%d %H:%M")) == morning


@pytest.mark.django_db
def test_nothing_is_sent_of_what_was_read_before_or_after_the_bundle_was_made():
    before, after = daily(), daily()
    for reader in (before, after):
        tell(reader)
    mark_read(before)
    assert build_bundles(timezone.now() + LATER) == 1
    mark_read(after)
    assert send() == []
    assert Bundle.objects.get().sent_at


@pytest.mark.django_db
def test_who_left_pauses_or_never_confirmed_gets_no_mail():
    gone, paused, unsure = daily(), daily(), daily()
    for reader in (gone, paused, unsure):
        tell(reader)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    User.objects.filter(pk=paused.pk).update(mails_paused=True)
    unsure.emailaddress_set.update(verified=False)
    build_bundles(timezone.now() + LATER)
    assert send() == []


@pytest.mark.django_db
def test_another_rhythm_holds_for_what_waits_already():
    reader = daily()
    tell(reader)
    set_mail_preferences(reader, {"answers": "none"})
    assert build_bundles(timezone.now() + LATER) == 0
    assert reader.notifications.unread().count() == 1


@pytest.mark.django_db
def test_a_long_week_is_bounded_and_says_how_much_more_there_is():
    reader = daily()
    for number in range(32):
        tell(reader, number, group=f"topic-{number % 7}", title=f"Question {number % 7}")
    build_bundles(timezone.now() + LATER)
    [sent] = send()
    assert "12 more are in your inbox." in sent.body
    assert sent.body.count("- ") == 20
    assert "Words 11." not in sent.body and "Words 12." in sent.body


@pytest.mark.django_db
def test_a_bundle_is_in_the_readers_language_and_direction():
    reader = daily(language="fa")
    tell(reader)
    build_bundles(timezone.now() + LATER)
    [sent] = send()
    assert '<html lang="fa" dir="rtl">' in sent.alternatives[0].content
    assert "/fa/community/1/lamp/" in sent.body and "/en/" not in sent.body


@pytest.mark.django_db
def test_a_mail_that_failed_is_handed_over_again_and_given_up_after_two_days():
    reader = daily()
    tell(reader)
    moment = timezone.now() + LATER
    build_bundles(moment)
    build_bundles(moment + timedelta(minutes=30))
    assert DBTaskResult.objects.count() == 1
    build_bundles(moment + timedelta(minutes=90))
    build_bundles(moment + timedelta(minutes=91))
    assert DBTaskResult.objects.count() == 2
    build_bundles(moment + timedelta(days=3))
    assert DBTaskResult.objects.count() == 2
    assert len(send()) == 1  # two tasks, one mail


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_ticks_at_once_make_one_bundle():
    readers = [daily() for _number in range(3)]
    for reader in readers:
        tell(reader)
    barrier, moment, made = Barrier(2), timezone.now() + LATER, []

    def tick():
        try:
            barrier.wait()
            made.append(build_bundles(moment))
        finally:
            connection.close()

    threads = [Thread(target=tick) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(made) == Bundle.objects.count() == 3
    assert not Notification.objects.filter(bundle=None).exists()
    assert DBTaskResult.objects.filter(task_path__endswith="send_bundle").count() == 3

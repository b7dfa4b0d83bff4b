"""Mails are chosen by kind, and how: at once, bundled or not at all. Who had turned all events of a kind off stays so."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


KINDS = {
    "thread_answered": "answers",
    "thread_solved": "solutions",
    "answer_accepted": "thanks",
    "post_moderated": "own",
    "escalation_notice": "own",
    "thread_escalated": "own",
}


def choose_by_kind(apps, schema_editor):
    preferences = apps.get_model("accounts", "NotificationPreference").objects
    preferences.filter(by_mail=True).delete()
    off = {}
    for row in preferences.order_by("pk"):
        off.setdefault((row.user_id, KINDS.get(row.event, "")), []).append(row)
    for (_user, kind), rows in off.items():
        wanted = len([event for event, its_kind in KINDS.items() if its_kind == kind])
        kept = rows[:1] if kind and len(rows) == wanted else []
        for row in kept:
            row.kind, row.how = kind, "none"
            row.save(update_fields=["kind", "how"])
        preferences.filter(pk__in=[row.pk for row in rows if row not in kept]).delete()


def choose_by_event(apps, schema_editor):
    preferences = apps.get_model("accounts", "NotificationPreference").objects
    first_events = {}
    for event, kind in KINDS.items():
        first_events.setdefault(kind, event)
    for row in preferences.all():
        row.event, row.by_mail = first_events.get(row.kind, row.kind), row.how != "none"
        row.save(update_fields=["event", "by_mail"])


def group_what_is_there(apps, schema_editor):
    """Each of what was told before stands for itself."""
    notifications = apps.get_model("accounts", "Notification").objects
    for pk in notifications.values_list("pk", flat=True).iterator(chunk_size=2_000):
        notifications.filter(pk=pk).update(group=f"n-{pk}")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_sessions_taken_along"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="mails_paused",
            field=models.BooleanField(
                default=False,
                help_text="Everything waits in your inbox. Requests to our team still come.",
                verbose_name="pause all mails",
            ),
        ),
        migrations.RemoveConstraint(model_name="notificationpreference", name="one_preference_per_event"),
        migrations.AddField("notificationpreference", "kind", models.CharField(max_length=12, default="")),
        migrations.AddField("notificationpreference", "how", models.CharField(max_length=8, default="now")),
        migrations.AlterField("notificationpreference", "event", models.CharField(max_length=40, default="")),
        migrations.RunPython(choose_by_kind, choose_by_event),
        migrations.RemoveField("notificationpreference", "event"),
        migrations.RemoveField("notificationpreference", "by_mail"),
        migrations.CreateModel(
            name="Bundle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "handed_over_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, help_text="When the worker was asked last to send it"
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bundles",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="bundle",
            index=models.Index(condition=models.Q(("sent_at", None)), fields=["handed_over_at"], name="bundle_to_send"),
        ),
        migrations.AddField(
            "notification", "group", models.CharField(max_length=40, default="")
        ),
        migrations.RunPython(group_what_is_there, migrations.RunPython.noop),
    ]

"""Working hours (Monday to Friday, 9 to 17, in the site's time zone) and the rule for all boards: RULES §3."""

from datetime import time

from django.conf import settings
from django.db import migrations

NAME = "Monday to Friday, 9–17"


def make_defaults(apps, schema_editor):
    calendar = apps.get_model("tickets", "BusinessCalendar").objects.create(name=NAME, timezone=settings.TIME_ZONE)
    apps.get_model("tickets", "BusinessHours").objects.bulk_create(
        apps.get_model("tickets", "BusinessHours")(
            calendar=calendar, weekday=weekday, opens_at=time(9), closes_at=time(17)
        )
        for weekday in range(5)
    )
    apps.get_model("tickets", "EscalationPolicy").objects.create(
        board=None,
        waits_for="not_solved",
        delay_hours=24,
        me_too_threshold=15,
        notice_hours=8,  # of new sites; where this ran before, the rule stays as it is
        consent="notify",
        calendar=calendar,
    )


def remove_defaults(apps, schema_editor):
    apps.get_model("tickets", "EscalationPolicy").objects.filter(board=None, version=1).delete()
    calendars = apps.get_model("tickets", "BusinessCalendar").objects.filter(name=NAME)
    calendars.filter(policies=None).delete()


class Migration(migrations.Migration):
    dependencies = [("tickets", "0001_initial")]
    operations = [migrations.RunPython(make_defaults, remove_defaults)]

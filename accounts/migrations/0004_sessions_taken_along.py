"""Who is signed in stays so: sessions that have not run out are taken along, both ways."""

from django.db import migrations
from django.utils import timezone

from accounts.sessions import SessionStore, owner_in

BATCH = 500


def take_sessions_along(apps, schema_editor):
    """Those of people who are here no more are left behind."""
    people = apps.get_model("accounts", "User").objects
    of_old, of_new = apps.get_model("sessions", "Session").objects, apps.get_model("accounts", "Session").objects
    batch = []
    for old in of_old.filter(expire_date__gt=timezone.now()).iterator(BATCH):
        owner = owner_in(SessionStore().decode(old.session_data))
        batch.append((old, owner))
        if len(batch) == BATCH:
            _copy(batch, people, of_new)
            batch = []
    _copy(batch, people, of_new)


def _copy(batch, people, sessions):
    known = set(people.filter(pk__in={owner for _old, owner in batch if owner}).values_list("pk", flat=True))
    rows = [
        sessions.model(
            session_key=old.session_key, session_data=old.session_data, expire_date=old.expire_date, user_id=owner
        )
        for old, owner in batch
        if owner is None or owner in known
    ]
    sessions.bulk_create(rows, ignore_conflicts=True)


def give_sessions_back(apps, schema_editor):
    old = apps.get_model("sessions", "Session")
    old.objects.all().delete()
    fields = ("session_key", "session_data", "expire_date")
    rows = apps.get_model("accounts", "Session").objects.filter(expire_date__gt=timezone.now()).values(*fields)
    old.objects.bulk_create((old(**row) for row in rows.iterator(BATCH)), batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_sessions"),
        ("sessions", "0001_initial"),
    ]
    operations = [migrations.RunPython(take_sessions_along, give_sessions_back)]

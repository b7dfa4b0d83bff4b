"""Accounts that may not sign in, and who is silenced for good, stand on no board of honour any more."""

from django.db import migrations
from django.db.models import Exists, OuterRef, Q


def rank_nobody_who_left(apps, schema_editor):
    standing, tally = apps.get_model("community", "Standing"), apps.get_model("community", "Tally")
    silences = apps.get_model("community", "Sanction").objects.filter(kind="silence", until=None, lifted_at=None)
    for_good = Exists(silences.filter(member=OuterRef("member")))
    for rows in (standing.objects.filter(is_ranked=True), tally.objects.filter(is_ranked=True)):
        rows.filter(Q(member__is_active=False) | for_good).update(is_ranked=False)


class Migration(migrations.Migration):
    dependencies = [("community", "0033_points_between_members_that_were_parted")]
    operations = [migrations.RunPython(rank_nobody_who_left, migrations.RunPython.noop)]

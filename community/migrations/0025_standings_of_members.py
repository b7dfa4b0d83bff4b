"""Everyone who is here has a standing: whoever could vote until now, still can. The first version of the rules."""

from datetime import timedelta

from django.conf import settings
from django.db import migrations
from django.db.models import Q
from django.utils.timezone import now

VALUES = {
    "first_question": 5,
    "first_answer": 10,
    "me_too": 1,
    "me_too.object": 15,
    "helpful": 5,
    "helpful.object": 30,
    "fixed": 2,
    "fixed.month": 20,
    "accepted": 25,
    "accepting": 3,
    "accepting.day": 15,
    "hint": 3,
    "hint.day": 3,
    "hint.30_days": 15,
    "verified": 15,
    "rescue": 10,
    "deflection": 15,
    "article_edit": 5,
    "article_edit.week": 50,
    "translation": 20,
    "promoted": 40,
    "report": 3,
    "report.day": 15,
    "flag": 2,
    "flag.day": 10,
    "removed": -25,
    "votes.day": 150,
    "pair.day": 3,
    "pair.30_days": 10,
    "pending.hours": 24,
    "stands.days": 7,
}


def give(apps, schema_editor):
    user, standing = apps.get_model("accounts", "User"), apps.get_model("community", "Standing")
    addresses = apps.get_model("account", "EmailAddress").objects.filter(verified=True)
    verified = set(addresses.values_list("user_id", flat=True))
    of_team = Q(is_superuser=True) | Q(groups__name__in=["moderators", "agents", "editors"])
    team = set(user.objects.filter(of_team).values_list("pk", flat=True))
    day_ago = now() - timedelta(days=1)
    rows = (
        standing(member_id=pk, level=int(joined <= day_ago and pk in verified), is_ranked=pk not in team)
        for pk, joined in user.objects.order_by("pk").values_list("pk", "date_joined").iterator()
    )
    standing.objects.bulk_create(rows, batch_size=1_000)
    apps.get_model("community", "RulesVersion").objects.create(number=1, values=VALUES)


def take(apps, schema_editor):
    apps.get_model("community", "Standing").objects.all().delete()
    apps.get_model("community", "RulesVersion").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0024_reputation"),
        ("account", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [migrations.RunPython(give, take)]

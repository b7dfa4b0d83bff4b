"""Nobody wrote down when older questions were closed: since the last word in them."""

from django.db import migrations
from django.db.models import F


def since_the_last_word(apps, schema_editor):
    apps.get_model("community", "Thread").objects.filter(state="closed").update(
        closed_at=F("last_activity_at"), closed_because="moderator"
    )


class Migration(migrations.Migration):
    dependencies = [("community", "0013_states_in_depth")]
    operations = [migrations.RunPython(since_the_last_word, migrations.RunPython.noop)]

"""How helpful the answers are that are there already."""

from django.db import migrations

from community.helpfulness import fill_helpfulness


def fill(apps, schema_editor):
    fill_helpfulness(apps.get_model("community", "Answer").objects.all())


class Migration(migrations.Migration):
    dependencies = [("community", "0017_words_forgotten")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]

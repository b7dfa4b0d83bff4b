import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0027_thanks_stay"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]
    operations = [
        migrations.AddField(
            model_name="articleproposal",
            name="summary",
            field=models.CharField(blank=True, max_length=400, verbose_name="short answer"),
        ),
        migrations.AlterField(
            model_name="articleproposal",
            name="page",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtailcore.page",
                verbose_name="article",
            ),
        ),
    ]

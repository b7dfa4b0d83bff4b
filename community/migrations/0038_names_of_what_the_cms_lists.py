from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("community", "0037_drafts_of_the_rules")]

    operations = [
        migrations.AlterModelOptions(
            name="expertterm",
            options={"verbose_name": "term of an expert", "verbose_name_plural": "terms of experts"},
        ),
        migrations.AlterModelOptions(
            name="household",
            options={"verbose_name": "household", "verbose_name_plural": "households"},
        ),
        migrations.AlterModelOptions(
            name="pointappeal",
            options={
                "ordering": ["-created_at"],
                "verbose_name": "request for another look",
                "verbose_name_plural": "requests for another look",
            },
        ),
    ]

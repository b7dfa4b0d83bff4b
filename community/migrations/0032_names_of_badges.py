"""What the CMS calls them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0031_progress_of_a_version"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="badgeaward",
            options={"verbose_name": "badge", "verbose_name_plural": "badges"},
        ),
    ]

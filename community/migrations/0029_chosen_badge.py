"""A member may choose the badge beside their name; else it is the one that is hardest to come by."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0028_article_proposals_keep_their_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="standing",
            name="chose_badge",
            field=models.BooleanField(default=False, help_text="The badge beside the name is the member's own choice"),
        ),
    ]

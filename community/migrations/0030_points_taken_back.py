"""Why points are taken back by night, and by a moderator's single press: words only."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0029_chosen_badge"),
    ]
    operations = [
        migrations.AlterField(
            model_name="pointentry",
            name="why",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", ""),
                    ("cap_object", "This post has earned all it can this way"),
                    ("cap_day", "All that can be earned this way in a day"),
                    ("cap_week", "All that can be earned this way in a week"),
                    ("cap_month", "All that this post can earn this way in a month"),
                    ("cap_income", "All that votes can bring in a day"),
                    ("pair_day", "The same member helped enough today"),
                    ("pair_month", "The same member helped enough in 30 days"),
                    ("new_voter", "From a new member: it counts for the order only"),
                    ("company", "Somebody from the same company or household"),
                    ("floor", "Points do not fall below 0"),
                    ("pending", "Waits, in case it is taken back"),
                    ("held", "Waits for a person to look at it"),
                    ("withdrawn", "It was taken back by the one who gave it"),
                    ("hidden", "The post is hidden"),
                    ("merged", "Questions or accounts were put together"),
                    ("reviewed", "A person looked at it and took it back"),
                    ("to_and_fro", "Votes to and fro between two count for the order only"),
                    ("rules", "The rules changed, and the change applies backwards"),
                    ("rebuilt", "Counted again from the facts"),
                    ("shown", "The post is shown again"),
                    ("appealed", "A person looked at it again and gave it back"),
                ],
                default="",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="pointreview",
            name="cause",
            field=models.CharField(
                choices=[
                    ("quick", "Accepted within minutes"),
                    ("repeated", "Accepted again and again between two"),
                    ("burst", "Many votes within minutes"),
                    ("reciprocal", "Votes to and fro"),
                    ("circle", "Votes within a circle"),
                    ("single", "A moderator looked at one entry"),
                ],
                max_length=12,
                verbose_name="why",
            ),
        ),
    ]

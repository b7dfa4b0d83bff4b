from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("community", "0035_reports_of_thanks")]

    operations = [
        migrations.AddField(
            model_name="tallywindow",
            name="next_day",
            field=models.DateField(help_text="The first day they will hold, while earlier days are leaving", null=True),
        ),
        migrations.AddField(
            model_name="tallywindow",
            name="reached",
            field=models.BigIntegerField(default=0, help_text="Key of the last member whose earlier days have left"),
        ),
        migrations.AddIndex(
            model_name="pointentry",
            index=models.Index(fields=["member", "rule", "-at", "-id"], name="points_member_rule"),
        ),
    ]

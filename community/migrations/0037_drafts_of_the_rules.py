import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0036_days_leave_by_and_by"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RulesDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("values", models.JSONField(help_text="As `community.reputation.rules.DEFAULTS`")),
                ("note", models.CharField(blank=True, max_length=240)),
                ("applies_backwards", models.BooleanField(default=False)),
                (
                    "seen",
                    models.PositiveIntegerField(help_text="Number of the version that held when they were tried"),
                ),
                ("counted", models.JSONField(default=dict)),
                (
                    "moved_at",
                    models.DateTimeField(default=django.utils.timezone.now, help_text="When the count last got on"),
                ),
                (
                    "made_by",
                    models.OneToOneField(
                        on_delete=models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
    ]

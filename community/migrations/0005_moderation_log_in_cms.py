"""Moderators look through the log in the CMS."""

from django.db import migrations


def _permission(apps):
    """Django makes a model's permissions only after all migrations: the one needed here is made now."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="community", model="moderationaction"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename="view_moderationaction", defaults={"name": "Can view moderationaction"}
    )
    return permission


def grant(apps, schema_editor):
    apps.get_model("auth", "Group").objects.get(name="moderators").permissions.add(_permission(apps))


def revoke(apps, schema_editor):
    apps.get_model("auth", "Group").objects.get(name="moderators").permissions.remove(_permission(apps))


class Migration(migrations.Migration):
    dependencies = [("community", "0004_moderation_log"), ("community", "0003_cms_permissions")]
    operations = [migrations.RunPython(grant, revoke)]

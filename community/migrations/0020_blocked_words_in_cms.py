"""Moderators and editors keep the list of blocked words in the CMS."""

from django.db import migrations

CODENAMES = ["add_blockedword", "change_blockedword", "delete_blockedword", "view_blockedword"]
GROUPS = ["moderators", "editors"]


def grant(apps, schema_editor):
    """Django makes a model's permissions only after all migrations: those needed here are made now."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="community", model="blockedword"
    )
    for codename in CODENAMES:
        permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
        )
        for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
            group.permissions.add(permission)


def revoke(apps, schema_editor):
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="community", codename__in=CODENAMES
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.remove(*permissions)


class Migration(migrations.Migration):
    dependencies = [("community", "0019_indexes_of_every_list")]
    operations = [migrations.RunPython(grant, revoke)]

"""Editors and moderators keep the boards in the CMS; moderators look through threads and answers there."""

from django.db import migrations

PERMISSIONS = {
    "editors": ["add_board", "change_board", "view_board"],
    "moderators": ["add_board", "change_board", "delete_board", "view_board", "view_thread", "view_answer"],
}


def grant(apps, schema_editor):
    """Django makes a model's permissions only after all migrations: those needed here are made now."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    for group, codenames in PERMISSIONS.items():
        for codename in codenames:
            action, model = codename.split("_")
            content_type, _ = ContentType.objects.get_or_create(app_label="community", model=model)
            permission, _ = Permission.objects.get_or_create(
                content_type=content_type, codename=codename, defaults={"name": f"Can {action} {model}"}
            )
            apps.get_model("auth", "Group").objects.get(name=group).permissions.add(permission)


def revoke(apps, schema_editor):
    for group, codenames in PERMISSIONS.items():
        permissions = apps.get_model("auth", "Permission").objects.filter(
            content_type__app_label="community", codename__in=codenames
        )
        apps.get_model("auth", "Group").objects.get(name=group).permissions.remove(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0002_general_board"),
        ("accounts", "0002_roles"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(grant, revoke)]

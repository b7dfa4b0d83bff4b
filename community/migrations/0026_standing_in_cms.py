"""Moderators look after points, companies, badges and experts in the CMS; editors decide on members' better texts."""

from django.db import migrations

PERMISSIONS = {
    "moderators": [
        "view_rulesversion",
        *("view_pointreview", "change_pointreview", "view_pointappeal", "change_pointappeal"),
        *("view_organisation", "add_organisation", "change_organisation", "delete_organisation"),
        *("view_household", "add_household", "change_household", "delete_household"),
        *("view_badgeaward", "add_badgeaward", "change_badgeaward"),
        *("view_expertterm", "add_expertterm", "change_expertterm"),
        *("view_articleproposal", "change_articleproposal"),
    ],
    "editors": ["view_articleproposal", "change_articleproposal"],
}


def grant(apps, schema_editor):
    """Django makes a model's permissions only after all migrations: those needed here are made now."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=PERMISSIONS):
        for codename in PERMISSIONS[group.name]:
            action, model = codename.split("_")
            content_type, _ = ContentType.objects.get_or_create(app_label="community", model=model)
            permission, _ = Permission.objects.get_or_create(
                content_type=content_type, codename=codename, defaults={"name": f"Can {action} {model}"}
            )
            group.permissions.add(permission)


def revoke(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=PERMISSIONS):
        permissions = apps.get_model("auth", "Permission").objects.filter(
            content_type__app_label="community", codename__in=PERMISSIONS[group.name]
        )
        group.permissions.remove(*permissions)


class Migration(migrations.Migration):
    dependencies = [("community", "0025_standings_of_members")]
    operations = [migrations.RunPython(grant, revoke)]

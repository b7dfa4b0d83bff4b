"""Editors keep the rules and working hours in the CMS; agents may open the CMS and read them."""

from django.db import migrations

KEEP = [f"{verb}_{model}" for verb in ("add", "change", "delete", "view") for model in ("escalationpolicy", "businesscalendar")]
PERMISSIONS = {
    "editors": KEEP,
    "agents": ["view_escalationpolicy", "view_businesscalendar"],
}


def grant(apps, schema_editor):
    """Django makes a model's permissions only after all migrations: those needed here are made now."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    for group, codenames in PERMISSIONS.items():
        for codename in codenames:
            verb, model = codename.split("_")
            content_type, _ = ContentType.objects.get_or_create(app_label="tickets", model=model)
            permission, _ = Permission.objects.get_or_create(
                content_type=content_type, codename=codename, defaults={"name": f"Can {verb} {model}"}
            )
            Group.objects.get(name=group).permissions.add(permission)
    access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    Group.objects.get(name="agents").permissions.add(access)


def revoke(apps, schema_editor):
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    for group, codenames in PERMISSIONS.items():
        permissions = Permission.objects.filter(content_type__app_label="tickets", codename__in=codenames)
        Group.objects.get(name=group).permissions.remove(*permissions)
    access = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    Group.objects.get(name="agents").permissions.remove(*access)


class Migration(migrations.Migration):
    dependencies = [("tickets", "0002_default_rule"), ("accounts", "0002_roles")]
    operations = [migrations.RunPython(grant, revoke)]

"""The groups editors, moderators and agents. What each may do in the CMS; the rest are predicates on the group's name."""

from django.db import migrations

ROLES = {
    "editors": [("wagtailadmin", "access_admin")],
    "moderators": [("wagtailadmin", "access_admin")],
    "agents": [],
}


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    # Wagtail makes this permission on its own Admin content type in a migration of wagtailadmin.
    for name, permissions in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        for app_label, codename in permissions:
            content_type, _ = ContentType.objects.get_or_create(app_label=app_label, model="admin")
            permission, _ = Permission.objects.get_or_create(
                content_type=content_type, codename=codename, defaults={"name": "Can access Wagtail admin"}
            )
            group.permissions.add(permission)


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]
    operations = [migrations.RunPython(make_groups, remove_groups)]

"""Rules of points in the CMS: every rule with its values, and the versions of them."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import ModelPermissionPolicy

from community.models import RulesVersion


class VersionsPolicy(ModelPermissionPolicy):
    """A version is never changed and never deleted: another one follows."""

    def user_has_permission(self, user, action):
        has = super().user_has_permission
        return action == "view" and (has(user, "view") or has(user, "add"))

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)


class RulesViewSet(ModelViewSet):
    model = RulesVersion
    name = url_prefix = "points-rules"
    icon = "list-ol"
    menu_label = _("Rules of points")
    form_fields = []
    ordering = ["-number"]
    list_display = [
        Column("number", label=_("Version"), sort_key="number"),
        Column("note", label=_("Why")),
        Column("made_by", label=_("By")),
        BooleanColumn("applies_backwards", label=_("For everything since day one")),
        DateColumn("created_at", label=_("From"), sort_key="created_at"),
    ]

    @property
    def permission_policy(self):
        return VersionsPolicy(self.model)

    def get_queryset(self, request):
        return RulesVersion.objects.select_related("made_by")

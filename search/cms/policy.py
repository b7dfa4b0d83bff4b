"""Wagtail asks a policy; ours asks the site's own rule. Rights for single models would say nothing here."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from wagtail.permission_policies.base import BasePermissionPolicy

from accounts.models import EDITORS
from search.permissions import can_tune_search


class EditorsPolicy(BasePermissionPolicy):
    actions = frozenset({"add", "change", "delete", "view"})

    def user_has_permission(self, user, action):
        return action in self.actions and can_tune_search(user)

    def users_with_any_permission(self, actions):
        return get_user_model().objects.filter(groups__name=EDITORS) if self.actions.intersection(actions) else []


class LookAndDeletePolicy(EditorsPolicy):
    """Pinned and hidden results are made where a search is tried."""

    actions = frozenset({"delete", "view"})


class ByRole:
    """For a viewset: no rights to give to single groups."""

    policy_class = EditorsPolicy

    @property
    def permission_policy(self):
        return self.policy_class(self.model)

    def get_permissions_to_register(self):
        return Permission.objects.none()

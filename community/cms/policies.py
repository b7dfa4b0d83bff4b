"""Who may do what in the lists of the CMS, where permission to change a row is not permission to edit it there."""

from wagtail.permission_policies.base import ModelPermissionPolicy


class LookPolicy(ModelPermissionPolicy):
    """Rows are made and changed by actions: on the site, by the rules, or on a page of their own."""

    def user_has_permission(self, user, action):
        return action == "view" and super().user_has_permission(user, "view")

    def user_has_any_permission(self, user, actions):
        return "view" in actions and self.user_has_permission(user, "view")


class KeepPolicy(ModelPermissionPolicy):
    """Begun and ended, never deleted: what was stays readable."""

    def user_has_permission(self, user, action):
        return action != "delete" and super().user_has_permission(user, action)

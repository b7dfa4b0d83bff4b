"""Who pays each other no points, in the CMS: organisations by their domains, households as moderators found them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import ModelPermissionPolicy

from community.cms.columns import WordsColumn
from community.models import Household, Organisation
from community.reputation.mail_domains import is_public, normalised
from site_config.formats import isolated


class OrganisationForm(WagtailAdminModelForm):
    """A provider's domain would make strangers colleagues, and is refused."""

    def clean_domains(self) -> str:
        lines = [line.strip().lstrip("@") for line in self.cleaned_data["domains"].splitlines()]
        lines = [line for line in lines if line]
        for line in lines:
            domain = normalised(line)
            if "." not in domain or any(letter in domain for letter in " /:@,;"):
                raise ValidationError(_("“%(line)s” is no mail domain."), params={"line": line})
            if is_public(domain):
                raise ValidationError(_("At %(line)s anybody gets an address."), params={"line": line})
        return "\n".join(dict.fromkeys(lines))

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not (cleaned.get("domains") or cleaned.get("providers", "").strip()):
            raise ValidationError(_("Name a mail domain, or a way to sign in."))
        return cleaned


class OrganisationViewSet(ModelViewSet):
    model = Organisation
    name = url_prefix = "organisations"
    icon = "group"
    menu_label = gettext_lazy("Organisations")
    list_display = ["name", Column("domains", label=gettext_lazy("Email domains")), "providers"]
    search_fields = ["name", "domains"]
    ordering = ["name"]
    panels = [
        FieldPanel("name"),
        FieldPanel("domains", widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr"})),
        FieldPanel("providers", widget=forms.Textarea(attrs={"rows": 2, "dir": "ltr"})),
    ]

    def get_edit_handler(self):
        handler = super().get_edit_handler()
        handler.base_form_class = OrganisationForm
        return handler

    def get_form_class(self, for_update=False):
        return self.get_edit_handler().get_form_class()


class FoundOnlyPolicy(ModelPermissionPolicy):
    """Looked through and deleted; made on the page of a case."""

    def user_has_permission(self, user, action):
        return action in ("view", "delete") and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)


def both(household: Household) -> str:
    return ", ".join(isolated(str(member)) for member in (household.one, household.other))


class IndexOfHouseholds(IndexView):
    page_title = gettext_lazy("Households")

    def get_base_queryset(self):
        return Household.objects.select_related("one", "other", "found_by")


class HouseholdViewSet(ModelViewSet):
    """Found on the page of a case; here they are looked through, and one that was wrong is deleted."""

    model = Household
    name = url_prefix = "households"
    icon = "home"
    menu_label = gettext_lazy("Households")
    form_fields = []
    index_view_class = IndexOfHouseholds
    inspect_view_enabled = True
    list_display = [
        Column("members", label=gettext_lazy("Members"), accessor=both),
        WordsColumn("found_by", label=gettext_lazy("Found by")),
        DateColumn("created_at", label=gettext_lazy("Since"), sort_key="created_at"),
    ]
    ordering = ["-created_at"]

    @property
    def permission_policy(self):
        return FoundOnlyPolicy(self.model)

"""Honours in the CMS: champions are named here with a reason that everyone reads, and honours taken back with one."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from accounts.models import User
from community.actions.honouring import appoint_champion, take_honour_back
from community.badges import BADGES
from community.cms.columns import WordsColumn
from community.cms.policies import KeepPolicy
from community.errors import Refused
from community.models import BadgeAward
from community.templatetags.badge_tags import month_name
from site_config.formats import isolated

GIVEN = [slug for slug, badge in BADGES.items() if badge.is_given]
_PROFILE = re.compile(r"(?:.*/members/)?(\d{1,18})/?$")


class ChampionForm(WagtailAdminModelForm):
    who = forms.CharField(
        label=gettext_lazy("Member"),
        max_length=320,
        help_text=gettext_lazy("The address of their profile, or their email address"),
    )

    class Meta:
        model = BadgeAward
        fields = ["reason"]

    field_order = ["who", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        reason.label, reason.required = _("Why, for everyone to read"), True
        reason.help_text = _("What they did for this community, in a sentence.")
        reason.widget = forms.Textarea(attrs={"rows": 3, "dir": "auto", "maxlength": 240})

    def clean_who(self) -> User:
        named = self.cleaned_data["who"].strip()
        found = _PROFILE.match(named)
        member = User.objects.filter(pk=found[1]) if found else User.objects.filter(email__iexact=named)
        if not (member := member.first()):
            raise ValidationError(_("We know nobody of this address. Copy it from their profile."))
        return member

    def save(self, commit=True) -> BadgeAward:
        words = self.cleaned_data
        return appoint_champion(words["who"], actor=self.for_user, reason=words["reason"])


class TakeBackForm(WagtailAdminModelForm):
    words = forms.CharField(
        label=gettext_lazy("Why it is taken back"),
        max_length=240,
        help_text=gettext_lazy("The member reads it."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    class Meta:
        model = BadgeAward
        fields = []

    def save(self, commit=True) -> BadgeAward:
        take_honour_back(self.instance, actor=self.for_user, reason=self.cleaned_data["words"])
        return self.instance


class ShowsRefusals:
    """Beside the first field. What was done has no page to edit."""

    produced_error_message = None  # Wagtail sets it for errors of its own only

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Refused as refusal:
            form.add_error(next(iter(form.fields)), refusal.message)
            return self.form_invalid(form)

    def get_success_buttons(self):
        return []


class ChangesHonours(ShowsRefusals):
    def get_breadcrumbs_items(self):
        back = {"url": reverse(self.index_url_name), "label": _("Honours")}
        return [*self.breadcrumbs_items, back, {"url": "", "label": self.submit_button_label}]


class HonoursGiven(IndexView):
    page_title = gettext_lazy("Honours")
    add_item_label = gettext_lazy("Name a champion")

    def get_base_queryset(self):
        return BadgeAward.objects.filter(badge__in=GIVEN).select_related("member", "awarded_by")


class NameChampion(ChangesHonours, CreateView):
    page_title = gettext_lazy("Honours")
    submit_button_label = gettext_lazy("Name a champion")
    success_message = gettext_lazy("%(object)s is a champion now.")

    def get_page_subtitle(self):
        return _("Name a champion")

    def get_success_message(self, instance):
        return self.success_message % {"object": isolated(str(instance.member))}


class TakeBack(ChangesHonours, EditView):
    """Of what stands: badges that are counted, and what was taken back before, are not there."""

    page_title = submit_button_label = gettext_lazy("Take an honour back")

    def get_object(self, queryset=None):
        return get_object_or_404(BadgeAward.objects.held().filter(badge__in=GIVEN), pk=self.kwargs["pk"])

    def get_page_subtitle(self):
        return who_and_what(self.object)

    def get_success_message(self):
        return _("It is taken back, and the member reads why.")


def who_and_what(award: BadgeAward) -> str:
    month = f" · {month_name(award.month)}" if award.month else ""
    return f"{isolated(str(award.member))} · {BADGES[award.badge].title}{month}"


def by_whom(award: BadgeAward) -> str:
    return str(award.awarded_by or _("by the rules"))


def to_taking_back(award: BadgeAward) -> str:
    """What stands leads to where it is taken back."""
    words = who_and_what(award)
    address = reverse("honours:edit", args=[award.pk])
    return words if award.revoked_at else format_html('<a href="{}">{}</a>', address, words)


def taken_back(award: BadgeAward) -> str:
    return award.evidence.get("taken_back", "") if award.revoked_at else ""


class HonoursViewSet(ModelViewSet):
    model = BadgeAward
    name = url_prefix = "honours"
    icon = "pick"
    menu_label = gettext_lazy("Honours")
    add_to_admin_menu = False
    copy_view_enabled = False
    form_fields = ["reason"]
    index_view_class = HonoursGiven
    add_view_class = NameChampion
    edit_view_class = TakeBack
    ordering = ["-awarded_at"]
    list_display = [
        Column("member", label=gettext_lazy("Member"), accessor=to_taking_back),
        WordsColumn("reason", label=gettext_lazy("Why")),
        WordsColumn("awarded_by", label=gettext_lazy("By"), accessor=by_whom),
        DateColumn("awarded_at", label=gettext_lazy("Since"), sort_key="awarded_at"),
        DateColumn("revoked_at", label=gettext_lazy("Taken back"), sort_key="revoked_at"),
        WordsColumn("why_back", label=gettext_lazy("Why it is taken back"), accessor=taken_back),
    ]

    @property
    def permission_policy(self):
        return KeepPolicy(self.model)

    def get_form_class(self, for_update=False):
        return TakeBackForm if for_update else ChampionForm

    def get_edit_handler(self):
        return None

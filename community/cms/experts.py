"""Experts of boards in the CMS: whoever holds the badge is invited, and a term can be ended before its year is over."""

from django import forms
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from community import actions
from community.badges import BADGES
from community.badges.nearest import nearest_experts
from community.cms.champions import ShowsRefusals
from community.cms.columns import WordsColumn
from community.cms.policies import KeepPolicy
from community.models import BadgeAward, ExpertTerm
from site_config.formats import isolated, localized_date, localized_number


def candidates():
    """Holders of the badge “Board Expert” who are neither invited nor experts of that board, the newest first."""
    terms = ExpertTerm.objects.filter(member=OuterRef("member"), board=OuterRef("board"), ended_at=None)
    held = BadgeAward.objects.held().filter(badge="board-expert", board__isnull=False, member__is_active=True)
    held = held.exclude(Exists(terms)).select_related("member", "board").prefetch_related("board__texts")
    return held.order_by("-awarded_at")


class HolderChoice(forms.ModelChoiceField):
    def label_from_instance(self, award: BadgeAward) -> str:
        words = _("%(member)s on %(board)s, since %(date)s")
        names = {"member": isolated(str(award.member)), "board": isolated(award.board.name)}
        return words % {**names, "date": localized_date(award.awarded_at)}


def who_may_come() -> SafeString:
    """Where nobody can be invited: what it takes, and who is nearest."""
    line = _("%(member)s on %(board)s: %(have)s of %(need)s")
    near = [
        line
        % {
            "member": isolated(str(one.member)),
            "board": isolated(one.board.name),
            "have": localized_number(one.have),
            "need": localized_number(one.need),
        }
        for one in nearest_experts()
    ]
    badge = BADGES["board-expert"]
    words = [_("Nobody holds it whom you have not invited yet."), f"{badge.title}: {badge.how}"]
    words += [_("The nearest:"), *near] if near else []
    return format_html_join(mark_safe("<br>"), "{}", ((word,) for word in words))


class InviteForm(WagtailAdminModelForm):
    holder = HolderChoice(
        label=gettext_lazy("Who holds the badge “Board Expert”"),
        queryset=None,
        empty_label=None,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("They earn it by answers that were accepted on the board. They accept or decline."),
        error_messages={
            "required": gettext_lazy("Choose whom to invite."),
            "invalid_choice": gettext_lazy("They are invited already, or are an expert of this board."),
        },
    )

    class Meta:
        model = ExpertTerm
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["holder"].queryset = candidates()
        if not candidates().exists():
            self.fields["holder"].help_text = who_may_come()

    def save(self, commit=True) -> ExpertTerm:
        award = self.cleaned_data["holder"]
        return actions.invite_expert(award.member, award.board, actor=self.for_user)


class EndForm(WagtailAdminModelForm):
    sure = forms.BooleanField(
        label=gettext_lazy("End it now"),
        help_text=gettext_lazy("Their level is again what their answers earned, and they are told."),
    )

    class Meta:
        model = ExpertTerm
        fields = []

    def save(self, commit=True) -> ExpertTerm:
        actions.lay_down(self.instance, actor=self.for_user)
        return self.instance


class Terms(IndexView):
    page_title = gettext_lazy("Experts of boards")
    add_item_label = gettext_lazy("Invite an expert")

    def get_base_queryset(self):
        terms = ExpertTerm.objects.select_related("member", "board", "invited_by")
        return terms.prefetch_related("board__texts")


class Invite(ShowsRefusals, CreateView):
    page_title = page_subtitle = submit_button_label = gettext_lazy("Invite an expert")
    success_message = gettext_lazy("%(object)s is invited, and decides.")

    def get_success_message(self, instance):
        return self.success_message % {"object": isolated(str(instance.member))}


class End(ShowsRefusals, EditView):
    page_title = submit_button_label = gettext_lazy("End a term")

    def get_page_subtitle(self):
        return who_and_where(self.object)

    def get_success_message(self):
        return _("The term is over.")


def who_and_where(term: ExpertTerm) -> str:
    return f"{isolated(str(term.member))} · {isolated(term.board.name)}"


def to_its_end(term: ExpertTerm) -> str:
    """What is not over leads to where it is ended."""
    words = who_and_where(term)
    return (
        words if term.ended_at else format_html('<a href="{}">{}</a>', reverse("experts:edit", args=[term.pk]), words)
    )


def how_it_stands(term: ExpertTerm) -> str:
    if term.ended_at:
        return _("over") if term.accepted_at else _("declined")
    return _("runs") if term.accepted_at else _("invited")


def until(term: ExpertTerm) -> str:
    return localized_date(term.ends_at) if term.ends_at else ""


class ExpertTermViewSet(ModelViewSet):
    model = ExpertTerm
    name = url_prefix = "experts"
    icon = "user"
    menu_label = gettext_lazy("Experts of boards")
    add_to_admin_menu = False
    copy_view_enabled = False
    form_fields = []
    index_view_class = Terms
    add_view_class = Invite
    edit_view_class = End
    ordering = ["-invited_at"]
    list_display = [
        Column("member", label=gettext_lazy("Member"), accessor=to_its_end),
        Column("state", label=gettext_lazy("State"), accessor=how_it_stands),
        WordsColumn("invited_by", label=gettext_lazy("By")),
        DateColumn("invited_at", label=gettext_lazy("Since"), sort_key="invited_at"),
        Column("ends_at", label=gettext_lazy("Until"), accessor=until, sort_key="ends_at"),
        DateColumn("ended_at", label=gettext_lazy("Ended"), sort_key="ended_at"),
    ]

    @property
    def permission_policy(self):
        return KeepPolicy(self.model)

    def get_form_class(self, for_update=False):
        return EndForm if for_update else InviteForm

    def get_edit_handler(self):
        return None

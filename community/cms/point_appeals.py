"""Members who ask for another look at their points, in the CMS."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.auth import require_admin_access
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import LogFormatter

from community import actions
from community.actions.appealing_points import may_decide_appeal, taken_together
from community.actions.judging_points import can_judge_points
from community.cms.columns import WordsColumn
from community.cms.policies import LookPolicy
from community.cms.reviews import header
from community.errors import Refused
from community.models import PointAppeal, PointReview
from community.points_page import told


def to_decide(appeal: PointAppeal):
    address = reverse("point-appeals:decide", args=[appeal.pk])
    return format_html('<a href="{}"><bdi>{}</bdi></a>', address, appeal.member)


def decision(appeal: PointAppeal) -> str:
    if appeal.granted is None:
        return _("Waiting")
    return _("Given back") if appeal.granted else _("Stays taken back")


class IndexOfAppeals(IndexView):
    """What waits first."""

    page_title = gettext_lazy("Asked to look again")

    def get_base_queryset(self):
        rows = PointAppeal.objects.annotate(is_done=Case(When(granted=None, then=Value(0)), default=Value(1)))
        return rows.select_related("member", "decided_by")


class PointAppealViewSet(ModelViewSet):
    model = PointAppeal
    name = url_prefix = "point-appeals"
    icon = "help"
    menu_label = gettext_lazy("Asked to look again")
    form_fields = []
    index_view_class = IndexOfAppeals
    list_per_page = 50
    ordering = ["is_done", "-created_at"]
    list_display = [
        Column("member", label=gettext_lazy("Member"), accessor=to_decide),
        WordsColumn("words", label=gettext_lazy("What they say")),
        Column("granted", label=gettext_lazy("Decision"), accessor=decision, sort_key="granted"),
        WordsColumn("decided_by", label=gettext_lazy("By")),
        DateColumn("created_at", label=gettext_lazy("Since"), sort_key="created_at"),
    ]

    @property
    def permission_policy(self):
        return LookPolicy(self.model)

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("decide/<int:pk>/", require_admin_access(decide), name="decide")]


class PointsWaiting(SummaryItem):
    """What of points waits for a person, on the first screen of the CMS; nothing where none does."""

    order = 520
    template_name = "community/cms/points_waiting.html"

    @cached_property
    def waiting(self) -> dict[str, int]:
        reviews, appeals = PointReview.objects.filter(decided_at=None), PointAppeal.objects.filter(granted=None)
        return {"reviews": reviews.count(), "appeals": appeals.count()}

    def is_shown(self):
        return LookPolicy(PointReview).user_has_permission(self.request.user, "view") and any(self.waiting.values())

    def get_context_data(self, parent_context):
        return self.waiting


class ReplyForm(forms.Form):
    reply = forms.CharField(
        label=gettext_lazy("Answer to the member"),
        required=False,
        max_length=240,
        help_text=gettext_lazy("Needed when it stays as it is."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


def decide(request: HttpRequest, pk: int) -> HttpResponse:
    if not can_judge_points(request.user):
        raise PermissionDenied
    rows = PointAppeal.objects.select_related("member__standing", "entry__review__decided_by", "decided_by")
    appeal = get_object_or_404(rows, pk=pk)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    act = request.POST.get("act", "")
    if act in ("grant", "decline") and form.is_valid():
        try:
            actions.decide_point_appeal(appeal, actor=request.user, is_granted=act == "grant", **form.cleaned_data)
            messages.success(request, _("Decided. The member is told."))
            return redirect("point-appeals:index")
        except Refused as refusal:
            refusal.show_in(form)
            appeal.refresh_from_db(fields=["granted", "reply", "decided_by", "decided_at"])
    words = {
        "appeal": appeal,
        "form": form,
        "taken": told(taken_together(appeal.entry).order_by("-at", "-pk")[:200], request.user),
        "may_decide": appeal.granted is None and may_decide_appeal(request.user, appeal),
        **header(str(appeal.member), "point-appeals:index", _("Asked to look again")),
    }
    return render(request, "community/cms/decide_point_appeal.html", words, status=422 if form.errors else 200)


class AppealDecidedFormatter(LogFormatter):
    label = gettext_lazy("Looked at points again")

    def format_message(self, log_entry):
        return _("Gave points back") if log_entry.data.get("granted") else _("Left points taken back")

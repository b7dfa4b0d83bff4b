"""Points to look at, in the CMS: what waits for a person, with the evidence, and one press to decide."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.auth import require_admin_access
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import LogFormatter

from community import actions
from community.actions.judging_points import can_judge_points
from community.cms.columns import WordsColumn
from community.cms.point_evidence import evidence_of
from community.cms.policies import LookPolicy
from community.errors import Refused
from community.models import PointReview
from site_config.formats import isolated, localized_number

Verdict = PointReview.Verdict


def points_at_stake(review: PointReview) -> str:
    return localized_number(review.points)


def to_decide(review: PointReview):
    words = review.get_cause_display()
    return format_html('<a href="{}">{}</a>', reverse("point-reviews:decide", args=[review.pk]), words)


def members_in_short(review: PointReview) -> str:
    names = [isolated(str(member)) for member in list(review.members.all())[:4]]
    more = len(review.members.all()) - len(names)
    return ", ".join(names) + (f" + {more}" if more > 0 else "")


def decision(review: PointReview) -> str:
    return review.get_verdict_display() or _("Waiting")


class IndexOfReviews(IndexView):
    """What waits first, then the newest."""

    page_title = gettext_lazy("Points to look at")

    def get_base_queryset(self):
        rows = PointReview.objects.annotate(is_done=Case(When(decided_at=None, then=Value(0)), default=Value(1)))
        return rows.select_related("decided_by").prefetch_related("members")


class PointReviewViewSet(ModelViewSet):
    model = PointReview
    name = url_prefix = "point-reviews"
    icon = "view"
    menu_label = gettext_lazy("Points to look at")
    form_fields = []
    index_view_class = IndexOfReviews
    list_per_page = 50
    list_display = [
        Column("cause", label=gettext_lazy("What looks wrong"), accessor=to_decide, sort_key="cause"),
        Column("members", label=gettext_lazy("Members"), accessor=members_in_short),
        Column("points", label=gettext_lazy("Points at stake"), accessor=points_at_stake, sort_key="points"),
        Column("verdict", label=gettext_lazy("Decision"), accessor=decision, sort_key="verdict"),
        WordsColumn("decided_by", label=gettext_lazy("By")),
        DateColumn("opened_at", label=gettext_lazy("Since"), sort_key="opened_at"),
    ]
    list_filter = ["verdict", "cause"]
    ordering = ["is_done", "-opened_at", "-pk"]

    @property
    def permission_policy(self):
        return LookPolicy(self.model)

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("decide/<int:pk>/", require_admin_access(decide), name="decide")]


class DecisionForm(forms.Form):
    """``seen`` is the decision that stood when the page was read."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=240,
        help_text=gettext_lazy("The members read it. Needed to take points back."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    is_household = forms.BooleanField(
        label=gettext_lazy("These two are one household: they pay each other no points from now on"), required=False
    )


def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody should know before deciding, and the two ways to decide."""
    if not can_judge_points(request.user):
        raise PermissionDenied
    review = get_object_or_404(PointReview.objects.select_related("decided_by").prefetch_related("members"), pk=pk)
    form = DecisionForm(request.POST if request.method == "POST" else None, initial={"seen": review.verdict})
    if request.method == "POST" and form.is_valid() and (done := _decided(request, review, form)):
        return done
    if form.is_bound:
        review.refresh_from_db()
        form.data = {**form.data.dict(), "seen": review.verdict}
    words = {
        "review": review,
        "form": form,
        "evidence": evidence_of(review, request.user),
        "may_decide": can_judge_points(request.user, review),
        "appeals": review.entries.filter(appeal__isnull=False).select_related("appeal"),
        **header(review.get_cause_display(), "point-reviews:index", _("Points to look at")),
    }
    return render(request, "community/cms/decide_points.html", words, status=422 if form.errors else 200)


def _decided(request, review: PointReview, form: DecisionForm) -> HttpResponse | None:
    verdict = request.POST.get("verdict", "")
    try:
        actions.decide_points(review, actor=request.user, verdict=verdict, **form.cleaned_data)
    except Refused as refusal:
        refusal.show_in(form)
        return None
    words = _("These points count. The members are told.")
    if verdict == Verdict.REVERSED:
        words = _("Taken back. The members are told, with your reason.")
    messages.success(request, words)
    return redirect("point-reviews:index")


def header(title: str, index: str, of: str) -> dict:
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse(index), "label": of},
        {"url": "", "label": title},
    ]
    return {"page_title": title, "breadcrumbs_items": crumbs, "header_icon": "view"}


class PointsDecidedFormatter(LogFormatter):
    """What the history of a review says."""

    label = gettext_lazy("Points decided on")

    def format_message(self, log_entry):
        if log_entry.data.get("verdict") == Verdict.REVERSED:
            return _("Took points back: %(reason)s") % {"reason": log_entry.data.get("reason", "")}
        return _("Kept the points")

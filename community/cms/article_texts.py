"""Members' texts for articles in the CMS: what waits, and a page to compare one with the article and decide."""

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

from accounts.models import User
from community.actions.article_decisions import accept_by_hand, decline_text, take_over
from community.actions.article_proposals import version_of_proposal
from community.article_forms import DecisionForm
from community.articles import can_decide_texts, can_take_over, compared, stretches, text_of_proposal
from community.cms.columns import WordsColumn, name_of_language
from community.cms.policies import LookPolicy
from community.errors import Refused
from community.models import ArticleProposal

State = ArticleProposal.State


def to_decide(proposal: ArticleProposal):
    title = proposal.page.title if proposal.page else proposal.title
    return format_html('<a href="{}"><bdi>{}</bdi></a>', reverse("article-texts:decide", args=[proposal.pk]), title)


class IndexOfTexts(IndexView):
    """What waits first, then the newest."""

    page_title = gettext_lazy("Texts for articles")

    def get_base_queryset(self):
        is_done = Case(When(state=State.WAITING, then=Value(0)), default=Value(1))
        return ArticleProposal.objects.annotate(is_done=is_done).select_related("page", "member")


class ArticleTextsViewSet(ModelViewSet):
    model = ArticleProposal
    name = url_prefix = "article-texts"
    icon = "edit"
    menu_label = gettext_lazy("Texts for articles")
    form_fields = []
    index_view_class = IndexOfTexts
    list_per_page = 50
    ordering = ["is_done", "-pk"]
    list_display = [
        Column("page", label=gettext_lazy("Article"), accessor=to_decide),
        Column("get_kind_display", label=gettext_lazy("What"), sort_key="kind"),
        Column("language", label=gettext_lazy("Language"), accessor=name_of_language, sort_key="language"),
        WordsColumn("member", label=gettext_lazy("By")),
        WordsColumn("why", label=gettext_lazy("What is better")),
        Column("get_state_display", label=gettext_lazy("State"), sort_key="state"),
        DateColumn("created_at", label=gettext_lazy("Proposed"), sort_key="created_at"),
    ]
    list_filter = ["state", "kind", "language"]
    search_fields = ["title", "why"]

    @property
    def permission_policy(self):
        return LookPolicy(self.model)

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("decide/<int:pk>/", require_admin_access(decide_text), name="decide")]


def decide_text(request: HttpRequest, pk: int) -> HttpResponse:
    """Both texts side by side by what differs; the member's can be put right before it is taken over."""
    if not can_decide_texts(request.user):
        raise PermissionDenied
    proposal = get_object_or_404(ArticleProposal.objects.select_related("page__locale", "member", "decided_by"), pk=pk)
    is_open = proposal.state == State.WAITING and proposal.page is not None
    version = version_of_proposal(proposal)
    typed = request.POST if request.method == "POST" else None
    form = DecisionForm(typed, initial={**vars(text_of_proposal(proposal)), "version": version})
    if is_open and request.method == "POST" and form.is_valid() and "compare" not in request.POST:
        if done := _decided(request, proposal, form):
            return done
        form.now_from(version)
    words = {
        "proposal": proposal,
        "language": name_of_language(proposal),
        "form": form,
        "is_open": is_open,
        **_header(proposal),
    }
    if proposal.page is not None:
        text = form.text if form.is_bound and form.is_valid() else text_of_proposal(proposal)
        words["comparison"] = comparison = compared(proposal)
        words["stretches"] = stretches(comparison.now.whole, text.whole)
        words["may_take_over"] = can_take_over(request.user, proposal)
        words["may_publish"] = proposal.kind == "edit" and not comparison.has_draft
    status = 422 if form.errors else 200
    return render(request, "community/cms/decide_text.html", words, status=status)


def _header(proposal: ArticleProposal) -> dict:
    title = proposal.page.title if proposal.page else proposal.title
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("article-texts:index"), "label": _("Texts for articles")},
        {"url": "", "label": title},
    ]
    return {"page_title": title, "breadcrumbs_items": crumbs, "header_icon": "edit"}


def _decided(request, proposal: ArticleProposal, form: DecisionForm) -> HttpResponse | None:
    act, given = request.POST.get("act", ""), form.cleaned_data
    common = {"actor": request.user, "seen": given["version"], "reply": given["reply"]}
    try:
        if act == "decline":
            decline_text(proposal, **common)
            messages.success(request, _("Declined."))
        elif act == "by_hand":
            accept_by_hand(proposal, **common)
            messages.success(request, _("Accepted."))
        elif act in ("publish", "draft"):
            page = take_over(proposal, form.text, publish=act == "publish", **common)
            published = _("Taken over and published. The member is told.")
            messages.success(
                request, published if act == "publish" else _("Taken over as a draft. The member is told.")
            )
            return redirect("wagtailadmin_pages:edit", page.pk)
        else:
            return None
    except Refused as refusal:
        refusal.show_in(form)
        return None
    return redirect("article-texts:index")


class TakenOverFormatter(LogFormatter):
    """What the history of a page says."""

    label = gettext_lazy("A member's text taken over")

    def format_message(self, log_entry):
        member = User.objects.filter(pk=log_entry.data.get("member")).first() or _("Former member")
        return _("Took over a text by %(member)s") % {"member": member}


class TextsWaiting(SummaryItem):
    """How many texts of members wait for an editor, on the first screen of the CMS; nothing where none does."""

    order = 510
    template_name = "community/cms/texts_waiting.html"

    @cached_property
    def count(self) -> int:
        return ArticleProposal.objects.filter(state=State.WAITING).count()

    def is_shown(self):
        return can_decide_texts(self.request.user) and self.count > 0

    def get_context_data(self, parent_context):
        return {"count": self.count}

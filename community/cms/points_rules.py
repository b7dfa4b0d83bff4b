"""Rules of points in the CMS: every value in one table, what others would bring, and the versions there were."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from community import actions
from community.cms.rules_form import RulesForm, label_of, of_draft, of_version, untouched
from community.errors import Refused
from community.models import RulesDraft, RulesVersion, Standing
from community.reputation import versions
from community.reputation.previewing import DAYS, preview_of
from community.reputation.rules import DEFAULTS

LISTED = 30  # versions


def may_see_rules(user) -> bool:
    return user.has_perm("community.view_rulesversion") or may_change_rules(user)


def may_change_rules(user) -> bool:
    return user.has_perm("community.add_rulesversion")


def number_in(request: HttpRequest, name: str) -> int | None:
    """Of the address; None where it is no number of ours."""
    typed = request.GET.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else None


class RulesView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "community/cms/points_rules.html"
    page_title = gettext_lazy("Rules of points")
    header_icon = "list-ol"
    form = draft = tried = None

    def dispatch(self, request, *args, **kwargs):
        if not may_see_rules(request.user):
            raise PermissionDenied
        versions.forget_current()  # another process may have a newer one
        self.kept = versions.current()
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get(self, request, *args, **kwargs):
        self.draft = RulesDraft.objects.filter(made_by=request.user).first()
        self.tried = number_in(request, "draft")
        if self.tried and not (self.draft and self.draft.pk == self.tried):
            return redirect("points-rules:index")  # other values were tried since
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        form = self.form or RulesForm(initial=self._initial())
        listed = list(RulesVersion.objects.select_related("made_by").order_by("-number")[: LISTED + 1])
        return super().get_context_data(**kwargs) | {
            "form": form,
            "rows": form.rows(self.kept.values),
            "kept": self.kept,
            "draft": self.draft,
            "tried": self.tried,
            **preview_words(self.draft if self.tried else None),
            "history": history(listed)[:LISTED],
            "may_change": may_change_rules(self.request.user),
        }

    def _initial(self) -> dict:
        """The values that hold, those that are tried, or those of an earlier version to go back to."""
        if self.tried:
            return of_draft(self.draft, self.kept)
        if row := RulesVersion.objects.filter(number=number_in(self.request, "from")).first():
            return of_version(row, self.kept, _("Back to version %(number)s") % {"number": row.number})
        return untouched(self.kept)

    def post(self, request, *args, **kwargs):
        if not may_change_rules(request.user):
            raise PermissionDenied
        self.form = RulesForm(request.POST)
        if self.form.is_valid():
            given = self.form.cleaned_data
            words = {"note": given["note"], "seen": given["seen"], "backwards": given["since"] == "ever"}
            try:
                return self._done("preview" in request.POST, self.form.values, actor=request.user, **words)
            except Refused as refusal:
                refusal.show_in(self.form)
                self.form.catch_up(self.kept)
        return self.render_to_response(self.get_context_data(), status=422)

    def _done(self, is_trial: bool, values: dict[str, int], **words) -> HttpResponse:
        if is_trial:
            draft = actions.try_rules(values, **words)
            return redirect(f"{reverse('points-rules:index')}?draft={draft.pk}#preview")
        made = actions.change_rules(values, **words)
        messages.success(self.request, _("Version %(number)s holds from now on.") % {"number": made.number})
        return redirect("points-rules:index")


def preview_words(draft: RulesDraft | None) -> dict:
    """Of a draft, and without one that others took its place."""
    return {"preview": preview_of(draft, timezone.now()) if draft else None, "days": DAYS}


def show_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that asks again by itself while the count goes on."""
    if not may_change_rules(request.user):
        raise PermissionDenied
    draft = RulesDraft.objects.filter(pk=pk, made_by=request.user).first()
    return render(request, "community/cms/points_preview.html", {"tried": pk, **preview_words(draft)})


def history(rows: list[RulesVersion]) -> list[dict]:
    """Each version with what it changed, and how far applying it backwards has come."""
    members, found = Standing.objects.count(), []
    for row, before in zip(rows, [*rows[1:], None], strict=True):
        is_now, was = versions.version_of(row).values, versions.version_of(before).values if before else {}
        changes = [
            {"words": label_of(name), "was": was[name], "is": is_now[name]}
            for name in DEFAULTS
            if was and was[name] != is_now[name]
        ]
        found.append({"row": row, "changes": changes, "members": members, "progress": row.progress})
    return found


class RulesMenuItem(MenuItem):
    def is_shown(self, request):
        return may_see_rules(request.user)


class RulesViewSet(ViewSet):
    name = url_prefix = "points-rules"
    icon = "list-ol"
    menu_label = gettext_lazy("Rules of points")
    menu_item_class = RulesMenuItem

    def get_urlpatterns(self):
        part = require_admin_access(show_preview)
        return [path("", RulesView.as_view(), name="index"), path("preview/<int:pk>/", part, name="preview")]

"""Rules of points in the CMS: every value in one table, what others would bring, and the versions there were."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from community import actions
from community.actions.changing_rules import NOTE_LENGTH
from community.errors import Refused
from community.models import RulesVersion, Standing
from community.reputation import versions
from community.reputation.previewing import DAYS, preview
from community.reputation.rules import DEFAULTS
from community.reputation.values import SHARED, mistakes, rules_with_values, words_of

LISTED = 30  # versions


def may_see_rules(user) -> bool:
    return user.has_perm("community.view_rulesversion") or may_change_rules(user)


def may_change_rules(user) -> bool:
    return user.has_perm("community.add_rulesversion")


class RulesForm(forms.Form):
    """A field for each value, named ``value-<name>``; all that is wrong is said beside its field."""

    note = forms.CharField(label=gettext_lazy("Why"), max_length=NOTE_LENGTH, required=False)
    since = forms.ChoiceField(
        label=gettext_lazy("From when on"),
        choices=[("now", gettext_lazy("From now on")), ("ever", gettext_lazy("For everything since day one"))],
        widget=forms.RadioSelect,
        initial="now",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in DEFAULTS:
            number = forms.NumberInput(attrs={"inputmode": "numeric", "aria-label": self.label_of(name), "step": 1})
            self.fields[f"value-{name}"] = forms.IntegerField(label=words_of(name), widget=number)

    @staticmethod
    def label_of(name: str) -> str:
        titles = {value: rule.title for rule, values in rules_with_values() for value in values}
        return f"{titles[name]}: {words_of(name)}" if name in titles else str(words_of(name))

    @property
    def values(self) -> dict[str, int]:
        return {name: self.cleaned_data[f"value-{name}"] for name in DEFAULTS}

    def clean(self):
        numbers = {
            name: self.cleaned_data[f"value-{name}"] for name in DEFAULTS if f"value-{name}" in self.cleaned_data
        }
        for name, words in mistakes(numbers).items():
            self.add_error(f"value-{name}", words)
        return self.cleaned_data

    def rows(self, kept: dict[str, int]) -> list[dict]:
        def numbers(names):
            return [{"words": words_of(name), "field": self[f"value-{name}"], "kept": kept[name]} for name in names]

        return [{"rule": rule, "numbers": numbers(names)} for rule, names in rules_with_values()] + [
            {"rule": None, "numbers": numbers(SHARED)}
        ]


class RulesView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "community/cms/points_rules.html"
    page_title = gettext_lazy("Rules of points")
    header_icon = "list-ol"
    form, tried = None, None

    def dispatch(self, request, *args, **kwargs):
        if not may_see_rules(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        kept = versions.current()
        form = self.form or RulesForm(initial=self._initial(kept))
        listed = list(RulesVersion.objects.select_related("made_by").order_by("-number")[: LISTED + 1])
        return super().get_context_data(**kwargs) | {
            "form": form,
            "rows": form.rows(kept.values),
            "kept": kept,
            "tried": self.tried,
            "days": DAYS,
            "history": history(listed)[:LISTED],
            "may_change": may_change_rules(self.request.user),
        }

    def _initial(self, kept: versions.Version) -> dict:
        """The values that hold, or those of an earlier version to go back to."""
        number = self.request.GET.get("from", "")
        row = (
            RulesVersion.objects.filter(number=int(number)).first() if number.isdecimal() and len(number) < 9 else None
        )
        values = versions.version_of(row).values if row else kept.values
        note = _("Back to version %(number)s") % {"number": row.number} if row and row.number != kept.number else ""
        return {
            "seen": kept.number,
            "since": "now",
            "note": note,
            **{f"value-{name}": values[name] for name in DEFAULTS},
        }

    def post(self, request, *args, **kwargs):
        if not may_change_rules(request.user):
            raise PermissionDenied
        self.form = RulesForm(request.POST)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        if "preview" in request.POST:
            self.tried = preview(self.form.values, timezone.now())
            return self.render_to_response(self.get_context_data())
        return self._save(request)

    def _save(self, request):
        given = self.form.cleaned_data
        try:
            made = actions.change_rules(
                self.form.values, actor=request.user, note=given["note"], seen=given["seen"],
                backwards=given["since"] == "ever",
            )  # fmt: skip
        except Refused as refusal:
            self.form.add_error("note" if not given["note"].strip() else None, refusal.message)
            return self.render_to_response(self.get_context_data(), status=422)
        messages.success(request, _("Version %(number)s holds from now on.") % {"number": made.number})
        return redirect("points-rules:index")


def history(rows: list[RulesVersion]) -> list[dict]:
    """Each version with what it changed, and how far applying it backwards has come."""
    members, found = Standing.objects.count(), []
    for row, before in zip(rows, [*rows[1:], None], strict=True):
        is_now, was = versions.version_of(row).values, versions.version_of(before).values if before else {}
        changes = [
            {"words": RulesForm.label_of(name), "was": was[name], "is": is_now[name]}
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
        return [path("", RulesView.as_view(), name="index")]

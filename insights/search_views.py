"""Reports → Searches: what people look for, and what they look for in vain."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from insights import searches
from insights.articles import help_pages
from insights.events import days_of, latest_events
from insights.exports import lines
from insights.figures import FEW
from insights.periods import CHOICES, Weeks
from insights.permissions import can_read_insights
from search.actions import never_suggest, suggest_again
from search.permissions import can_tune_search


class Report(WagtailAdminTemplateMixin, TemplateView):
    """What both pages share."""

    header_icon = "search"

    def dispatch(self, request, *args, **kwargs):
        if not can_read_insights(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        self.weeks = Weeks.of(self.request.GET)
        shared = {"weeks": self.weeks, "choices": CHOICES, "few": FEW, "languages": _languages()}
        return super().get_context_data(**kwargs) | shared


class SearchesView(Report):
    page_title = gettext_lazy("Searches")
    template_name = "insights/searches.html"

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        which, by_week = which_list(self.request.GET), searches.by_week(self.weeks)
        totals = searches.totals(by_week)
        return context | {
            "which": which,
            "by_week": by_week,
            "most": max(sums.searches for _monday, sums in by_week),
            "totals": totals,
            "figures": searches.figures(totals),
            "page": searches.page_of(self.weeks, which, _page_number(self.request.GET)),
            "may_tune": can_tune_search(self.request.user),
            "help_pages": help_pages(),
        }


class SearchView(Report):
    """One search: what became of it, day by day and one by one."""

    page_title = gettext_lazy("One search")
    template_name = "insights/search.html"

    def get_breadcrumbs_items(self):
        report = {"url": reverse("searches"), "label": _("Searches")}
        return [*super().get_breadcrumbs_items(), report, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        query = self.request.GET.get("q", "")[:200].replace("\0", "")
        days = days_of(self.weeks, query)
        most = max((sums.searches for _day, sums in days), default=0)
        return context | {"query": query, "days": days, "most": most, "events": latest_events(self.weeks, query)}


@require_safe
def searches_csv(request):
    if not can_read_insights(request.user):
        raise PermissionDenied
    weeks, which = Weeks.of(request.GET), which_list(request.GET)
    response = StreamingHttpResponse(lines(searches.exported(weeks, which)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="searches-{which}-{weeks.first}.csv"'
    return response


@require_POST
def suggest(request):
    """An editor says "never suggest this", or takes it back."""
    query, lang = request.POST.get("q", "")[:200].replace("\0", ""), request.POST.get("lang", "")
    if query and lang in dict(settings.LANGUAGES):
        decide = suggest_again if request.POST.get("again") else never_suggest
        decide(query, lang, actor=request.user)
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if is_ours else "searches")


def which_list(query) -> str:
    return query.get("list") if query.get("list") in searches.LISTS else "top"


def _page_number(query) -> int:
    number = query.get("page", "")
    return max(1, int(number)) if number.isdecimal() and len(number) < 4 else 1


def _languages() -> list[tuple[str, str]]:
    return [(code, get_language_info(code)["name_translated"].capitalize()) for code, _name in settings.LANGUAGES]

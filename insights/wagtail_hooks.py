"""The reports’ places in the CMS: Reports → Self-service at a glance, Reports → Searches; a line on its home page."""

from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem

from insights.articles import remember_title
from insights.permissions import can_read_insights
from insights.search_views import SearchesView, SearchView, searches_csv, suggest
from insights.searches import empty_in
from insights.views import glance
from search.tallies import week_of

hooks.register("before_create_page", remember_title)


@hooks.register("register_admin_urls")
def register_reports():
    return [
        path("reports/self-service/", glance, name="self_service_glance"),
        path("reports/searches/", SearchesView.as_view(), name="searches"),
        path("reports/searches/csv/", searches_csv, name="searches_csv"),
        path("reports/searches/one/", SearchView.as_view(), name="one_search"),
        path("reports/searches/suggest/", suggest, name="suggest_search"),
    ]


class InsightsMenuItem(MenuItem):
    def is_shown(self, request):
        return can_read_insights(request.user)


@hooks.register("register_reports_menu_item")
def register_menu_item():
    label = _("Self-service at a glance")
    return InsightsMenuItem(label, reverse("self_service_glance"), name="self-service", icon_name="view", order=50)


@hooks.register("register_reports_menu_item")
def register_searches():
    return InsightsMenuItem(_("Searches"), reverse("searches"), name="searches", icon_name="search", order=60)


class EmptySearches(SummaryItem):
    """How many searches of this week found nothing."""

    order = 500
    template_name = "insights/empty_searches.html"

    def is_shown(self):
        return can_read_insights(self.request.user)

    def get_context_data(self, parent_context):
        return {"count": empty_in(week_of(timezone.now()))}


@hooks.register("construct_homepage_summary_items")
def tell_of_empty_searches(request, items):
    items.append(EmptySearches(request))

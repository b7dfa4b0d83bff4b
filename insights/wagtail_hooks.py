"""The report's place in the CMS: Reports → Self-service at a glance."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from insights.permissions import can_read_insights
from insights.views import glance


@hooks.register("register_admin_urls")
def register_glance():
    return [path("reports/self-service/", glance, name="self_service_glance")]


class InsightsMenuItem(MenuItem):
    def is_shown(self, request):
        return can_read_insights(request.user)


@hooks.register("register_reports_menu_item")
def register_menu_item():
    label = _("Self-service at a glance")
    return InsightsMenuItem(label, reverse("self_service_glance"), name="self-service", icon_name="view", order=50)

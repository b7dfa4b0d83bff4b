"""In the CMS: rules of escalation and working hours for those who keep them, and the way to the desk for agents."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from tickets import actions
from tickets.models import BusinessCalendar, EscalationPolicy
from tickets.permissions import can_work_tickets


class EscalationPolicyViewSet(SnippetViewSet):
    model = EscalationPolicy
    icon = "time"
    menu_label = _("Escalation rules")
    list_display = ["__str__", "waits_for", "delay_hours", "me_too_threshold", "consent", "version"]
    panels = [
        FieldPanel("board"),
        MultiFieldPanel(
            [
                FieldPanel("waits_for"),
                FieldPanel("delay_hours"),
                FieldPanel("calendar"),
                FieldPanel("me_too_threshold"),
                FieldPanel("asker_may_ask"),
            ],
            heading=_("When"),
        ),
        MultiFieldPanel([FieldPanel("consent"), FieldPanel("notice_hours"), FieldPanel("priority")], heading=_("How")),
    ]


class BusinessCalendarViewSet(SnippetViewSet):
    model = BusinessCalendar
    icon = "date"
    menu_label = _("Working hours")
    list_display = ["name", "timezone"]
    panels = [
        FieldPanel("name"),
        FieldPanel("timezone"),
        InlinePanel("hours", heading=_("Shifts"), label=_("shift")),
        InlinePanel("holidays", heading=_("Holidays"), label=_("holiday")),
    ]


class SupportViewSetGroup(SnippetViewSetGroup):
    menu_label = _("Escalation")
    menu_icon = "time"
    menu_order = 400
    items = (EscalationPolicyViewSet, BusinessCalendarViewSet)


register_snippet(SupportViewSetGroup)


def apply_to_waiting_questions(request, instance):
    """A changed rule, or changed hours, move every question that still waits."""
    if isinstance(instance, EscalationPolicy):
        actions.reschedule(instance)
    elif isinstance(instance, BusinessCalendar):
        for policy in instance.policies.all():
            actions.reschedule(policy)


for moment in ("after_create_snippet", "after_edit_snippet"):
    hooks.register(moment, apply_to_waiting_questions)


class DeskMenuItem(MenuItem):
    def is_shown(self, request):
        return can_work_tickets(request.user)


@hooks.register("register_admin_menu_item")
def register_desk():
    return DeskMenuItem(_("Desk"), reverse("desk"), name="desk", icon_name="mail", order=50)

"""What happened to a ticket, for its history."""

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from tickets.models.policies import Priority
from tickets.models.tickets import State, Ticket


class TicketEvent(models.Model):
    """One line of a ticket's history; append-only."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("opened by the customer")
        WITHDRAWN = "withdrawn", _("taken back from the community by the customer")
        ESCALATED = "escalated", _("made from a question of the community")
        FOLLOW_UP = "follow_up", _("opened as a follow-up")
        ASSIGNED = "assigned", _("assigned to %(value)s")
        UNASSIGNED = "unassigned", _("given back to the queue")
        STATE = "state", _("now %(value)s")
        PRIORITY = "priority", _("priority now %(value)s")
        REOPENED = "reopened", _("reopened")
        COMMUNITY_SOLVED = "community_solved", _("the community accepted an answer")
        COMMUNITY_UNSOLVED = "community_unsolved", _("the accepted answer was taken back")
        SUMMARY = "summary", _("public summary written")
        MERGED = "merged", _("its question was merged into another one")
        UNMERGED = "unmerged", _("its question stands alone again")

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="events")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    value = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["ticket", "created_at"], name="ticket_history")]

    def __str__(self):
        return f"{self.ticket_id} {self.kind}"

    @property
    def in_words(self) -> str:
        value = self.value
        if self.kind == self.Kind.STATE:
            value = State(value).label
        elif self.kind == self.Kind.PRIORITY:
            value = Priority(int(value)).label
        return str(self.get_kind_display()) % {"value": value}

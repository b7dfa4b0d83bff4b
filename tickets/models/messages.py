"""What is said in a ticket, and to whom."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from community.models import Answer
from community.models.constraints import not_blank, once_per_author
from tickets.models.tickets import Ticket


class Visibility(models.TextChoices):
    REQUESTER = "requester", _("Reply to the customer")
    INTERNAL = "internal", _("Internal note, only for the team")
    THREAD = "thread", _("Show it on the question, for everyone")


class TicketMessageQuerySet(models.QuerySet):
    def for_customer(self):
        return self.exclude(visibility=Visibility.INTERNAL)


class TicketMessage(models.Model):
    """Markdown source and its clean HTML, rendered when written. ``internal`` never leaves the team."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="ticket_messages")
    from_team = models.BooleanField(default=False, help_text="written as an agent, not as the customer")
    source = models.TextField()
    html = models.TextField()
    visibility = models.CharField(max_length=12, choices=Visibility.choices, default=Visibility.REQUESTER)
    answer = models.OneToOneField(Answer, models.SET_NULL, null=True, blank=True, related_name="ticket_message")
    created_at = models.DateTimeField(default=now)
    submission_key = models.CharField(max_length=100, null=True, blank=True, editable=False)

    objects = TicketMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["created_at", "pk"]
        constraints = [
            not_blank("source", "ticket_message_has_text"),
            once_per_author("ticket_message_once_per_submission"),
            models.CheckConstraint(
                condition=Q(from_team=True) | Q(visibility="requester"), name="only_the_team_writes_notes"
            ),
        ]
        indexes = [models.Index(fields=["ticket", "created_at"], name="ticket_conversation")]

    def __str__(self):
        return f"{self.ticket_id}: {self.source[:40]}"

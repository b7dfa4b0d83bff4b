"""A customer's request to the team: opened by form, or grown out of a question nobody solved."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from community.models import Board, Thread
from tickets.models.escalations import Escalation
from tickets.models.policies import Priority

REOPEN_WINDOW = timedelta(days=7)  # RULES §4: a customer's answer reopens a solved ticket for so long


class State(models.TextChoices):
    NEW = "new", _("new")
    OPEN = "open", _("open")
    PENDING_CUSTOMER = "pending_customer", _("waiting for the customer")
    ON_HOLD = "on_hold", _("on hold")
    SOLVED = "solved", _("solved")
    CLOSED = "closed", _("closed")


UNSOLVED = (State.NEW, State.OPEN, State.PENDING_CUSTOMER, State.ON_HOLD)


class TicketQuerySet(models.QuerySet):
    def of_customer(self, user):
        """The requests a customer may see: their own, and none that is still the team's own business."""
        return self.filter(requester=user, hidden_from_requester=False)

    def unsolved(self):
        return self.filter(state__in=UNSOLVED)

    def by_urgency(self):
        """The higher priority first, then whoever has waited longest for us."""
        return self.order_by("-priority", "waiting_since", "created_at")


class Ticket(models.Model):
    """One request. ``version`` grows with every change: a write made on an older one is refused."""

    requester = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="tickets")
    subject = models.CharField(_("subject"), max_length=200)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    board = models.ForeignKey(Board, models.SET_NULL, null=True, blank=True, related_name="tickets")
    thread = models.ForeignKey(Thread, models.SET_NULL, null=True, blank=True, related_name="tickets")
    escalation = models.OneToOneField(Escalation, models.SET_NULL, null=True, blank=True, related_name="ticket")
    follow_up_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="follow_ups")
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.NEW)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority.choices, default=Priority.NORMAL)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="assigned_tickets"
    )
    hidden_from_requester = models.BooleanField(default=False, help_text="until the team's first reply")
    created_at = models.DateTimeField(default=now)
    waiting_since = models.DateTimeField(null=True, blank=True, help_text="since when the customer waits for us")
    first_replied_at = models.DateTimeField(null=True, blank=True)
    solved_at = models.DateTimeField(null=True, blank=True)
    public_summary = models.TextField(_("public summary"), blank=True)
    is_private = models.BooleanField(_("nothing of it is for the public"), default=False)
    version = models.PositiveIntegerField(default=1)

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["solved", "closed"], solved_at__isnull=False)
                | (~Q(state__in=["solved", "closed"]) & Q(solved_at=None)),
                name="ticket_solved_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(is_private=True) | Q(public_summary=""), name="ticket_private_has_no_public_summary"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-priority", "waiting_since"], name="ticket_queue"),
            models.Index(fields=["requester", "-created_at"], name="ticket_of_customer"),
            models.Index(fields=["thread"], name="ticket_of_thread"),
        ]

    def __str__(self):
        return f"#{self.pk} {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("ticket", args=[self.pk])

    @property
    def is_unsolved(self) -> bool:
        return self.state in UNSOLVED

    @property
    def may_show_on_thread(self) -> bool:
        """Whether a message can be shown for everyone: there is a question, and everyone sees it."""
        return self.thread_id is not None and not self.thread.is_withdrawn

    @property
    def proposes_solving(self) -> bool:
        """An accepted answer of the community proposes to solve the ticket it once became."""
        return bool(self.is_unsolved and self.thread_id and self.thread.is_solved)

    def may_reopen(self, moment) -> bool:
        return self.state == State.SOLVED and moment < self.solved_at + REOPEN_WINDOW

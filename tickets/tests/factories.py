"""Requests and rules for tests, made through the actions."""

from datetime import timedelta

from django.utils import timezone

from accounts.tests.factories import make_user
from community.tests.factories import make_thread
from tickets import actions
from tickets.models import EscalationPolicy, Ticket


def make_ticket(**overrides) -> Ticket:
    fields = {
        "subject": "Invoice shows the wrong VAT number",
        "body": "Could you issue a **corrected** invoice, please?",
        "language": "en",
        **overrides,
    }
    return actions.open_ticket(fields.pop("requester", None) or make_user(), **fields)


def default_policy(**changes) -> EscalationPolicy:
    """The rule the migration made, with some settings changed."""
    policy = EscalationPolicy.objects.get(board=None)
    for name, value in changes.items():
        setattr(policy, name, value)
    policy.save()
    return policy


def make_overdue_thread(**overrides):
    """A question asked ten days ago that nobody solved: due under the default rule."""
    return make_thread(created_at=timezone.now() - timedelta(days=10), **overrides)


def make_escalated_ticket(**overrides) -> Ticket:
    thread = make_overdue_thread(**overrides)
    actions.tick()
    return thread.tickets.get()

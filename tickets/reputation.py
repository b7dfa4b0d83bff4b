"""Which accepted answers spared the team a request: what the rule "deflection" pays (RULES §1)."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from community.models import Answer
from community.reputation.facts import deflected_answers
from tickets.models import Escalation, Ticket


@deflected_answers
def that_spared_a_request(accepted: QuerySet[Answer]) -> QuerySet[Answer]:
    """Accepted when the asker had been told that our team takes the question, and before it did by any way.

    It stays so after the acceptance ends the escalation. One that was over before (declined, solved earlier) is none:
    a reopened question waits anew, and its asker is told anew.
    """
    here, moment = Q(thread=OuterRef("thread")), OuterRef("accepted_at")
    ran = Q(ended_at=None) | Q(ended_at__gte=moment)
    is_no_request = Q(linked_at=None) | Q(linked_at__gt=moment)
    told = Escalation.objects.filter(here, ran, is_no_request, told_at__lte=moment).order_by("-generation")
    requests = Ticket.objects.filter(here, created_at__lte=moment)
    spared = accepted.filter(~Exists(requests))
    return spared.annotate(threshold=Subquery(told.values("told_at")[:1])).filter(
        threshold__isnull=False, accepted_at__gte=F("threshold")
    )

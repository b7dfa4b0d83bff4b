from django.core.management.base import BaseCommand
from django.utils import timezone

from site_config.formats import localized_datetime
from tickets.actions import escalate_if_due
from tickets.models import Ticket
from tickets.queries import due_escalations


class Command(BaseCommand):
    help = "Passes every question that is due to the team. With --dry-run it only says which, and why."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say what would escalate now, and change nothing")

    def handle(self, *args, dry_run=False, **options):
        now = timezone.now()
        due = list(due_escalations(now))
        for escalation in due:
            thread = escalation.thread
            self.stdout.write(
                f"{thread.pk} [{thread.language}] {thread.title}\n"
                f"    due since {localized_datetime(escalation.due_at)}. {escalation.reason}"
            )
            if not dry_run:
                outcome = escalate_if_due(escalation, now)
                self.stdout.write(f"    → {self._outcome(outcome)}")
        verb = "would escalate" if dry_run else "were due"
        self.stdout.write(f"{len(due)} {'question' if len(due) == 1 else 'questions'} {verb}.")

    def _outcome(self, outcome) -> str:
        if isinstance(outcome, Ticket):
            return f"request #{outcome.pk}"
        return "waiting for the asker's consent" if outcome else "not due any more"

from django.core.management.base import BaseCommand

from tickets.actions import tick


class Command(BaseCommand):
    help = "One tick, for cron: escalates what is due, gives notices, closes what was solved a week ago."

    def handle(self, *args, **options):
        report = tick()
        for ticket in report.tickets:
            self.stdout.write(f"#{ticket.pk} {ticket.subject}: {ticket.escalation.reason}")
        if not report:
            self.stdout.write("Nothing was due.")
            return
        self.stdout.write(
            f"{len(report.tickets)} escalated, {len(report.awaiting_consent)} asked for consent, "
            f"{report.notices} notices, {report.closed} closed, {len(report.failed)} failed."
        )
        if report.failed:
            raise SystemExit(1)

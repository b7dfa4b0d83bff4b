from django.core.management.base import BaseCommand

from accounts.bundles import build_bundles
from community.reputation.ticking import tick_standing
from kb.actions import publish_due
from search.tallies import tidy
from tickets.actions import settle_old_questions, tick


class Command(BaseCommand):
    help = (
        "One tick, for cron: escalates what is due, gives notices, closes what was solved a week ago and questions "
        "that were quiet for 30 days, counts points that waited long enough and looks at levels and badges, publishes "
        "pages and takes them offline in time, makes daily and weekly mails, "
        "sums up searches and readings and forgets what is older than 400 days."
    )

    def handle(self, *args, **options):
        counted = tick_standing()
        report, turned, tidied, bundles = tick(), publish_due(), tidy(), build_bundles()
        closed, archived = settle_old_questions()
        for ticket in report.tickets:
            self.stdout.write(f"#{ticket.pk} {ticket.subject}: {ticket.escalation.reason}")
        if counted:
            self.stdout.write(f"{counted} awards of points counted after their wait.")
        if bundles:
            self.stdout.write(f"{bundles} daily or weekly mails made.")
        if turned:
            self.stdout.write(f"{turned} pages published or taken offline as scheduled.")
        if tidied:
            self.stdout.write(
                f"{tidied.tallies} searches summed up, {tidied.popularity} documents counted, "
                f"{tidied.forgotten} rows forgotten."
            )
        if closed or archived:
            self.stdout.write(f"{closed} quiet questions closed, {archived} archived.")
        if not report:
            self.stdout.write("Nothing was due.")
            return
        self.stdout.write(
            f"{len(report.tickets)} escalated, {len(report.awaiting_consent)} asked for consent, "
            f"{report.notices} notices, {report.closed} closed, {len(report.failed)} failed."
        )
        if report.failed:
            raise SystemExit(1)

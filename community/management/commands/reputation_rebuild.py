from contextlib import nullcontext

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.actions import quietly
from community.models import PointEntry
from community.reputation.rebuild import Report, rebuild
from community.reputation.ticking import look_at_due


class Command(BaseCommand):
    help = (
        "Derive all points from the facts again and compare them with the ledger: awards, amounts, balances, sums of "
        "the boards of honour, what waits. Exits with 1 where something differs and was not mended. An empty ledger is "
        "filled by --fix with all that was earned so far, with levels and badges; nobody is told."
    )

    def add_arguments(self, parser):
        parser.add_argument("--fix", action="store_true", help="mend what differs, by entries of the ledger")

    def handle(self, *args, fix: bool, **options):
        is_first = fix and not PointEntry.objects.exists()
        with quietly() if is_first else nullcontext():
            self._compare(fix=fix)
            if is_first:
                look_at_due(timezone.now())

    def _compare(self, *, fix: bool) -> None:
        report = Report()
        for report, lines in rebuild(fix=fix):
            self._clear()
            for line in lines:
                self.stdout.write(line)
            self._show(f"{report.members} members, {report.awards} awards …")
        self._clear()
        seen = f"{report.members} members with {report.awards} awards"
        if not report.differences:
            self.stdout.write(f"{seen} checked: all points equal the facts.")
        elif fix:
            self.stdout.write(f"{seen} checked: {report.differences} differed, and were mended.")
        else:
            self.stdout.write(
                f"{seen} checked: {report.differences} differ. manage.py reputation_rebuild --fix mends them."
            )
            raise SystemExit(1)

    def _show(self, words: str) -> None:
        """On a terminal, in one line that the next one replaces."""
        if self.stderr.isatty():
            self.stderr.write(f"\r{words}", ending="")
            self.stderr.flush()

    def _clear(self) -> None:
        if self.stderr.isatty():
            self.stderr.write("\r\033[K", ending="")

from django.core.management.base import BaseCommand, CommandError

from search.checking import check, repair
from search.engines.base import IndexBusy, SearchUnavailable


class Command(BaseCommand):
    help = (
        "Compares the search index with the database and repairs it: what is missing, what should not be there, and "
        "what says something old. Safe while the site runs: what the worker is about to mend is only counted."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="tell only; exit 1 if something is to repair")

    def handle(self, *, dry_run, **options):
        checks = []
        try:
            for each in check():
                self.stdout.write(str(each))
                checks.append(each)
        except IndexBusy as busy:
            raise CommandError("Another process writes the index just now. Check again when it is done.") from busy
        except SearchUnavailable as error:
            raise CommandError(str(error)) from error
        wrong = any(each.wrong or each.unreadable for each in checks)
        if dry_run:
            raise SystemExit(1 if wrong else 0)
        if wrong:
            self.stdout.write(f"{repair(checks)} repaired.")
        if any(each.unreadable for each in checks):
            raise SystemExit(1)

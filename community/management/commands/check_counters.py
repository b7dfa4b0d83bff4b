from django.core.management.base import BaseCommand

from community.counters import CHECKS


class Command(BaseCommand):
    help = (
        "Compare every kept counter of the community with the facts. Exits with 1 where one differs and was not mended."
    )

    def add_arguments(self, parser):
        parser.add_argument("--fix", action="store_true", help="count what differs again")

    def handle(self, *args, fix: bool, **options):
        found = 0
        for check in CHECKS:
            for difference in list(check.differences()) if fix else check.differences():
                found += 1
                self.stdout.write(str(difference))
                if fix:
                    difference.mend()
        if not found:
            self.stdout.write(f"{len(CHECKS)} counters and rules checked: all equal the facts.")
        elif fix:
            self.stdout.write(f"{found} differed, and were counted again.")
        else:
            self.stdout.write(f"{found} differ. manage.py check_counters --fix counts them again.")
            raise SystemExit(1)

"""What the nightly look at points finds: votes to and fro, and within circles."""

from django.core.management.base import BaseCommand

from community.reputation.detection.night import watch


class Command(BaseCommand):
    help = "Looks for votes to and fro and within circles. Reverses the small, shows the rest to a person."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="write nothing, only say what would be done")

    def handle(self, *args, dry_run, **options):
        found = watch(dry_run=dry_run)
        for one in found:
            fate = "reversed" if one.is_reversed else "for a person"
            members = ", ".join(map(str, one.members))
            self.stdout.write(f"{one.cause}: members {members}; {one.inside} of {one.got}; {one.points} points; {fate}")
        self.stdout.write(f"{len(found)} found{' (nothing was written)' if dry_run else ''}.")

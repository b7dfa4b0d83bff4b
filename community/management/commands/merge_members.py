from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from community import actions
from community.actions.uniting import United


class Command(BaseCommand):
    help = (
        "Put two accounts of one person together: posts, votes, badges and points of GONE become those of KEEP, and "
        "GONE is closed. Both are named by their email address."
    )

    def add_arguments(self, parser):
        parser.add_argument("keep", metavar="KEEP", help="email address of the account that stays")
        parser.add_argument("gone", metavar="GONE", help="email address of the account that is closed")
        parser.add_argument("--dry-run", action="store_true", help="tell what would happen, and change nothing")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args, keep: str, gone: str, dry_run: bool, yes: bool, **options):
        kept, other = self._member(keep), self._member(gone)
        try:
            self._tell(self._try(kept, other), kept, other)
            if dry_run:
                self.stdout.write("Nothing was changed.")
                return
            if not yes and input(f"Close {other.email} for good? It cannot be undone. [y/N] ").strip().lower() != "y":
                raise CommandError("Nothing was changed.")
            actions.unite_members(kept, other)
        except actions.Refused as refusal:
            raise CommandError(str(refusal.message)) from None
        self.stdout.write(f"{other.email} is closed. All that was theirs belongs to {kept.email} now.")

    def _member(self, email: str) -> User:
        member = User.objects.filter(email__iexact=email).first()
        if member is None:
            raise CommandError(f"There is no account with the address {email}.")
        return member

    @transaction.atomic
    def _try(self, kept: User, other: User) -> United:
        """The same, and everything as it was."""
        done = actions.unite_members(kept, other)
        transaction.set_rollback(True)
        return done

    def _tell(self, done: United, kept: User, other: User) -> None:
        self.stdout.write(f"From {other} ({other.email}) to {kept} ({kept.email}):")
        for name, number in sorted(done.carried.items()):
            self.stdout.write(f"  {name}: {number}")
        for name, number in sorted(done.dropped.items()):
            self.stdout.write(f"  {name}: {number} dropped, done twice or for each other")
        self.stdout.write(f"  points afterwards: {done.points} ({done.given:+} so that none is lost)")

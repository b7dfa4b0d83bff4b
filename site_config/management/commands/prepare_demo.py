"""What ``make demo`` does before the site starts: one process, so that a second start takes seconds."""

import gc

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.models import User
from search.worker import drain

LOGINS = [
    ("customer", "m01@demo.invalid"),
    ("agent", "agent.anna@demo.invalid"),
    ("editor", "editor@demo.invalid"),
    ("moderator", "moderator@demo.invalid"),
    ("admin", "admin@demo.invalid"),
]


class Command(BaseCommand):
    help = "Migrate, load the demo when the database is empty, bring the index up to date."

    def handle(self, *args, **options):
        gc.freeze()  # what was imported stays, as in gunicorn.conf.py: a quarter of the time
        gc.set_threshold(20_000, 20, 20)
        self.say("Bringing the database up to date …")
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0)
        if User.objects.exists():
            self.say("The database has content already; it stays as it is.")
        else:
            self.say("Loading demo content …")
            call_command("load_demo", stdout=self.stdout)
        self.say("Bringing the search index up to date …")
        indexed = drain()
        self.say(f"Indexed {indexed} changes.")
        self.announce()

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def announce(self) -> None:
        lines = ["", f"  Stoa starts on {settings.SITE_URL}/", "", "  Demo logins (password for all: stoa-demo)"]
        lines += [f"    {role:<10} {email}" for role, email in LOGINS]
        lines += ["", f"  Agents' desk  {settings.SITE_URL}/en/desk/", f"  CMS           {settings.SITE_URL}/cms/"]
        self.say("\n".join([*lines, "", "  Mails are printed below. Ctrl-C ends everything.", ""]))

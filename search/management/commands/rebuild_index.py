from django.core.management import call_command
from haystack import connections
from haystack.management.commands import rebuild_index


class Command(rebuild_index.Command):
    help = "Makes a new search index beside the old one and switches to it at the end: no second without search."

    def handle(self, **options):
        """Haystack's own clears first. Here nothing is lost before the new index is whole, so nothing is asked either.

        Changes made meanwhile wait in the outbox, and reach the new index when the worker drains it.
        """
        passed = {name: options[name] for name in ("batchsize", "max_retries", "verbosity")}
        for using in options["using"] or connections.connections_info.keys():
            with connections[using].get_backend().rebuilding():
                call_command("update_index", using=[using], stdout=self.stdout, stderr=self.stderr, **passed)

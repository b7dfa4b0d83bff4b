from haystack import connections
from haystack.management.commands import rebuild_index, update_index


class Command(rebuild_index.Command):
    help = "Makes a new search index beside the old one and switches to it at the end: no second without search."

    def handle(self, **options):
        """Haystack's own clears first. Here nothing is lost before the new index is whole, so nothing is asked either.

        Changes made meanwhile wait in the outbox, and reach the new index when the worker drains it.
        """
        for name in ("interactive", "workers", "commit"):  # One writer, one commit for each batch.
            options.pop(name, None)
        for using in options.pop("using") or connections.connections_info.keys():
            with connections[using].get_backend().rebuilding():
                update_index.Command(stdout=self.stdout, stderr=self.stderr).execute(
                    **options, using=[using], workers=0, commit=True, app_label=[]
                )

from django.core.management.base import BaseCommand
from haystack import connections
from haystack.utils import get_identifier, get_model_ct

from search.models import IndexTask
from search.worker import drain


class Command(BaseCommand):
    help = "Compares the search index with the database and repairs it: what is missing, and what should not be there."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="tell only; exit 1 if something is to repair")

    def handle(self, *, dry_run, **options):
        backend, wrong = connections["default"].get_backend(), []
        for model, index in connections["default"].get_unified_index().get_indexes().items():
            public = {get_identifier(obj) for obj in index.index_queryset().iterator(chunk_size=500)}
            indexed = backend.identifiers(get_model_ct(model))
            missing, surplus = public - indexed, indexed - public
            self.stdout.write(
                f"{get_model_ct(model)}: {len(public)} public, {len(missing)} missing, {len(surplus)} surplus"
            )
            wrong += [*missing, *surplus]
        if dry_run:
            raise SystemExit(1 if wrong else 0)
        if wrong:
            IndexTask.objects.bulk_create([IndexTask(identifier=identifier) for identifier in wrong], batch_size=500)
            self.stdout.write(f"{drain()} repaired.")

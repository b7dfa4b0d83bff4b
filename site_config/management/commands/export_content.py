"""``export_content FILE``: all public content in the form that `import_content` reads (DESIGN §6)."""

import json
import os
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

import community.exports
import kb.exports


class Command(BaseCommand):
    help = "Write all public articles, guides, sections and threads as JSON Lines; - writes to the terminal."

    def add_arguments(self, parser):
        parser.add_argument("file", help="where to write; an older file is replaced when all is written")

    def handle(self, *args, file, **options):
        count = 0
        try:
            with self.destination(file) as out:
                for source in (kb.exports.records(), community.exports.records()):
                    for record in source:
                        out.write(json.dumps(record, ensure_ascii=False) + "\n")
                        count += 1
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}") from error
        if file != "-":
            self.stdout.write(f"{count} lines written to {file}.")

    @contextmanager
    def destination(self, file):
        """Standard output, or a file that takes its name only when it is whole."""
        if file == "-":
            yield self.stdout
            return
        part = Path(f"{file}.part")
        try:
            with part.open("w", encoding="utf-8", newline="\n") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)

"""``import_content FILE``: content from elsewhere, one JSON object a line (DESIGN §6)."""

import json
import sys
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

import community.imports
import kb.imports
from kb.actions import ensure_site
from site_config.imports import BadLine, NotYet, Outcome, import_record

MAX_LINE = 16 * 1024 * 1024  # bytes; a picture in a body counts
IMPORTERS = {**kb.imports.IMPORTERS, **community.imports.IMPORTERS}


class Command(BaseCommand):
    help = (
        "Import articles, guides, sections and threads from a JSON Lines file. Each line is stored by itself, so that "
        "an import may be broken off and started again; a line imported before changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="a JSON Lines file in UTF-8, or - for what comes in")
        parser.add_argument("--quiet-lines", action="store_true", help="no progress, only bad lines and the sum")

    def handle(self, *args, file, quiet_lines=False, **options):
        self.counts = dict.fromkeys(Outcome, 0)
        self.bad = self.lines = 0
        self.started = self.told = time.monotonic()
        self.shows_progress = not quiet_lines and options["verbosity"] > 0
        ensure_site()
        try:
            with self.open(file) as source:
                self.import_all(source)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from error
        except KeyboardInterrupt:
            self.report("Stopped. What is counted here is stored; start again to go on.")
            sys.exit(130)
        self.report("Done.")
        if self.bad:
            sys.exit(1)

    def open(self, file):
        return sys.stdin.buffer if file == "-" else Path(file).open("rb")

    def import_all(self, source):
        """Every line once; those that name something further down again after the end, as long as that helps."""
        waiting = []
        for number, line in numbered_lines(source):
            self.lines = number
            try:
                record = read(line)
                self.import_one(record)
            except NotYet as reason:
                waiting.append((number, record, reason))
            except BadLine as reason:
                self.reject(number, reason)
            self.show_progress()
        while waiting:
            again, waiting = waiting, []
            for number, record, _ in again:
                try:
                    self.import_one(record)
                except NotYet as reason:
                    waiting.append((number, record, reason))
                except BadLine as reason:
                    self.reject(number, reason)
                self.show_progress()
            if len(waiting) == len(again):
                break
        for number, _, reason in waiting:
            self.reject(number, reason)
        kb.imports.settle_links()

    def import_one(self, record):
        self.counts[import_record(record, IMPORTERS)] += 1

    def reject(self, number, reason):
        self.bad += 1
        self.stderr.write(f"line {number}: {reason}")

    def show_progress(self):
        if self.shows_progress and time.monotonic() - self.told >= 2:
            self.told = time.monotonic()
            self.stdout.write(f"  … line {self.lines}, {self.summary()}")
            self.stdout.flush()

    def summary(self) -> str:
        counts = ", ".join(f"{count} {outcome}" for outcome, count in self.counts.items())
        return f"{counts}, {self.bad} bad"

    def report(self, word):
        self.stdout.write(f"{word} {self.summary()} in {time.monotonic() - self.started:.1f} s.")


def numbered_lines(source):
    """(number, line) of every line that says something; a line over `MAX_LINE` is None, without being held."""
    number = 0
    while line := source.readline(MAX_LINE + 1):
        number += 1
        too_long = len(line) > MAX_LINE and not line.endswith(b"\n")
        while len(line) > MAX_LINE and not line.endswith(b"\n"):
            line = source.readline(MAX_LINE + 1)
            if not line:
                break
        if too_long:
            yield number, None
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield number, line


def read(line: bytes | None):
    if line is None:
        raise BadLine(f"longer than {MAX_LINE // 1024 // 1024} MB")
    try:
        return json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadLine(f"not UTF-8 (byte {error.start + 1})") from error
    except ValueError as error:
        raise BadLine(f"not JSON: {error}") from error
    except RecursionError as error:
        raise BadLine("nested too deeply") from error

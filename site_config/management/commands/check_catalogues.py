"""Fail when a visible string is not in the catalogues, or lacks a translation in one of the five languages."""

import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import which

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from site_config.catalogues import LOCALE_DIR, faults


class Command(BaseCommand):
    help = "Check that every visible string is translated in every language; with gettext, that none is missing."

    def handle(self, *args, **options):
        found = list(faults()) + (list(self._uncollected()) if which("xgettext") else [])
        for fault in found:
            self.stderr.write(fault)
        if found:
            raise CommandError(f"{len(found)} faults in the catalogues. `make messages` collects new strings.")
        self.stdout.write("Catalogues: complete in every language.")

    def _uncollected(self):
        """Strings in code or templates that ``make messages`` has not seen yet (on a copy; nothing is changed)."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "stoa"
            tracked = subprocess.run(
                ["git", "ls-files", "-co", "--exclude-standard"],  # noqa: S607
                cwd=settings.BASE_DIR,
                capture_output=True,
                text=True,
                check=True,
            ).stdout.split("\n")
            for name in tracked:
                if name.endswith((".py", ".html", ".txt", ".po")) and (Path(settings.BASE_DIR) / name).exists():
                    (copy / name).parent.mkdir(parents=True, exist_ok=True)
                    (copy / name).write_bytes((Path(settings.BASE_DIR) / name).read_bytes())
            subprocess.run(
                [sys.executable, "-m", "django", "makemessages", "-l", "ru", "--no-location", "--no-wrap", "-v0"],
                cwd=copy,
                check=True,
                capture_output=True,
            )
            known = _strings(LOCALE_DIR)
            for context, text in sorted(_strings(copy / "locale") - known, key=str):
                yield f"not collected: {text!r}" + (f" ({context})" if context else "")


def _strings(directory: Path) -> set[tuple[str | None, str]]:
    catalogue = polib.pofile(str(directory / "ru/LC_MESSAGES/django.po"))
    return {(entry.msgctxt, entry.msgid) for entry in catalogue if not entry.obsolete}

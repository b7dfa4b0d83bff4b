"""Who earns what in half a year: 2,000 made-up members of seven kinds; the site's own rules, ledger and detection.

``make bench ONLY=simulation`` takes the full size, twice: with a person who decides
what detection found, and with nobody.
``SIMULATION="--members 400 --days 90" make bench ONLY=simulation`` is done in two minutes.
"""

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.site import ROOT, Site

FULL = "--members 2000 --days 180"


def main() -> None:
    arguments = shlex.split(os.environ.get("SIMULATION", FULL))
    with tempfile.TemporaryDirectory(prefix="stoa-bench-") as folder:
        site = Site(Path(folder), settings="bench.settings")
        print("Making an empty site …", flush=True)
        site.manage("migrate", "-v0")
        empty = (Path(folder) / "stoa.sqlite3").read_bytes()
        for more in ([], ["--nobody"]):
            (Path(folder) / "stoa.sqlite3").write_bytes(empty)
            command = [sys.executable, "-m", "bench.simulation", *arguments, *more]
            subprocess.run(command, cwd=ROOT, env=site.environment, check=True)

"""The search beside plain Whoosh, on the same documents and questions, taken in turns: ``make bench ONLY=search``.

Results page and suggestions go through the whole stack: over HTTP to one gunicorn process with the site's own settings.
Plain Whoosh (`bench.plain`) is called inside the process that measures (`bench.measuring`), without a page around it.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles

from tests.site import ROOT, Site

SIZES = (10_000, 50_000)
ROWS = {  # name → (what it is, what it is compared with)
    "page": ("results page, whole stack", "plain"),
    "search": ("  of it the search", "plain"),
    "rest": ("  of it the rest of the stack", "plain"),
    "bare": ("plain Whoosh without highlights", "plain"),
    "plain": ("plain Whoosh, any word, highlights", "plain"),
    "suggest page": ("suggestions, whole stack", "plain"),
    "suggest": ("  of it suggest()", "plain"),
    "page after start": ("first results page after a start", "plain after start"),
    "plain after start": ("  plain Whoosh", "plain after start"),
    "page after commit": ("first results page after a commit", "plain after commit"),
    "plain after commit": ("  plain Whoosh", "plain after commit"),
}


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="stoa-bench-") as name:
        folder = Path(name)
        site = Site(folder / "site", settings="bench.settings")
        site.environment["WEB_CONCURRENCY"] = "1"
        print("Writing documents, and filling a site and the indexes with them …", flush=True)
        waiting = [
            fill(site, kind, count, folder) for count in sorted(SIZES, reverse=True) for kind in ("site", "plain")
        ]
        site.manage("prepare_demo")
        for filling in waiting:
            if filling.wait():
                raise RuntimeError(f"{filling.args} failed")
        for count in SIZES:
            report(count, *measure(site, count, folder))


def fill(site: Site, kind: str, count: int, folder: Path) -> subprocess.Popen:
    command = [sys.executable, "-m", "bench.indexes", kind, str(count), str(folder / f"{kind}-{count}")]
    return subprocess.Popen(command, cwd=ROOT, env=site.environment)


def measure(site: Site, count: int, folder: Path) -> tuple[dict[str, list[float]], dict[str, int]]:
    """Milliseconds by name, and the memory of the web process after all searches."""
    shutil.rmtree(site.folder / "index", ignore_errors=True)
    (folder / f"site-{count}").rename(site.folder / "index")
    site.start(worker=False)
    try:
        command = [sys.executable, "-m", "bench.measuring", str(count), str(site.port), str(folder / f"plain-{count}")]
        done = subprocess.run(command, cwd=ROOT, env=site.environment, stdout=subprocess.PIPE, check=True)
        spent = json.loads(done.stdout)
        spent["rest"] = [page - search for page, search in zip(spent["page"], spent["search"], strict=True)]
        return spent, memory_of_child(site.processes[-1].pid)
    finally:
        site.stop()


def memory_of_child(pid: int) -> dict[str, int]:
    """Megabytes of gunicorn's one worker: resident, and its share of what it shares with its parent."""
    child = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0]
    lines = Path(f"/proc/{child}/smaps_rollup").read_text().splitlines()[1:]
    sizes = {line.split(":")[0]: int(line.split()[1]) // 1024 for line in lines}
    return {"resident": sizes["Rss"], "its share": sizes["Pss"]}


def report(count: int, spent: dict[str, list[float]], memory: dict[str, int]) -> None:
    print(f"\n{count:,} documents, {len(spent['page'])} questions of one to four words, milliseconds\n")
    print(f"{'':<37}{'p50':>8}{'p95':>8}{'÷ plain p50':>14}{'÷ plain p95':>14}")
    for name, (title, reference) in ROWS.items():
        middle, high, beside = median(spent[name]), percentile_95(spent[name]), spent[reference]
        ratios = f"{middle / median(beside):>14.2f}{high / percentile_95(beside):>14.2f}"
        print(f"{title:<37}{middle:>8.1f}{high:>8.1f}{ratios}")
    print("memory of the web process: " + ", ".join(f"{size} MB {name}" for name, size in memory.items()), flush=True)


def percentile_95(milliseconds: list[float]) -> float:
    return quantiles(milliseconds, n=20)[-1] if len(milliseconds) > 1 else milliseconds[0]

import json
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

import search
from search.evaluation import BadSet, Score, evaluate, read_set

BASELINE = Path(search.__file__).parent / "baseline.jsonl"
LOWER_BY = 0.005  # what a mean may fall below the baseline before it counts as worse

Key = tuple[str, str, int, int]


class Command(BaseCommand):
    help = (
        "MRR@10, nDCG@10 and recall@10 of the site's own ranking over judged sets, for each language of each, in a "
        "throw-away index; with the change since the stored baseline. Exit 1 where nDCG fell."
    )

    def add_arguments(self, parser):
        parser.add_argument("folders", nargs="+", metavar="DIR", help="holds docs.jsonl, queries.jsonl and qrels.tsv")
        parser.add_argument("--json", action="store_true", help="one JSON object a set and language")
        parser.add_argument("--baseline", metavar="FILE", help="an earlier --json output instead")
        parser.add_argument("--write-baseline", action="store_true", help="store what is measured")

    def handle(self, *, folders, baseline, write_baseline, **options):
        before = self._baseline(Path(baseline or BASELINE))
        if not options["json"]:
            names = f"{'set':<24}{'lang':<6}{'docs':>6}{'queries':>9}"
            self.stdout.write(f"{names}{'MRR@10':>9}{'nDCG@10':>9}{'recall@10':>11}{'ms':>7}")
        scores = []
        for folder in folders:
            try:
                found = evaluate(read_set(Path(folder)))
            except BadSet as error:
                raise CommandError(str(error)) from error
            for score in found:
                self.stdout.write(json.dumps(_rounded(score)) if options["json"] else self._row(score, before))
            scores += found
        if write_baseline:
            return self._write(scores)
        worse = [score for score in scores if score.ndcg < before.get(_key(asdict(score)), 0.0) - LOWER_BY]
        if worse:
            names = ", ".join(f"{score.set} ({score.lang})" for score in worse)
            raise CommandError(f"nDCG@10 fell below the baseline: {names}", returncode=1)

    def _baseline(self, path: Path) -> dict[Key, float]:
        try:
            rows = [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
            return {_key(row): row["ndcg@10"] for row in rows}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{path} is not a baseline: {error}") from error

    def _write(self, scores: list[Score]) -> None:
        """What was measured takes the place of what was stored for the same set and language; the rest stays."""
        rows = [json.loads(line) for line in BASELINE.read_text().splitlines()] if BASELINE.exists() else []
        kept = {(row["set"], row["lang"]): row for row in rows}
        kept |= {(score.set, score.lang): _rounded(score) for score in scores}
        for row in kept.values():
            row.pop("ms", None)  # Of one machine on one day.
        BASELINE.write_text("".join(json.dumps(kept[key]) + "\n" for key in sorted(kept)))

    def _row(self, score: Score, before: dict[Key, float]) -> str:
        key = _key(asdict(score))
        change = f"  {score.ndcg - before[key]:+.3f}" if key in before else ""
        counts = f"{score.set:<24}{score.lang:<6}{score.documents:>6}{score.queries:>9}"
        return f"{counts}{score.mrr:>9.3f}{score.ndcg:>9.3f}{score.recall:>11.3f}{score.ms:>7.1f}{change}"


def _key(row: dict) -> Key:
    """A set of the same name and another size is another set."""
    return row["set"], row["lang"], row["documents"], row["queries"]


def _rounded(score: Score) -> dict:
    named = {"mrr": "mrr@10", "ndcg": "ndcg@10", "recall": "recall@10"}
    rounded = {key: round(value, 4) if isinstance(value, float) else value for key, value in asdict(score).items()}
    return {named.get(key, key): value for key, value in rounded.items()}

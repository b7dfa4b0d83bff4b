import json
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from search.evaluation import BadSet, Score, evaluate, read_set

LOWER_BY = 0.005  # what a mean may fall below the baseline before it counts as worse


class Command(BaseCommand):
    help = "MRR@10, nDCG@10 and recall@10 of the site's own ranking over judged sets, in a throw-away index."

    def add_arguments(self, parser):
        parser.add_argument("folders", nargs="+", metavar="DIR", help="holds docs.jsonl, queries.jsonl and qrels.tsv")
        parser.add_argument("--json", action="store_true", help="one JSON object a set")
        parser.add_argument("--baseline", metavar="FILE", help="an earlier --json output; exit 1 where nDCG fell")

    def handle(self, *, folders, baseline, **options):
        before = self._baseline(baseline) if baseline else {}
        if not options["json"]:
            self.stdout.write(
                f"{'set':<24}{'docs':>7}{'queries':>9}{'MRR@10':>9}{'nDCG@10':>9}{'recall@10':>11}{'ms':>7}"
            )
        worse = []
        for folder in folders:
            try:
                score = evaluate(read_set(Path(folder)))
            except BadSet as error:
                raise CommandError(str(error)) from error
            self.stdout.write(json.dumps(_rounded(score)) if options["json"] else self._row(score, before))
            if score.ndcg < before.get(score.set, 0) - LOWER_BY:
                worse.append(score.set)
        if worse:
            raise CommandError(f"nDCG@10 fell below the baseline: {', '.join(worse)}", returncode=1)

    def _baseline(self, path: str) -> dict[str, float]:
        try:
            rows = [json.loads(line) for line in Path(path).read_text().splitlines() if line.strip()]
            return {row["set"]: row["ndcg@10"] for row in rows}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{path} is not a baseline: {error}") from error

    def _row(self, score: Score, before: dict[str, float]) -> str:
        change = f"  {score.ndcg - before[score.set]:+.3f}" if score.set in before else ""
        counts = f"{score.set:<24}{score.documents:>7}{score.queries:>9}"
        return f"{counts}{score.mrr:>9.3f}{score.ndcg:>9.3f}{score.recall:>11.3f}{score.ms:>7.1f}{change}"


def _rounded(score: Score) -> dict:
    named = {"mrr": "mrr@10", "ndcg": "ndcg@10", "recall": "recall@10"}
    rounded = {key: round(value, 4) if isinstance(value, float) else value for key, value in asdict(score).items()}
    return {named.get(key, key): value for key, value in rounded.items()}

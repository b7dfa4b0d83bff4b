"""What the demo's editor taught its search: words that customers use and the articles do not, and a pinned result."""

import json
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from haystack.utils import get_identifier
from wagtail.models import ModelLogEntry

from kb import imports
from search.actions import pin_result, save_synonym
from search.models import PinnedResult, Synonym
from site_config.demo.staff import person

HERE = Path(__file__).parent


def load_tuning() -> None:
    """Once: what editors changed or deleted afterwards stays so."""
    told = json.loads((HERE / "tuning.json").read_text(encoding="utf-8"))
    if not _has_log(Synonym):
        for lang, synonyms in told["synonyms"].items():
            for typed, means, both_ways in synonyms:
                synonym = Synonym(lang=lang, typed=typed, means=means, both_ways=both_ways)
                save_synonym(synonym, actor=person("editor"))
    if not _has_log(PinnedResult):
        for pin in told["pinned"]:
            if page := imports.find("article", f"demo-{pin['article']}-{pin['lang']}"):
                words = {"text": pin["search"], "lang": pin["lang"], "title": page.title}
                pin_result(get_identifier(page), **words, actor=person("editor"))


def _has_log(model) -> bool:
    return ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(model)).exists()

"""A search as a reader of a language makes it, and what editors decided about it."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from search.hits import Hit
from search.models import HiddenResult, PinnedResult, SearchLog
from search.questions import read
from search.results import search
from search.synonyms import Rule
from search.tuning import MAX_PINS, current_tuning, tuned_as

SHOWN = 20
DAYS = 30


@dataclass(frozen=True)
class Tried:
    text: str
    lang: str
    hits: list[Hit]
    count: int
    searches: int  # in the last `DAYS` days, in any words that mean the same
    synonyms: list[Rule]
    hidden: list[HiddenResult]
    lost: list[PinnedResult]  # pinned, and not shown

    @property
    def pins(self) -> int:
        return sum(hit.is_pinned for hit in self.hits)

    @property
    def can_pin(self) -> bool:
        return self.pins + len(self.lost) < MAX_PINS

    @property
    def public_url(self) -> str:
        with override(self.lang):
            return f"{reverse('search')}?{urlencode({'q': self.text})}"

    @property
    def synonym_url(self) -> str:
        return f"{reverse('search_synonyms:add')}?{urlencode({'typed': self.text[:200], 'lang': self.lang})}"


def try_search(text: str, lang: str) -> Tried:
    """The number of queries does not grow with what is found."""
    question, tuning = read(text, lang), current_tuning()
    with tuned_as(tuning):
        found = search(text, lang=lang, per_page=SHOWN)
    with tuned_as(tuning.without_hides()):
        findable = {hit.id for hit in search(text, lang=lang, per_page=SHOWN).hits}
    hides = HiddenResult.objects.filter(Q(lang=lang, key=question.key) | Q(key="", identifier__in=findable))
    pins = PinnedResult.objects.filter(lang=lang, key=question.key)
    shown = {hit.id for hit in found.hits}
    since = timezone.now() - timedelta(days=DAYS)
    searches = SearchLog.objects.filter(lang=lang, key=question.key, created_at__gte=since).count()
    lost = [pin for pin in pins if pin.identifier not in shown]
    effects = list({rule.synonym.pk: rule for rule in tuning.rules.effects(question)}.values())
    return Tried(question.text, lang, found.hits, found.count, searches, effects, list(hides), lost)


def tune_url(text: str, lang: str) -> str:
    return f"{reverse('search_tune:index')}?{urlencode({'q': text, 'lang': lang})}"

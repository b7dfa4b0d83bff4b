"""The reads of search, for the apps above: results, suggestions as one types, likely answers to a question."""

from search.freshness import still_public
from search.hits import KINDS, Hit, Results
from search.results import MAX_PAGE, SINCE, likely_answers, search
from search.suggesting import suggest
from search.twins import Twin, likely_twins

__all__ = [
    "KINDS",
    "MAX_PAGE",
    "SINCE",
    "Hit",
    "Results",
    "Twin",
    "likely_answers",
    "likely_twins",
    "search",
    "still_public",
    "suggest",
]

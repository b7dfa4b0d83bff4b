from search.models.logs import DocumentViews, NeverSuggested, Popularity, SearchLog, SearchTally
from search.models.outbox import IndexTask
from search.models.tuning import HiddenResult, PinnedResult, Synonym, TuningVersion

__all__ = [
    "DocumentViews",
    "HiddenResult",
    "IndexTask",
    "NeverSuggested",
    "PinnedResult",
    "Popularity",
    "SearchLog",
    "SearchTally",
    "Synonym",
    "TuningVersion",
]

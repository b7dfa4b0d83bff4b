from search.models.logs import DocumentViews, Popularity, SearchLog, SearchTally
from search.models.outbox import IndexTask
from search.models.tuning import HiddenResult, PinnedResult, Synonym, TuningVersion

__all__ = [
    "DocumentViews",
    "HiddenResult",
    "IndexTask",
    "PinnedResult",
    "Popularity",
    "SearchLog",
    "SearchTally",
    "Synonym",
    "TuningVersion",
]

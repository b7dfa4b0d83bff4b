"""What was searched for."""

from search.analysis import fold
from search.models import SearchLog
from search.questions import clean

MAX_LOGGED = 200


def log_search(text: str, *, lang: str, kind: str | None, count: int) -> None:
    """Remember what was looked for, folded, and how much was found; never by whom.

    What looks like an email address or a long number may name a person and is not kept.
    """
    words = [word for word in clean(text).split() if "@" not in word and sum(map(str.isdigit, word)) < 5]
    query = " ".join(fold(word) for word in words)[:MAX_LOGGED]
    if query:
        SearchLog.objects.create(query=query, lang=lang, kind=kind or "", count=count)

"""What search engines may show: what a stranger who comes from one is helped by.

A thread is thin while nobody answered it and its question says little: who searches finds their own question, and no
help. A long question may be shown unanswered, because others know what it describes. What is hidden or private, was
merged into another or is out of date would lead people wrong.
"""

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from community.models import Thread

SAYS_ENOUGH = 300  # characters


def is_findable(thread: Thread) -> bool:
    """For the page itself."""
    says_enough = thread.answer_count > 0 or len(thread.body_source) >= SAYS_ENOUGH
    is_open_to_all = not thread.is_hidden and thread.merged_into_id is None and not thread.board.is_private
    return says_enough and is_open_to_all and thread.outdated_at is None


def findable(threads: QuerySet[Thread]) -> QuerySet[Thread]:
    """The same of many, of those that are public."""
    says_enough = Q(answer_count__gt=0) | Q(length__gte=SAYS_ENOUGH)
    return threads.alias(length=Length("body_source")).filter(says_enough, outdated_at=None)

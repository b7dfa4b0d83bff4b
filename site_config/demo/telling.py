"""Many stories told as they happened: side by side, in the order of time.

A story is a generator. It yields the moment of its next step and goes on when everything before has happened.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from heapq import heapify, heappop, heapreplace

Story = Iterator[datetime]


def tell(stories: Iterable[Story]) -> None:
    begun = [(moment, number, story) for number, story in enumerate(stories) for moment in _next(story)]
    heapify(begun)
    while begun:
        _moment, number, story = begun[0]
        if then := _next(story):
            heapreplace(begun, (then[0], number, story))
        else:
            heappop(begun)


def _next(story: Story) -> list[datetime]:
    """The moment of its next step; empty when it is told."""
    return [moment for moment in [next(story, None)] if moment]

"""What looks wrong at the moment it happens, and waits for a person (RULES §1, against gaming)."""

from community.models import PointReview
from community.reputation.facts import Fact


def review_for(fact: Fact, amount: int) -> PointReview | None:
    """The review that an award of this fact waits for; None when nothing is wrong with it."""
    return None

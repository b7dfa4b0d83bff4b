"""Who belongs together, and pays each other nothing: the same company, or the same household (RULES §1)."""

from community.reputation.facts import Fact


def are_together(fact: Fact) -> bool:
    """Whether giver and member of a fact have addresses of the same company."""
    return False

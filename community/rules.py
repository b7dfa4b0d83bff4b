"""The numbers of moderation, in one place (RULES §2). Change one only with a decision record."""

from datetime import timedelta

STAFF_LEVEL = 5
STAFF_FLAG_WEIGHT = 5
HIDE_AT_WEIGHT = 8  # the waiting flags on a post together …
HIDE_AT_PEOPLE = 2  # … from at least so many people; one of the team is enough
CLAIM_LASTS = timedelta(minutes=10)
WAIT_PER_WEIGHT = timedelta(hours=1)  # in the queue a flag's weight counts like so much waiting
FULL_MEMBER_AFTER = timedelta(days=1)


def flag_weight(level: int) -> int:
    return STAFF_FLAG_WEIGHT if level >= STAFF_LEVEL else 1 + level


def is_enough_to_hide(weights: list[int], *, has_staff: bool) -> bool:
    return has_staff or (sum(weights) >= HIDE_AT_WEIGHT and len(weights) >= HIDE_AT_PEOPLE)

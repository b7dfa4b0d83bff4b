"""The numbers of moderation, in one place (RULES §2). Change one only with a decision record."""

from datetime import timedelta

STAFF_LEVEL = 5
STAFF_FLAG_WEIGHT = 5
HIDE_AT_WEIGHT = 8  # the waiting flags on a post together …
HIDE_AT_PEOPLE = 2  # … from at least so many people; one of the team is enough
CLAIM_LASTS = timedelta(minutes=10)
WAIT_PER_WEIGHT = timedelta(hours=1)  # in the queue a flag's weight counts like so much waiting
SANCTIONS = {  # what a moderator can do about a member: how long they do not write; None is no end, or no silence
    "notice": None,
    "24h": timedelta(hours=24),
    "72h": timedelta(hours=72),
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
    "permanent": None,
}
QUESTIONS_A_DAY = (3, 5)  # on day one, later
ANSWERS_A_DAY = (10, 100)
ANSWERS_A_MINUTE = 4
VOTES_A_MINUTE = 5
FLAGS_A_DAY = 20
FULL_MEMBER_AFTER = timedelta(days=1)
OUTDATE_LEVEL = 3  # from this level on members mark what is out of date


def flag_weight(level: int) -> int:
    return STAFF_FLAG_WEIGHT if level >= STAFF_LEVEL else 1 + level


def is_enough_to_hide(weights: list[int], *, has_staff: bool) -> bool:
    return has_staff or (sum(weights) >= HIDE_AT_WEIGHT and len(weights) >= HIDE_AT_PEOPLE)

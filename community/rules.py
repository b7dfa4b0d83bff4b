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
COMMENTS_A_DAY = (10, 100)
COMMENTS_A_MINUTE = 4
VOTES_A_MINUTE = 5
THANKS_A_MINUTE = 3
THANKS_A_DAY = (5, 30)
FLAGS_A_DAY = 20
EDITS_A_MINUTE = 10  # that are kept in the history
PICTURES_A_DAY = (5, 50)
PICTURES_A_MINUTE = 10
POINT_APPEALS_A_DAY = 5
PROPOSALS_A_DAY = 20
RETAGS_A_DAY = 30
SILENT_FOR = timedelta(days=7)  # an asker who says nothing for so long: advocates say together which answer solved it
SUPPORTERS = 2
TERM_LASTS = timedelta(days=365)  # of an expert of a board

# What newcomers may, and what everybody else (RULES §1, level 0).
LINKS_A_POST = (2, 20)
PICTURES_A_POST = (1, 20)
SCREENED_POSTS = 2  # so many first posts of a newcomer a moderator sees before everyone does
# When a post looks like spam. Not shown to anyone: thresholds of detection are not public (RULES §1).
YOUNG_FOR, YOUNG_POSTS = timedelta(days=7), 3  # new here: joined so lately, and with fewer posts than this
NEWCOMER_LINKS, WORDS_A_LINK = 2, 6  # more links of somebody new, or fewer words to each
SAME_TEXT_WORDS, SAME_TEXT_WITHIN = 8, timedelta(days=1)
SAME_TEXT = (1, 3)  # so often before: by somebody new, by everybody else
PRINTS_KEPT = timedelta(days=30)
FASTEST_FORM, FORM_LASTS = timedelta(seconds=3), timedelta(days=1)


def flag_weight(level: int) -> int:
    return STAFF_FLAG_WEIGHT if level >= STAFF_LEVEL else 1 + level


def is_enough_to_hide(weights: list[int], *, has_staff: bool) -> bool:
    return has_staff or (sum(weights) >= HIDE_AT_WEIGHT and len(weights) >= HIDE_AT_PEOPLE)

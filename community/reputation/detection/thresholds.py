"""From where on something looks wrong (RULES §1, docs/decisions/0028). No member reads one of these numbers."""

from datetime import timedelta

# At the moment it happens.
VOTES = ("helpful", "fixed")  # a me-too is no vote for somebody: an outage brings a hundred in a minute
BURST, BURST_WITHIN = 9, timedelta(minutes=2)  # so many votes on one author: the last of them, and what follows
QUICK = timedelta(minutes=5)  # accepted so soon after it was written
REPEATED, REPEATED_WITHIN = 3, timedelta(days=30)  # acceptances between the same two, whichever of them asked
OLD = timedelta(days=90)  # what happened longer ago (and is counted now for the first time) is not looked at

PARTED_FOR = timedelta(days=180)  # what a person took back between some pays nothing between them for so long

# By night.
LOOK_BACK = timedelta(days=90)
GIVEN = (*VOTES, "accepted")  # what makes a circle: an acceptance is worth five votes
RECIPROCAL = 8  # votes to and fro between two, at least half as many from each …
SHARE = 40  # … and more than so many per cent of all that either got
BEYOND = 3  # … and so many times what is to be expected from how others vote
FEW = 20  # votes of others: with fewer nothing can be expected
REVERSED_AT_ONCE = 100  # points between two; above that a person decides
CIRCLE_EDGE = 2  # votes each way that tie two of a circle
CIRCLE_SIZE = 3
CIRCLE_VOTES = 8  # that each of a circle got from the others
STAR_VOTES = 6  # of one for the same member …
STAR_FAITHFUL = 80  # … and so many per cent of all they gave
STAR_GIVERS = 2  # so many of whom bring a member more than `SHARE`
AT_MOST = 50  # new reviews in a night: more, no person looks at

"""How sure we can be that an answer helps, from the votes it has and those it came with. It orders answers."""

from community.models import Answer
from kb.queries import wilson_bound

COUNTS = ("helpful_count", "unhelpful_count", "imported_score")


def helpfulness_of(helpful: int, unhelpful: int, imported_score: int) -> float:
    """The lower Wilson bound (95 %) of helpful votes among all: 0 where nobody found it helpful.

    A score from another forum is what is left of votes for and against. It counts as that many votes of its sign.
    """
    helpful, unhelpful = helpful + max(0, imported_score), unhelpful + max(0, -imported_score)
    return round(wilson_bound(helpful, helpful + unhelpful), 6) if helpful else 0.0


def set_helpfulness(answer: Answer) -> None:
    """Bring it in line with the counts; saving is the caller's."""
    answer.helpfulness = helpfulness_of(*(getattr(answer, name) for name in COUNTS))


def fill_helpfulness(answers) -> None:
    """The same for many stored answers (a queryset): one update for each set of counts that occurs."""
    for counts in list(answers.order_by().values_list(*COUNTS).distinct()):
        answers.filter(**dict(zip(COUNTS, counts, strict=True))).update(helpfulness=helpfulness_of(*counts))

"""All badges, in one place to read them (RULES §1). What proves them stands in `evidence`.

``weight`` says how hard a badge is to come by, as declared: the one beside a name is the heaviest, unless its member
chose another. It is not counted from who holds it, so nobody's name changes by what others do.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Group(models.TextChoices):
    START = "start", _("First steps")
    SOLVE = "solve", _("Solving")
    ASK = "ask", _("Asking well")
    KNOWLEDGE = "knowledge", _("Knowledge")
    CARE = "care", _("Care for each other")
    HONOURS = "honours", _("Honours")


# Of a weight below this.
GRADES = ((30, "first"), (60, "bronze"), (80, "silver"), (101, "gold"))


@dataclass(frozen=True)
class Badge:
    """``words`` say what its holder did, ``how`` what earns it. ``tier``: 1 to 4 where one grows from another. Its slug
    names its symbol in ``static/badges.svg``."""

    slug: str
    group: Group
    title: Promise
    words: Promise
    how: Promise
    needs: int
    weight: int
    tier: int = 0
    is_given: bool = False  # by a person or once a month: no counting earns it, and none takes it away

    @property
    def grade(self) -> str:
        """The colour of its medal, by how hard it is to come by."""
        return next(grade for weight, grade in GRADES if self.weight < weight)


def _solver(tier: int, numeral: str, needs: int, weight: int, words: Promise, how: Promise) -> Badge:
    return Badge(f"solver-{tier}", Group.SOLVE, numeral, words, how, needs, weight, tier)


BADGES: dict[str, Badge] = {
    badge.slug: badge
    for badge in (
        Badge(
            "oriented",
            Group.START,
            _("Oriented"),
            _("Knows the way around."),
            _("Take the tour of the community."),
            1,
            10,
        ),
        Badge(
            "introduced",
            Group.START,
            _("Introduced"),
            _("Says who they are."),
            _("Write a few words about yourself in your profile."),
            1,
            11,
        ),
        Badge(
            "first-question",
            Group.START,
            _("First Question"),
            _("Asked a question that others can learn from."),
            _("Ask a question that still stands after 7 days."),
            1,
            12,
        ),
        Badge(
            "first-answer",
            Group.START,
            _("First Answer"),
            _("Took the time to answer somebody."),
            _("Write an answer that still stands after 7 days."),
            1,
            13,
        ),
        Badge(
            "loop-closer",
            Group.START,
            _("Loop Closer"),
            _("Said what helped, so that the next reader knows."),
            _("Accept an answer to your question, or say that an article solved it."),
            1,
            14,
        ),
        _solver(1, _("Solver I"), 1, 30, _("Solved a question."), _("Have an answer accepted.")),
        _solver(2, _("Solver II"), 10, 50, _("Solved 10 questions."), _("Have 10 answers accepted.")),
        _solver(3, _("Solver III"), 50, 70, _("Solved 50 questions."), _("Have 50 answers accepted.")),
        _solver(4, _("Solver IV"), 150, 90, _("Solved 150 questions."), _("Have 150 answers accepted.")),
        Badge(
            "confirmed-fix",
            Group.SOLVE,
            _("Confirmed Fix"),
            _("Answers that work for later readers, too."),
            _("Have 10 later readers say “this fixed it”, with 90 % of the votes on these answers helpful."),
            10,
            54,
        ),
        Badge(
            "enduring-fix",
            Group.SOLVE,
            _("Enduring Fix"),
            _("Answers that go on helping."),
            _("Have 50 later readers say “this fixed it”, over 180 days or longer."),
            50,
            80,
        ),
        Badge(
            "rescuer",
            Group.SOLVE,
            _("Rescuer"),
            _("Solves what nobody else had answered."),
            _("Solve 5 questions that had waited a day or longer for their first answer."),
            5,
            56,
        ),
        Badge(
            "deadline-hero",
            Group.SOLVE,
            _("Deadline Hero"),
            _("Solves questions just before our team has to."),
            _("Solve 10 questions after the asker was told that they go to our team, and before they do."),
            10,
            66,
        ),
        Badge(
            "second-opinion",
            Group.SOLVE,
            _("Second Opinion"),
            _("Found something better to say when all seemed said."),
            _("Have 5 members find an answer helpful that you gave after another one was accepted."),
            5,
            58,
        ),
        Badge(
            "patient-guide",
            Group.SOLVE,
            _("Patient Guide"),
            _("Stays with a question until it is solved."),
            _("Have 10 answers accepted after you and the asker wrote to and fro 3 times or more."),
            10,
            68,
        ),
        Badge(
            "clear-asker",
            Group.ASK,
            _("Clear Asker"),
            _("Asks what many wanted to know."),
            _("Have 15 members say on your questions that they have the problem, too."),
            15,
            40,
        ),
        Badge(
            "well-scoped",
            Group.ASK,
            _("Well-Scoped"),
            _("Asks so that others can answer at once."),
            _("Have 5 questions solved without anybody asking for more information."),
            5,
            42,
        ),
        Badge(
            "librarian",
            Group.KNOWLEDGE,
            _("Librarian"),
            _("Makes our articles better."),
            _("Have 10 of your better texts for articles taken over."),
            10,
            60,
        ),
        Badge(
            "author",
            Group.KNOWLEDGE,
            pgettext_lazy("badge", "Author"),
            _("Wrote an answer that became an article."),
            _("Write an answer that grows into an article."),
            1,
            62,
        ),
        Badge(
            "translator",
            Group.KNOWLEDGE,
            _("Translator"),
            _("Carries articles into other languages."),
            _("Have 10 of your translations of articles taken over."),
            10,
            72,
        ),
        Badge(
            "gardener",
            Group.KNOWLEDGE,
            _("Gardener"),
            _("Keeps questions where others find them."),
            _("Have 25 duplicates you found confirmed, or tags you changed stay as you left them."),
            25,
            64,
        ),
        Badge(
            "sentinel",
            Group.CARE,
            _("Sentinel"),
            _("Looks after this place, and looks twice."),
            _("Have 25 of your reports upheld, and 90 % of all that were decided."),
            25,
            65,
        ),
        Badge(
            "mentor",
            Group.CARE,
            _("Mentor"),
            _("Helps newcomers to become helpers."),
            _("Solve one of the first 3 questions of 5 members who have reached level 2."),
            5,
            74,
        ),
        Badge(
            "rhythm",
            Group.CARE,
            _("Rhythm"),
            _("Comes back to help."),
            _("Give answers that helped somebody in 4 of any 6 weeks in a row."),
            4,
            44,
        ),
        Badge(
            "newcomer-of-the-month",
            Group.HONOURS,
            _("Newcomer of the Month"),
            _("Helped more people than anybody else who came lately."),
            _("Join, and solve the questions of more people in a month than other newcomers: at least 2."),
            1,
            82,
            is_given=True,
        ),
        Badge(
            "board-expert",
            Group.HONOURS,
            _("Board Expert"),
            _("Knows a subject, and shares it."),
            _("Have 25 answers on one board accepted within 180 days, by 10 people or more."),
            25,
            85,
        ),
        Badge(
            "champion",
            Group.HONOURS,
            _("Champion"),
            _("Named by our team for what they did for this community."),
            _("Our team names champions, and says why."),
            1,
            100,
            is_given=True,
        ),
    )
}
# Those that mean less once the next one is held.
LADDER = [slug for slug, badge in BADGES.items() if badge.tier]

"""What pays, how much, and up to where: all rules in one place (RULES §1). The values stand in `DEFAULTS`; an admin's
newer version of them is stored in `RulesVersion`, and the newest holds.

Limits are points, as the amounts are: "30 an answer" is six helpful votes. A day is a day of UTC, a week begins on
Monday, a month is a calendar month; "30 days" are the day itself and the 29 before.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.models.points import Why

DEFAULTS: dict[str, int] = {
    "first_question": 5,
    "first_answer": 10,
    "me_too": 1,
    "me_too.object": 15,
    "helpful": 5,
    "helpful.object": 30,
    "fixed": 2,
    "fixed.month": 20,
    "accepted": 25,
    "accepting": 3,
    "accepting.day": 15,
    "hint": 3,
    "hint.day": 3,
    "hint.30_days": 15,
    "verified": 15,
    "rescue": 10,
    "deflection": 15,
    "article_edit": 5,
    "article_edit.week": 50,
    "translation": 20,
    "promoted": 40,
    "report": 3,
    "report.day": 15,
    "flag": 2,
    "flag.day": 10,
    "removed": -25,
    "votes.day": 150,  # all that votes bring together
    "pair.day": 3,  # so many votes of one member for another pay in a day …
    "pair.30_days": 10,  # … and in 30 days
    "pending.hours": 24,  # an acceptance waits so long
    "stands.days": 7,  # a first post pays when it stands so long
}


@dataclass(frozen=True)
class Cap:
    """``value`` names its bound in the values. Counts points, or with ``votes`` how often something was paid."""

    value: str
    span: str  # object, day, week, month (of one object), 30_days
    why: Why
    rules: tuple[str, ...] = ()  # that share the bound; empty: each rule has its own
    of_pair: bool = False
    votes: bool = False

    def days(self, day: date) -> tuple[date, date] | None:
        """First and last day that count together with ``day``; None for all time."""
        if self.span == "day":
            return day, day
        if self.span == "week":
            monday = day - timedelta(days=day.weekday())
            return monday, monday + timedelta(days=6)
        if self.span == "month":
            following = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
            return day.replace(day=1), following - timedelta(days=1)
        if self.span == "30_days":
            return day - timedelta(days=29), day
        return None

    @property
    def of_object(self) -> bool:
        return self.span in ("object", "month")


@dataclass(frozen=True)
class Rule:
    """``waits``: the value that says for how long it does not count yet. ``from_others``: somebody gives it; what comes
    from one's own company or household pays nothing, and with ``needs_member`` nothing from a new member either.
    ``is_income``: counts to what votes bring in a day."""

    slug: str
    title: Promise
    words: Promise
    caps: tuple[Cap, ...] = ()
    waits: str = ""
    from_others: bool = False
    is_income: bool = False
    needs_member: bool = False  # the giver is of level 1 or more

    def amount(self, values: dict[str, int]) -> int:
        return values[self.slug]

    def wait(self, values: dict[str, int]) -> timedelta:
        """How long an award does not count yet."""
        if not self.waits:
            return timedelta()
        return timedelta(**{self.waits.split(".")[1]: values[self.waits]})

    def bound_by(self, cap: Cap) -> tuple[str, ...]:
        """Slugs of the rules whose awards count together up to the cap."""
        return cap.rules or (self.slug,)


INCOME = ("helpful", "me_too", "fixed")

_PAIR = (
    Cap("pair.day", "day", Why.PAIR_DAY, INCOME, of_pair=True, votes=True),
    Cap("pair.30_days", "30_days", Why.PAIR_MONTH, INCOME, of_pair=True, votes=True),
)
_VOTES = (*_PAIR, Cap("votes.day", "day", Why.CAP_INCOME, INCOME))
_GIVEN = {"from_others": True, "is_income": True, "needs_member": True}

RULES: dict[str, Rule] = {
    rule.slug: rule
    for rule in (
        Rule(
            "accepted",
            _("Your answer was accepted"),
            _("By the one who asked, never by yourself. It counts after a wait, in case it is taken back."),
            waits="pending.hours",
            from_others=True,
        ),
        Rule(
            "rescue",
            _("Rescue: nobody had answered for a day"),
            _("On top, when the accepted answer stands in a question nobody had answered for 24 hours or longer."),
            waits="pending.hours",
            from_others=True,
        ),
        Rule(
            "deflection",
            _("Just in time: our team would have had to answer"),
            _("On top, when it is accepted after the asker was told that it goes to our team, and before it did."),
            waits="pending.hours",
            from_others=True,
        ),
        Rule(
            "verified",
            _("Your answer was verified"),
            _("Our team or an expert of the board says that it is right."),
            from_others=True,
        ),
        Rule(
            "helpful",
            _("Somebody found your answer helpful"),
            _("“Not helpful” moves an answer down and never costs points."),
            (Cap("helpful.object", "object", Why.CAP_OBJECT), *_VOTES),
            **_GIVEN,
        ),
        Rule(
            "fixed",
            _("Your answer fixed it for a later reader"),
            _("Somebody with the same problem said so."),
            (Cap("fixed.month", "month", Why.CAP_MONTH), *_VOTES),
            **_GIVEN,
        ),
        Rule(
            "me_too",
            _("Somebody has the problem you asked about"),
            _("Your question helps others, too."),
            (Cap("me_too.object", "object", Why.CAP_OBJECT), *_VOTES),
            **_GIVEN,
        ),
        Rule(
            "accepting",
            _("You accepted an answer"),
            _("Readers see at once what helped."),
            (Cap("accepting.day", "day", Why.CAP_DAY),),
            from_others=True,
        ),
        Rule(
            "hint",
            _("An article solved it before you asked"),
            _("You said so while writing your question. Once for each article."),
            (Cap("hint.day", "day", Why.CAP_DAY), Cap("hint.30_days", "30_days", Why.CAP_MONTH)),
        ),
        Rule("first_question", _("Your first question"), _("When it still stands after a week."), waits="stands.days"),
        Rule("first_answer", _("Your first answer"), _("When it still stands after a week."), waits="stands.days"),
        Rule(
            "article_edit",
            _("Your better text for an article was taken over"),
            _("An editor decides."),
            (Cap("article_edit.week", "week", Why.CAP_WEEK),),
        ),
        Rule("translation", _("Your translation of an article was taken over"), _("An editor decides.")),
        Rule("promoted", _("Your answer became an article"), _("It counts while the article is published.")),
        Rule(
            "report",
            _("Your hint that a question is a duplicate or out of date was right"),
            _("A moderator or an expert of the board decides."),
            (Cap("report.day", "day", Why.CAP_DAY),),
            from_others=True,
        ),
        Rule(
            "flag",
            _("Your report was right"),
            _("A moderator decides."),
            (Cap("flag.day", "day", Why.CAP_DAY),),
        ),
        Rule(
            "removed",
            _("Something of yours was removed as spam or abuse"),
            _("All that it earned is taken back, whenever that was. Points do not fall below 0."),
        ),
        Rule("carried", _("Two accounts of yours became one"), _("What they had earned stays yours.")),
    )
}

"""What each level may: every privilege in one place (RULES §1). Predicates and limits ask `level_for`; the page about
points shows the table."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from community.models.standing import Level
from community.rules import ANSWERS_A_DAY, LINKS_A_POST, PICTURES_A_POST, QUESTIONS_A_DAY, SCREENED_POSTS
from site_config.formats import localized_number


@dataclass(frozen=True)
class Privilege:
    """From which level on, and what a member reads about it."""

    level: Level
    say: Callable[[], str]

    @property
    def words(self) -> str:
        return self.say()


def _posting(level: int) -> str:
    words = _("Ask %(questions)s questions and give %(answers)s answers a day")
    return words % {
        "questions": localized_number(QUESTIONS_A_DAY[level]),
        "answers": localized_number(ANSWERS_A_DAY[level]),
    }


def _holding(level: int) -> str:
    words = _("Links in a post: up to %(links)s. Pictures: up to %(pictures)s")
    return words % {
        "links": localized_number(LINKS_A_POST[level]),
        "pictures": localized_number(PICTURES_A_POST[level]),
    }


def _screened() -> str:
    words = _("A moderator looks at your first posts, up to %(number)s of them, before everyone sees them")
    return words % {"number": localized_number(SCREENED_POSTS)}


PRIVILEGES: dict[str, Privilege] = {
    "start": Privilege(Level.NEW, lambda: _posting(0)),
    "start_with": Privilege(Level.NEW, lambda: _holding(0)),
    "screened": Privilege(Level.NEW, _screened),
    "vote": Privilege(Level.MEMBER, lambda: _("Say which answers helped, and which one fixed it for you")),
    "flag": Privilege(Level.MEMBER, lambda: _("Report what does not belong here; it weighs more with every level")),
    "ask_for_info": Privilege(Level.MEMBER, lambda: _("Ask for more information where a question is unclear")),
    "post": Privilege(Level.MEMBER, lambda: _posting(1)),
    "attach": Privilege(Level.MEMBER, lambda: _holding(1)),
    "retag": Privilege(Level.HELPER, lambda: _("Change the tags of others’ questions")),
    "propose": Privilege(Level.HELPER, lambda: _("Propose what was asked before, or is out of date")),
    "propose_article": Privilege(Level.HELPER, lambda: _("Propose better words for articles, and translations")),
    "clock": Privilege(Level.HELPER, lambda: _("See when a question goes to our team")),
    "edit": Privilege(Level.ADVOCATE, lambda: _("Improve the words of others’ posts, with a reason")),
    "outdate": Privilege(Level.ADVOCATE, lambda: _("Mark what is out of date")),
    "support": Privilege(Level.ADVOCATE, lambda: _("Accept an answer, two together, when its asker is silent")),
    "hide_spam": Privilege(Level.ADVOCATE, lambda: _("Hide spam of new members at once by reporting it")),
    "verify": Privilege(Level.EXPERT, lambda: _("Verify answers on your board")),
    "merge": Privilege(Level.EXPERT, lambda: _("Merge and close questions on your board, and open them again")),
    "confirm": Privilege(Level.EXPERT, lambda: _("Decide on what others propose on your board")),
    "moderate": Privilege(Level.MODERATOR, lambda: _("Decide on reports, warn and silence")),
}


def level_for(privilege: str) -> Level:
    return PRIVILEGES[privilege].level


def privileges_of(level: int) -> list[Privilege]:
    """What begins at this level."""
    return [one for one in PRIVILEGES.values() if one.level == level]

"""A sentence of thanks at an answer: what may stand in it, and which of them a page shows."""

import re
import unicodedata
from dataclasses import dataclass

from django import forms
from django.db.models import Case, Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from community.errors import Refused
from community.forms import CheckedField
from community.models import Answer, Standing, Thanks
from community.models.deeds import THANKS_LENGTH
from community.own_facts import OwnFacts
from community.personal_data import find_personal_data
from community.spam.signs import holds_blocked
from community.texts import clean_title, has_words
from site_config.formats import localized_number

SHOWN = 3  # sentences at an answer, before "all thanks"
# Addresses as people type them. A full stop without a space after it, as in "works.Thanks", is none.
_ADDRESS = re.compile(
    r"://|\bwww\.|\b(?:t\.me|wa\.me)/|\w\.(?:com|net|org|info|biz|io|app|shop|store|online|site|top|xyz|club|click|link"
    r"|dev|eu|de|uk|ru|рф|gr|ir|al|tr|cn)\b(?!-)",
    re.IGNORECASE,
)


def checked_thanks(text: str) -> str:
    """One sentence on one line, without addresses, private matters and what moderators do not want to read."""
    words = clean_title(text)
    if not has_words(words):
        raise Refused(_("Write a few words."), field="words")
    if len(words) > THANKS_LENGTH:
        limits = {"length": localized_number(len(words)), "limit": localized_number(THANKS_LENGTH)}
        raise Refused(_("The text has %(length)s characters, the limit is %(limit)s.") % limits, field="words")
    folded = unicodedata.normalize("NFKC", words).casefold()
    if found := find_personal_data(words):
        raise Refused(f"{found[0].says} {found[0].shown}", field="words")
    if _ADDRESS.search(folded):
        raise Refused(_("Thanks hold no links. Leave the address out."), field="words")
    if holds_blocked(folded, []):
        raise Refused(_("There are words in it that cannot stand here. Say it in others."), field="words")
    return words


class ThanksForm(forms.Form):
    words = CheckedField(
        label=gettext_lazy("Your thanks, in one sentence"),
        error_messages={"required": gettext_lazy("Write a few words.")},
        check=checked_thanks,
        tidy=clean_title,
        widget=forms.TextInput(attrs={"maxlength": THANKS_LENGTH, "dir": "auto"}),
    )


@dataclass(frozen=True)
class ShownThanks:
    """``member`` is None once they have gone."""

    pk: int
    words: str
    member: User | None
    has_asked: bool


def with_thanks(answers: QuerySet[Answer]) -> QuerySet[Answer]:
    """Each answer with its first few thanks, as JSON: they come along in the query of the page, and cost none."""
    thanks = _at(OuterRef("pk"))
    row = JSONObject(
        pk="pk",
        words="words",
        member="member",
        name="member__display_name",
        level="member__standing__level",
        badge="member__standing__badge",
        has_asked="has_asked",
    )
    rows = thanks.annotate(row=row).values("row")
    number = thanks.order_by().values("answer").annotate(number=Count("pk")).values("number")
    places = {f"thanks_{place}": Subquery(rows[place : place + 1]) for place in range(SHOWN)}
    return answers.annotate(thanks_count=Subquery(number, output_field=IntegerField()), **places)


def _at(answer: OuterRef) -> QuerySet[Thanks]:
    """The asker's own words first, then the newest."""
    is_askers = When(member=F("answer__thread__author"), then=Value(1))
    has_asked = Case(is_askers, default=Value(0), output_field=IntegerField())
    return Thanks.objects.shown().filter(answer=answer).annotate(has_asked=has_asked).order_by("-has_asked", "-pk")


def bring_thanks(answer: Answer) -> Answer:
    """The same for an answer that is here already: one query."""
    names = ["thanks_count", *(f"thanks_{place}" for place in range(SHOWN))]
    for name, value in with_thanks(Answer.objects.filter(pk=answer.pk)).values(*names)[0].items():
        setattr(answer, name, value)
    return answer


def shown_thanks(answer: Answer, facts: OwnFacts) -> list[ShownThanks]:
    """Of an answer that came `with_thanks`, without those of members whom the reader blocked."""
    rows = (getattr(answer, f"thanks_{place}", None) for place in range(SHOWN))
    return [_shown(row) for row in rows if row and not (row["member"] and facts.has("block", row["member"]))]


def _shown(row: dict) -> ShownThanks:
    member = User(pk=row["member"], display_name=row["name"]) if row["member"] else None
    if member:
        Standing(member=member, level=row["level"] or 0, badge=row["badge"] or "")
    return ShownThanks(row["pk"], row["words"], member, bool(row["has_asked"]))

"""Naming members in a text. ``@Name`` of somebody in the thread is stored as ``[@Name](member:12)``: the number stays
when the name changes, and the name is put right whenever the post is written. Nobody is named in code."""

import re
from dataclasses import dataclass

from django.db.models import Q

from accounts.models import User
from community.models import Answer, Comment, Thread

TOLD_AT_MOST = 5  # people told of one post; whom it names beyond is linked all the same
NAMED_AT_MOST = 50
OFFERED_AT_MOST = 8
LETTERS_FOR_MEMBERS = 2  # so many are typed before people from outside the thread are offered
_STORED = r"\[@(?P<words>(?:\\.|[^\[\]\\\n]){0,200})\]\(member:(?P<number>\d{1,9})\)"
# Code, and links with their addresses, are left as they are.
_LEFT = (
    r"(?P<left>```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|(?P<ticks>`{1,2})(?!`).*?(?<!`)(?P=ticks)(?!`)|^(?: {4}|\t)[^\n]*$"
    r"|\]\([^()\n]*\)|\bhttps?://\S+)"
)
_FLAGS = re.DOTALL | re.MULTILINE | re.IGNORECASE
_QUOTED = re.compile(r"^ {0,3}>.*$", re.MULTILINE)
_NAMED = re.compile(f"{_LEFT}|{_STORED}", _FLAGS)


def participants_of(thread: Thread) -> list[User]:
    """Who asked, answered or commented where everyone sees it, by name; without who left."""
    answers = Answer.objects.filter(thread=thread, hidden_at=None).order_by()
    comments = Comment.objects.filter(question=thread, hidden_at=None).order_by()
    ids = set(answers.values_list("author", flat=True).union(comments.values_list("author", flat=True)))
    named = User.objects.filter(pk__in={*ids, thread.author_id} - {None}, is_active=True).exclude(display_name="")
    return list(named.order_by("display_name", "pk"))


@dataclass(frozen=True)
class Named:
    """Somebody to choose, and what choosing them writes."""

    name: str
    written: str
    is_here: bool


def people_named(typed: str, thread: Thread | None, user: User) -> list[Named]:
    """Whom ``@typed`` may mean, but the one who types: people of the thread first, then members by their name."""
    here = participants_of(thread) if thread else []
    names = [person.display_name.casefold() for person in here]
    found = [
        Named(person.display_name, as_typed(person, is_only_one=names.count(person.display_name.casefold()) == 1), True)
        for person in here
        if person != user and any(word.startswith(typed.casefold()) for word in _beginnings(person.display_name))
    ]
    if len(typed) >= LETTERS_FOR_MEMBERS and len(found) < OFFERED_AT_MOST:
        begins = Q(display_name__istartswith=typed) | Q(display_name__startswith=typed.capitalize())
        others = User.objects.filter(begins, is_active=True).exclude(pk__in=[user.pk, *(one.pk for one in here)])
        for person in others.order_by("display_name", "pk")[:OFFERED_AT_MOST]:
            found.append(Named(person.display_name, mention_of(person), False))
    return found[:OFFERED_AT_MOST]


def as_typed(person: User, *, is_only_one: bool) -> str:
    """A plain ``@Name`` where the name is enough."""
    is_plain = re.fullmatch(r"[\w.' -]+", person.display_name)
    return f"@{person.display_name}" if is_only_one and is_plain else mention_of(person)


def _beginnings(name: str) -> list[str]:
    """A name, and what is left of it after each word: whoever types the last name is understood, too."""
    words = name.casefold().split()
    return [" ".join(words[start:]) for start in range(len(words))]


def mentioned_in(source: str) -> list[int]:
    """The members a stored text names, in order, each once. Whom a quotation names was named before."""
    if "](member:" not in source:
        return []
    source = _QUOTED.sub("", source)
    return list(dict.fromkeys(int(found["number"]) for found in _NAMED.finditer(source) if found["number"]))


def with_names(source: str, thread: Thread | None = None) -> str:
    """The source to store: who of the thread is named by name is linked, who is linked has the name of today.

    Of two of the same name neither is meant: whoever writes chooses one from the list. Who left is named no more.
    """
    if "@" not in source:
        return source
    people = participants_of(thread) if thread else []
    by_name: dict[str, list[User]] = {}
    for person in people:
        by_name.setdefault(person.display_name.casefold(), []).append(person)
    only_one = {name: found[0] for name, found in by_name.items() if len(found) == 1}
    numbers = [int(found["number"]) for found in _NAMED.finditer(source) if found["number"]]
    known = User.objects.filter(is_active=True).in_bulk(list(dict.fromkeys(numbers))[:NAMED_AT_MOST])

    def name(found: re.Match) -> str:
        if found["left"]:
            return found[0]
        if found["number"]:
            member = known.get(int(found["number"]))
            return mention_of(member) if member else f"@{found['words']}"
        return mention_of(only_one[found["name"].casefold()])

    return _pattern(only_one).sub(name, source)


def without_links(source: str) -> str:
    """For other sites, where the numbers are other people's: ``@Name`` alone."""
    return _NAMED.sub(lambda found: found[0] if found["left"] else f"@{unescaped(found['words'])}", source)


def unescaped(words: str) -> str:
    return re.sub(r"\\(.)", r"\1", words)


def mention_of(member: User) -> str:
    """What names a member in a source, whatever signs the name has."""
    return f"[@{escaped(str(member))}](member:{member.pk})"


def escaped(name: str) -> str:
    """A name as the words of a Markdown link, whatever signs it has."""
    return re.sub(r"([\\\[\]*_`<>&~|!])", r"\\\1", name)


def _pattern(by_name: dict[str, User]) -> re.Pattern:
    names = "|".join(re.escape(name) for name in sorted(by_name, key=len, reverse=True)) or r"(?!)"
    return re.compile(rf"{_LEFT}|{_STORED}|(?<![\w@./\[])@(?P<name>{names})(?!\w)", _FLAGS)

"""Naming members in a text. ``@Name`` of somebody in the thread is stored as ``[@Name](member:12)``: the number stays
when the name changes, and the name is put right whenever the post is written. Nobody is named in code."""

import re

from accounts.models import User
from community.models import Answer, Comment, Thread

TOLD_AT_MOST = 5  # people told of one post; whom it names beyond is linked all the same
NAMED_AT_MOST = 50
_STORED = r"\[@(?P<words>(?:\\.|[^\[\]\\\n]){0,200})\]\(member:(?P<number>\d{1,9})\)"
# Code, and links with their addresses, are left as they are.
_LEFT = (
    r"(?P<left>```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|(?P<ticks>`{1,2})(?!`).*?(?<!`)(?P=ticks)(?!`)|^(?: {4}|\t)[^\n]*$"
    r"|\]\([^()\n]*\)|\bhttps?://\S+)"
)
_FLAGS = re.DOTALL | re.MULTILINE | re.IGNORECASE
_NAMED = re.compile(f"{_LEFT}|{_STORED}", _FLAGS)


def participants_of(thread: Thread) -> list[User]:
    """Who asked, answered or commented where everyone sees it, by name; without who left."""
    answers = Answer.objects.filter(thread=thread, hidden_at=None).order_by()
    comments = Comment.objects.filter(question=thread, hidden_at=None).order_by()
    ids = set(answers.values_list("author", flat=True).union(comments.values_list("author", flat=True)))
    named = User.objects.filter(pk__in={*ids, thread.author_id} - {None}, is_active=True).exclude(display_name="")
    return list(named.order_by("display_name", "pk"))


def mentioned_in(source: str) -> list[int]:
    """The members a stored text names, in order, each once."""
    if "](member:" not in source:
        return []
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
    known = User.objects.filter(is_active=True).in_bulk(mentioned_in(source)[:NAMED_AT_MOST])

    def name(found: re.Match) -> str:
        if found["left"]:
            return found[0]
        if found["number"]:
            member = known.get(int(found["number"]))
            return mention_of(member) if member else f"@{found['words']}"
        return mention_of(only_one[found["name"].casefold()])

    return _pattern(only_one).sub(name, source)


def mention_of(member: User) -> str:
    """What names a member in a source, whatever signs the name has."""
    name = re.sub(r"([\\\[\]*_`<>&~|!])", r"\\\1", str(member))
    return f"[@{name}](member:{member.pk})"


def _pattern(by_name: dict[str, User]) -> re.Pattern:
    names = "|".join(re.escape(name) for name in sorted(by_name, key=len, reverse=True)) or r"(?!)"
    return re.compile(rf"{_LEFT}|{_STORED}|(?<![\w@./\[])@(?P<name>{names})(?!\w)", _FLAGS)

"""What somebody who is about to ask is shown: where they may ask, what answers it already, who asks the same."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Exists, OuterRef
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.models import Board, MeToo, Tag, Thread
from community.models.reasons import WITHDRAWN
from community.models.threads import UNSOLVED, slug_of
from community.permissions import can_ask_in
from search.queries import Hit, likely_answers, likely_twins

MIN_TITLE_LENGTH = 8  # characters from which a search makes sense
ANSWERS, WAITING, TWINS = 4, 2, 3  # shown at most
OWN_LOOKED_AT = 50  # of one's own questions, the latest, for one asked already
KNOWN_TAGS, TAGS_KEPT = 60, 300  # how many are suggested; seconds
_THREAD = "community.thread."


def boards_to_ask_in(user) -> list[Board]:
    """Those this reader sees and may ask in, with their texts."""
    return [board for board in Board.objects.open_to(user).with_texts() if can_ask_in(user, board)]


def known_tags(language: str) -> list[str]:
    """The tags that are used most in a language, by name; up to five minutes old."""

    def counted():
        used = Tag.objects.filter(threads__in=Thread.objects.public().in_language(language))
        most = used.annotate(number=Count("threads")).order_by("-number", "name")[:KNOWN_TAGS]
        return sorted(tag.name for tag in most)

    return cache.get_or_set(f"known-tags:{language}", counted, TAGS_KEPT)


@dataclass(frozen=True)
class Hint:
    """What may answer a question that is being typed. ``thread`` where it is a question of the community."""

    hit: Hit
    thread: Thread | None = None

    @property
    def is_waiting(self) -> bool:
        return self.thread is not None and self.thread.state in UNSOLVED

    @property
    def what(self) -> str:
        """What it is, in a word or two."""
        if self.hit.kind == "article":
            return _("Article")
        if self.hit.kind == "video":
            return _("Video guide")
        return _("Nobody has solved it yet") if self.is_waiting else _("Solved question")


def hints_for(title: str, user) -> list[Hint]:
    """Articles, guides and solved questions, then open ones: one look at the index, one query for the questions."""
    if len(title) < MIN_TITLE_LENGTH:
        return []
    hits = likely_answers(title, lang=get_language(), limit=ANSWERS, unsolved=WAITING)
    threads = _threads([hit.id for hit in hits], user)
    found = (Hint(hit, threads.get(hit.id)) for hit in hits if hit.kind != "thread" or hit.id in threads)
    return [hint for hint in found if hint.thread is None or hint.hit.solved or hint.is_waiting]


@dataclass(frozen=True)
class TwinOffer:
    """A question that says the same as one about to be posted."""

    thread: Thread
    is_own: bool
    is_same: bool  # own, and word by word: not to be posted twice
    has_it_too: bool


def twins_of(title: str, body: str, user) -> list[TwinOffer]:
    """One's own question of that title first, whatever became of it, then those of others that search finds alike."""
    own = _own_earlier(title, user)
    found = likely_twins(title, lang=get_language(), limit=TWINS)
    threads = [thread for thread in _threads([twin.hit.id for twin in found], user).values() if thread != own]
    offers = [_offer(own, title, body, user)] if own else []
    return (offers + [_offer(thread, title, body, user) for thread in threads])[:TWINS]


def was_sent(submission_key: str | None, user) -> bool:
    """Whether this very form made a question already: pressed twice, it leads there, and is no twin of itself."""
    is_member = user.is_authenticated and submission_key
    return bool(is_member and Thread.objects.filter(author=user, submission_key=submission_key).exists())


def _own_earlier(title: str, user) -> Thread | None:
    """The index may not know yet what was asked a moment ago. What its author took back is not offered."""
    if not user.is_authenticated:
        return None
    own = Thread.objects.filter(author=user).exclude(hidden_reason=WITHDRAWN).newest().defer("body_html")
    return next((thread for thread in own[:OWN_LOOKED_AT] if _alike(thread.title, title)), None)


def _alike(one: str, other: str) -> bool:
    return one.casefold() == other.casefold() or (slug_of(one) == slug_of(other) != "question" and len(other) <= 50)


def _offer(thread: Thread, title: str, body: str, user) -> TwinOffer:
    is_own = user.is_authenticated and thread.author_id == user.pk
    is_same = is_own and thread.title == title and thread.body_source == body
    return TwinOffer(thread, is_own, is_same, getattr(thread, "has_it_too", False))


def _threads(ids: list[str], user) -> dict[str, Thread]:
    """The questions among search hits that the reader may see, in that order, each with ``has_it_too``."""
    keys = [name.removeprefix(_THREAD) for name in ids if name.startswith(_THREAD)]
    if not keys:
        return {}
    threads = Thread.objects.visible_to(user).defer("body_html")
    if user.is_authenticated:
        threads = threads.annotate(has_it_too=Exists(MeToo.objects.filter(thread=OuterRef("pk"), member=user)))
    found = {f"{_THREAD}{thread.pk}": thread for thread in threads.filter(pk__in=keys)}
    return {name: found[name] for name in ids if name in found}

"""Signs of spam in what a member wrote. None is proof: with any, a moderator looks before everyone sees it."""

import re
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from community.models import Answer, BlockedWord, Comment, TextPrint, Thread
from community.models.spam import Sign
from community.rules import (
    NEWCOMER_LINKS,
    SAME_TEXT,
    SAME_TEXT_WITHIN,
    WORDS_A_LINK,
    YOUNG_FOR,
    YOUNG_POSTS,
)
from community.spam.texts import digest_of, hosts_in, plain_words
from community.standing import level_of


def is_new_here(author: User) -> bool:
    """Level 0, or joined this week and hardly read by anyone yet."""
    if level_of(author) == 0:
        return True
    is_young = author.date_joined > timezone.now() - YOUNG_FOR
    return is_young and posts_everyone_sees(author, YOUNG_POSTS) < YOUNG_POSTS


def posts_everyone_sees(author: User, enough: int) -> int:
    """How many of their posts everyone may read, counted up to ``enough``."""
    found = 0
    for posts in (Thread.objects, Answer.objects, Comment.objects):
        if found < enough:
            found += posts.filter(author=author, hidden_at=None).order_by()[: enough - found].count()
    return found


def signs_in(author: User, html: str, *, title: str = "") -> list[str]:
    """What in a new text makes one look twice."""
    body, hosts, is_new = plain_words(html), hosts_in(html), is_new_here(author)
    text = f"{title.casefold()} {body}"
    signs = []
    if holds_blocked(text, hosts):
        signs.append(Sign.BLOCKED)
    if is_new and is_mostly_links(body, len(hosts)):
        signs.append(Sign.LINKS)
    if is_told_elsewhere(author, digest_of(text), is_new=is_new):
        signs.append(Sign.SAME_TEXT)
    return [sign.value for sign in signs]


def holds_blocked(text: str, hosts: list[str]) -> bool:
    for blocked in BlockedWord.objects.values_list("text", flat=True):
        is_host = any(host == blocked or host.endswith(f".{blocked}") for host in hosts)
        if is_host or re.search(rf"(?<!\w){re.escape(blocked)}(?!\w)", text):
            return True
    return False


def is_mostly_links(text: str, links: int) -> bool:
    return links > NEWCOMER_LINKS or (links > 0 and len(text.split()) < WORDS_A_LINK * links)


def is_told_elsewhere(author: User, digest: str, *, is_new: bool) -> bool:
    """The same text by one author again and again, or by several newcomers within a day."""
    if not digest:
        return False
    since = timezone.now() - SAME_TEXT_WITHIN
    same = TextPrint.objects.filter(digest=digest, created_at__gt=since)
    own, others = same.filter(author=author).count(), is_new and same.exclude(author=author).exists()
    return others or own >= SAME_TEXT[0 if is_new else 1]


def is_repeated_here(author: User, thread: Thread, html: str) -> bool:
    """The same words by the same author in the same thread a moment ago: the button was pressed once more."""
    digest = digest_of(plain_words(html))
    since = timezone.now() - timedelta(hours=1)
    return (
        bool(digest)
        and TextPrint.objects.filter(digest=digest, author=author, thread=thread, created_at__gt=since).exists()
    )


def remember_text(author: User, thread: Thread, html: str, *, title: str = "") -> None:
    if digest := digest_of(f"{title.casefold()} {plain_words(html)}"):
        TextPrint.objects.create(author=author, thread=thread, digest=digest)

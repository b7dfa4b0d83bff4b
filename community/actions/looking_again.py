"""An edit that makes spam of what everyone sees: it waits like a first post, and its author may put it right."""

from datetime import datetime

from community.actions.moderating import put_out_of_sight
from community.actions.recording import record
from community.actions.reviewing import put_in_queue
from community.facts import Facts, facts_of
from community.inline import render_inline
from community.models import Comment, Review, SpamCheck
from community.models.comments import Post
from community.models.moderation import Act
from community.models.reasons import SCREENING
from community.models.spam import Sign
from community.spam.signs import holds_blocked, is_new_here
from community.spam.texts import hosts_in, plain_words
from community.standing import is_team
from community.texts import render


def look_again(post: Post, was: Facts, at: datetime) -> None:
    """Inside its author's edit, with the rows locked. ``was``: the post's facts before."""
    if post.is_hidden or is_team(post.author):
        return
    if signs := _signs_of_edit(post, was):
        before = facts_of(post)
        put_out_of_sight(post, None, SCREENING, at)
        record(Act.HIDE, post, before, actor=None, reason=SCREENING, at=at)
        review = put_in_queue(post, at, cause=Review.Cause.SUSPICION, edited=True)
        SpamCheck.objects.get_or_create(review=review, defaults={"signs": signs})


def _signs_of_edit(post: Post, was: Facts) -> list[str]:
    """Only what the edit brought: what stood there before was read by everyone."""
    source, title = str(was["body"]), str(was.get("title", "")).casefold()
    before = render_inline(source) if isinstance(post, Comment) else render(source, post.body_format)
    hosts, words = hosts_in(post.body_html), f"{getattr(post, 'title', '').casefold()} {plain_words(post.body_html)}"
    known = hosts_in(before)
    new_hosts = [host for host in hosts if host not in known]
    signs = []
    if holds_blocked(words, hosts) and not holds_blocked(f"{title} {plain_words(before)}", known):
        signs.append(Sign.BLOCKED.value)
    if new_hosts and is_new_here(post.author):
        signs.append(Sign.LINKS_ADDED.value)
    return signs

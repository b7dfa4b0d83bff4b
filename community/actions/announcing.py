"""What is told when everyone may read a post for the first time: as it is written, or once a moderator looked at it.

With the rows locked, inside the action that shows the post. Nothing of a post is told anywhere else.
"""

from datetime import datetime

from django.db.models import Q

from accounts.actions import notify
from accounts.models import User
from community.actions.common import tell_followers, tell_listeners, words_for_mail
from community.actions.following import add_follower
from community.actions.informing import move_on
from community.actions.mentioning import tell_mentioned
from community.followers import let_in
from community.models import Answer, Comment, Follow, Review, Thread
from community.models.comments import Post
from community.models.flags import FIRST_LOOKS
from community.reputation.ledger import has_award, score
from community.signals import thread_changed


def is_unannounced(post: Post) -> bool:
    """Whether nobody was told of it yet: it waited from its first moment, and was never shown since."""
    since_its_start = Review.objects.about(post).filter(cause__in=FIRST_LOOKS, opened_at=post.created_at)
    return post.is_hidden and since_its_start.exists()


def begin(post: Post, at: datetime) -> None:
    """It is as old as it is visible: new in lists and feeds, with the whole time to be answered before it."""
    post.created_at = at
    fields = ["created_at"]
    if isinstance(post, Thread):
        post.last_activity_at = at
        fields.append("last_activity_at")
    post.save(update_fields=fields)


def announce(post: Post) -> None:
    _ANNOUNCE[type(post)](post)


def announce_thread(thread: Thread) -> None:
    """Those who follow its board or a tag of it are told, besides whom it names."""
    _score_first(thread, "first_question")
    told = tell_mentioned(thread, actor=thread.author)
    words = words_for_mail(thread, thread.body_html)
    besides = [member.pk for member in told]
    tell_listeners(thread, "thread_asked", url=thread.home_url, context=words, actor=thread.author, besides=besides)
    thread_changed.send(Thread, thread=thread)


def announce_answer(new: Answer) -> None:
    """Those who follow the thread are told, and its author follows it from now on."""
    thread = new.thread
    _was_spoken_in(thread, new)
    _score_first(new, "first_answer")
    words = words_for_mail(thread, new.body_html)
    told = tell_mentioned(new, actor=new.author)
    tell_followers(thread, "thread_answered", url=new.home_url, context=words, actor=new.author, besides=told)
    if new.author and not new.is_official:  # The team is told through its tickets.
        add_follower(thread, new.author, new.created_at)
    thread_changed.send(Thread, thread=thread)


def announce_comment(new: Comment) -> None:
    """Whoever it is meant for is told: who wrote the post, and who commented on it before."""
    thread = new.question
    _was_spoken_in(thread, new)
    event = move_on(new)
    context = {**words_for_mail(thread, new.body_html), "post": "answer" if new.answer_id else "question"}
    told = {user.pk for user in tell_mentioned(new, actor=new.author)}
    if not thread.is_hidden:
        meant_for = [user for user in _meant_for(new) if user.pk not in told]
        notify(meant_for, event, url=new.home_url, context=context, actor=new.author)
    thread_changed.send(Thread, thread=thread)


def _meant_for(new: Comment) -> list[User]:
    earlier = Comment.objects.about(new.post).shown().filter(author__isnull=False).order_by().values("author")
    talking = User.objects.filter(Q(pk__in=earlier) | Q(pk=new.post.author_id))
    deaf = Follow.objects.filter(thread=new.question, level=Follow.Level.MUTE).values("member")
    return list(let_in(new.question, talking.exclude(pk__in=deaf)))


def _score_first(post: Thread | Answer, rule: str) -> None:
    """Most have had it long ago."""
    if post.author_id and not has_award(rule, post.author_id):
        score(rule, members=[post.author_id], now=post.created_at)


def _was_spoken_in(thread: Thread, new: Answer | Comment) -> None:
    thread.last_activity_at = max(thread.last_activity_at, new.created_at)
    Thread.objects.filter(pk=thread.pk).update(last_activity_at=thread.last_activity_at)


_ANNOUNCE = {Thread: announce_thread, Answer: announce_answer, Comment: announce_comment}

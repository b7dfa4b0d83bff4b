"""Steps that several actions share."""

from datetime import timedelta

from django.db.models import F, Model, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.actions import notify
from accounts.models import MODERATORS, Notification, User
from community.errors import Refused
from community.followers import followers_of, listeners_of
from community.models import Answer, Comment, Review, Thanks, Thread
from community.models.comments import Post
from community.permissions import can_see_board, may_change
from community.standing import silence_of
from community.states import fixed_words
from community.texts import shorten
from site_config.markdown import plain_text

SAME_NEWS = timedelta(days=1)


def refuse_unless(allowed: bool, message: str) -> None:
    if not allowed:
        raise Refused(message)


def has_other_moderators(actor: User) -> bool:
    moderators = User.objects.filter(Q(groups__name=MODERATORS) | Q(is_superuser=True), is_active=True)
    return moderators.exclude(pk=actor.pk).exists()


def refuse_own_that_waits(post: Post | Thanks, actor: User) -> None:
    """What was reported of a moderator's own is decided on by another one, where there is one."""
    is_own = post.author_id == actor.pk and Review.objects.waiting().about(post).exists()
    refuse_unless(not is_own or not has_other_moderators(actor), _("You wrote this. Another moderator decides."))


def title_and_place(reader: User | None, thread: Thread, url: str) -> tuple[str, str]:
    """How a question is called where ``reader`` is told of it, and where that leads: neither its title nor its address,
    which holds it, when it stands on a board by now that they are not let into."""
    if reader is None or reader.pk == thread.author_id or can_see_board(reader, thread.board):
        return thread.title, url
    with override(reader.language):
        return _("a post on a private board"), reverse("community_home")


def refuse_silenced(actor: User) -> None:
    """Whoever may only read is told until when, and why."""
    if silence := silence_of(actor):
        raise Refused(silence.words)


def refuse_fixed(actor: User, thread: Thread) -> None:
    """Whoever would change what is locked, archived or merged is told why it stays as it is."""
    if thread.is_merged or not may_change(actor, thread):
        raise Refused(fixed_words(thread))


def lock(row: Model) -> None:
    """Re-read a row and hold it until the transaction ends.

    SQLite has no row locks: there the whole IMMEDIATE transaction is exclusive, and the constraints hold.
    """
    rows = type(row).objects.select_for_update(of=("self",))
    try:
        row.refresh_from_db(from_queryset=rows.select_related("board") if isinstance(row, Thread) else rows)
    except type(row).DoesNotExist:
        raise Refused(_("It is not there any more.")) from None


def lock_with_thread(answer: Answer) -> Thread:
    """Lock an answer's thread, then the answer: always in this order, so that no two actions wait for each other."""
    lock(answer.thread)
    thread = answer.thread
    lock(answer)
    refuse_unless(answer.thread_id == thread.pk, _("It has just been moved to another question. Load the page again."))
    answer.thread = thread
    return thread


def lock_post(post: Post | Thanks) -> Thread:
    """Lock a question, an answer, a comment or thanks, each after what it stands under. Returns the thread."""
    if isinstance(post, Thread):
        lock(post)
        return post
    if isinstance(post, Answer):
        return lock_with_thread(post)
    return _lock_thanks(post) if isinstance(post, Thanks) else _lock_comment(post)


def _lock_thanks(said: Thanks) -> Thread:
    answer = said.answer
    thread = lock_with_thread(answer)
    lock(said)
    said.answer = answer
    return thread


def _lock_comment(comment: Comment) -> Thread:
    under = comment.post
    if isinstance(under, Answer):
        under.thread = comment.question
    thread = lock_post(under)
    lock(comment)
    moved = _("It has just been moved to another question. Load the page again.")
    refuse_unless(comment.question_id == thread.pk, moved)
    comment.question, comment.answer = thread, under if isinstance(under, Answer) else None
    return thread


def count(row: Model, counter: str, by: int) -> None:
    """Move a counter, safe against others who move it now."""
    type(row).objects.filter(pk=row.pk).update(**{counter: F(counter) + by})
    row.refresh_from_db(fields=[counter])


def was_told_lately(answer: Answer, actor: User, *events: str) -> bool:
    """Taken back and said again, by ten presses or a script: that is no news, and no mail, within a day."""
    lately = Notification.objects.filter(actor=actor, created_at__gt=timezone.now() - SAME_NEWS)
    return lately.filter(event__in=events, url__endswith=f"#answer-{answer.pk}").exists()


def words_for_mail(thread: Thread, html: str = "") -> dict[str, str]:
    """What notifications say: the thread's title and, where there is a message, its first words. They belong together
    with others of the thread."""
    words = {"title": thread.title, "group": f"thread-{thread.pk}"}
    return {**words, "excerpt": shorten(plain_text(html))} if html else words


def tell_followers(thread: Thread, event: str, *, url: str, context: dict, actor: User, besides=()) -> None:
    """Notify who follows the thread closely enough, except the actor and those who are told about the same event
    otherwise. Of an answer the one who asked always reads in the inbox; of a solution, who follows the board or a tag.

    Followers of a hidden thread are told nothing.
    """
    if thread.is_hidden:
        return
    told = {user.pk for user in besides if user}
    hear = [user for user in followers_of(thread, event) if user.pk not in told]
    inbox_only = []
    if event == "thread_answered" and thread.author and thread.author_id not in told | {user.pk for user in hear}:
        hear, inbox_only = [*hear, thread.author], [thread.author_id]
    notify(hear, event, url=url, context=context, actor=actor, inbox_only=inbox_only)
    if event == "thread_solved":
        tell_listeners(thread, "board_solved", url=url, context=context, actor=actor, besides=[*told, thread.author_id])


def tell_listeners(thread: Thread, event: str, *, url: str, context: dict, actor: User | None, besides=()) -> None:
    """Notify who follows the thread's board or one of its tags; ``besides`` are numbers of members."""
    if not thread.is_hidden:
        listeners = listeners_of(thread, event).exclude(pk__in=[pk for pk in besides if pk])
        notify(listeners, event, url=url, context=context, actor=actor)

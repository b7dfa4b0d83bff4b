"""The comments of a thread's page: those of the question and of every answer shown, in one query.

Under each post the first few are shown, then how many there are; one post may be opened, with all of them and the form.
"""

from dataclasses import dataclass, field

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django_comments_xtd.models import XtdComment

from community import drafts, permissions
from community.comment_forms import CommentForm
from community.models import Answer, Comment, Thread
from community.models.comments import COMMENT_LENGTH, COMMENTS_SHOWN
from community.own_facts import OwnFacts

QUESTION = "question"
_OF_THE_LIBRARY = [column.name for column in XtdComment._meta.concrete_fields if not column.primary_key]


@dataclass(frozen=True)
class CommentReader:
    """What the reader did with a comment, and may do."""

    is_author: bool
    is_blocked: bool
    may_edit: bool
    may_report: bool
    may_moderate: bool
    reported: bool


@dataclass
class Strip:
    """The comments under one post. ``form``: where the reader writes one now."""

    post: Thread | Answer
    comments: list[Comment] = field(default_factory=list)
    total: int = 0
    may_write: bool = False
    form: object = None
    limit: int = COMMENT_LENGTH

    @property
    def key(self) -> str:
        return key_of(self.post)

    @property
    def has_more(self) -> bool:
        return self.total > len(self.comments)

    @property
    def write_url(self) -> str:
        return reverse("comment_answer" if isinstance(self.post, Answer) else "comment_thread", args=[self.post.pk])

    @property
    def all_url(self) -> str:
        return reverse("answer_comments" if isinstance(self.post, Answer) else "thread_comments", args=[self.post.pk])


def key_of(post: Thread | Answer) -> str:
    """What a post is called in addresses and anchors of its comments: ``question``, ``answer-12``."""
    return f"answer-{post.pk}" if isinstance(post, Answer) else QUESTION


@dataclass(frozen=True)
class Opened:
    """Which post of a page is shown with all its comments (``key``, see `key_of`), and perhaps with a form.

    ``answer``: the number of the answer, as `page_of_answers` takes it.
    """

    key: str = ""
    form: object = None

    @property
    def answer(self) -> str:
        return self.key.removeprefix("answer-") if self.key.startswith("answer-") else ""


def opened_by(request, thread: Thread, *, on: Thread | Answer | None = None, form=None) -> Opened:
    """What the address asks for: ``?comments=answer-12``, ``?write=question`` or ``?comment=34``; or a refused form."""
    if on is not None:
        return Opened(key_of(on), form)
    if key := request.GET.get("write", ""):
        return Opened(key, empty_form(request, thread, key))
    if number := request.GET.get("comment", ""):
        return Opened(_key_of_comment(thread, number))
    return Opened(request.GET.get("comments", ""))


def empty_form(request, thread: Thread, key: str) -> CommentForm:
    """With what a guest typed before signing in."""
    return CommentForm(initial=drafts.read(request, draft_of(thread, key)), auto_id=f"comment-{key}-%s")


def draft_of(thread: Thread, key: str) -> str:
    return f"comment-{thread.pk}-{key}"


def _key_of_comment(thread: Thread, number: str) -> str:
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return ""
    found = Comment.objects.filter(pk=int(number), question=thread).values_list("answer", flat=True)
    return next((f"answer-{answer}" if answer else QUESTION for answer in found), "")


def put_strips(user, thread: Thread, answers: list[Answer], facts: OwnFacts, opened: Opened) -> None:
    """Give the thread and each answer its ``strip``. A page on which nobody commented asks nothing, but
    for those who see what is hidden there."""
    posts = {None: thread, **{answer.pk: answer for answer in answers}}
    for post in posts.values():
        may_write = permissions.can_comment(user, post) if user.is_authenticated else can_guests_comment(post)
        post.strip = Strip(post, may_write=may_write)
        if opened.form is not None and opened.key == post.strip.key and (may_write or opened.form.is_bound):
            post.strip.form = opened.form
    if facts.of("unshown_comment") or any(post.comment_count for post in posts.values()):
        for comment in _comments(user, thread, answers, opened.key):
            post = posts[comment.answer_id]
            comment.question, comment.answer = thread, post if post is not thread else None
            comment.reader = _reader(user, comment, facts)
            post.strip.comments.append(comment)
            post.strip.total = comment.total


def can_guests_comment(post: Thread | Answer) -> bool:
    """Guests write first and sign in then, where a member might."""
    thread = post.thread if isinstance(post, Answer) else post
    is_fixed = thread.is_locked or thread.is_archived or thread.is_merged
    return not is_fixed and not permissions.is_out_of_sight(post)


def _comments(user, thread: Thread, answers: list[Answer], opened: str) -> QuerySet[Comment]:
    """Each with ``place`` and ``total`` among those under the same post; what the library stores is left out."""
    under = Q(answer=None) | Q(answer__in=[answer.pk for answer in answers])
    comments = Comment.objects.filter(under, question=thread).in_sight_of(user)
    same_post = {"partition_by": F("answer")}
    comments = comments.annotate(
        place=Window(RowNumber(), order_by=[F("created_at"), F("pk")], **same_post),
        total=Window(Count("pk"), **same_post),
    )
    shown = Q(place__lte=COMMENTS_SHOWN)
    if opened == QUESTION:
        shown |= Q(answer=None)
    elif opened in {key_of(answer) for answer in answers}:
        shown |= Q(answer=int(opened.removeprefix("answer-")))
    return comments.filter(shown).select_related("author__standing").defer(*_OF_THE_LIBRARY).in_order()


def _reader(user, comment: Comment, facts: OwnFacts) -> CommentReader:
    is_guest = not user.is_authenticated
    return CommentReader(
        is_author=not is_guest and comment.author_id == user.pk,
        is_blocked=comment.author_id is not None and facts.has("block", comment.author_id),
        may_edit=permissions.can_edit_comment(user, comment),
        may_report=is_guest or permissions.can_flag(user, comment),
        may_moderate=permissions.can_moderate(user),
        reported=facts.has("comment_report", comment.pk),
    )

"""Threads: a question, its state, and what is counted about it."""

from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import now
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext_lazy as _

from accounts.permissions import is_agent, is_moderator
from community.models.boards import Board
from community.models.constraints import not_blank, once_per_author
from community.models.reasons import SCREENING, WITHDRAWN, in_words

TITLE_LENGTH = 150
SLUG_LENGTH = 60


class BodyFormat(models.TextChoices):
    MARKDOWN = "markdown", _("Markdown")
    HTML = "html", _("HTML")


class State(models.TextChoices):
    OPEN = "open", _("Open")
    NEEDS_INFO = "needs_info", _("Needs more information")
    SOLVED = "solved", _("Solved")
    CLOSED = "closed", _("Closed")
    ARCHIVED = "archived", _("Archived")


UNSOLVED = (State.OPEN, State.NEEDS_INFO)


class ClosedBecause(models.TextChoices):
    QUIET = "quiet", _("Nobody wrote for a long time")
    MODERATOR = "moderator", _("A moderator closed it")


class Tag(models.Model):
    name = models.CharField(max_length=40, unique=True)

    class Meta:
        ordering = ["name"]
        constraints = [not_blank("name", "tag_has_name")]

    def __str__(self):
        return self.name

    def get_absolute_url(self) -> str:
        """The list of its questions."""
        return f"{reverse('community_home')}?{urlencode({'tag': self.name})}"


def in_sight_of(user, thread: str = "") -> models.Q:
    """Threads a reader may read: hidden ones and those of private boards only their author and who is let in.

    ``thread`` is the way to the thread from another model (``"thread__"``). The few private boards are asked for inside
    the query, so that lists stay one query that reads their index in order.
    """
    if is_moderator(user):
        return models.Q()
    seen = models.Q(**{f"{thread}hidden_at": None})
    if not is_agent(user):
        closed = Board.objects.closed_to(user).order_by().values("pk")
        seen &= ~models.Q(**{f"{thread}board__in": closed})
    return seen | models.Q(**{f"{thread}author": user}) if user.is_authenticated else seen


class ThreadQuerySet(models.QuerySet):
    def reachable_by(self, user):
        """What a reader may see at its own address: also what was merged, whose address leads on."""
        return self.filter(in_sight_of(user))

    def visible_to(self, user):
        """What a reader finds in lists: hidden threads only their author and moderators, merged ones nobody."""
        return self.reachable_by(user).filter(merged_into=None)

    def public(self):
        """What everyone may see: for search, sitemaps, feeds, exports, counts."""
        return self.visible_to(AnonymousUser())

    def in_place(self):
        """Neither hidden nor merged; whoever sees the board sees them."""
        return self.filter(hidden_at=None, merged_into=None)

    def unsolved(self):
        return self.filter(state__in=UNSOLVED)

    def solved(self):
        return self.filter(state=State.SOLVED)

    def in_board(self, board):
        return self.filter(board=board)

    def in_language(self, language: str):
        return self.filter(language=language)

    def tagged(self, name: str):
        return self.filter(tags__name=name)

    def newest(self):
        return self.order_by("-created_at", "-pk")

    def latest_active(self):
        return self.order_by("-last_activity_at", "-pk")

    def for_lines(self):
        """What a line of a list shows but its board, whose names a list's page knows already (`queries.on_boards`)."""
        return self.select_related("author__standing").defer("body_source", "body_html")

    def for_cards(self):
        """The same with the board: everything a line shows, without a query per line."""
        return self.for_lines().select_related("board").prefetch_related("board__texts")


def _in_order(name: str, field: str, *narrowing: str, condition: models.Q | None = None) -> list[models.Index]:
    def index(of: str, first: list[str], last: list[str]) -> models.Index:
        fields = [*first, f"-{field}", "-id", *last, *narrowing]
        return models.Index(fields=fields, name=f"thread_{of}{name}", condition=condition)

    return [index("language_", ["language"], []), index("board_", ["board"], ["language"]), index("", [], [])]


class Thread(models.Model):
    """A question. The counters equal the facts: whatever changes a fact changes them in the same transaction."""

    State = State

    board = models.ForeignKey(Board, models.PROTECT, db_index=False, related_name="threads", verbose_name=_("board"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="threads",
        verbose_name=_("author"),
    )
    language = models.CharField(_("language"), max_length=8)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    slug = models.CharField(max_length=SLUG_LENGTH)
    body_source = models.TextField(_("text"))
    body_format = models.CharField(max_length=10, choices=BodyFormat, default=BodyFormat.MARKDOWN)
    body_html = models.TextField(help_text="Rendered and cleaned when written; safe to show")
    tags = models.ManyToManyField(Tag, blank=True, related_name="threads", verbose_name=_("tags"))

    created_at = models.DateTimeField(_("asked"), default=now)
    edited_at = models.DateTimeField(null=True, blank=True)
    last_activity_at = models.DateTimeField(_("last activity"), default=now)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    solved_at = models.DateTimeField(_("solved"), null=True, blank=True)
    waiting_since = models.DateTimeField(
        null=True, blank=True, default=now, help_text="Since when nobody has solved it; empty when nobody waits"
    )
    reopened_count = models.PositiveSmallIntegerField(
        default=0, help_text="How often it was solved or closed and is not"
    )
    closed_because = models.CharField(max_length=10, choices=ClosedBecause, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, help_text="Since when it is closed or archived")
    closed_reason = models.CharField(max_length=240, blank=True)
    locked_at = models.DateTimeField(
        _("locked"), null=True, blank=True, help_text="Since when only the team changes anything in it"
    )
    outdated_at = models.DateTimeField(_("outdated"), null=True, blank=True)
    outdated_reason = models.CharField(max_length=240, blank=True)
    follow_up_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="follow_ups",
        verbose_name=_("follow-up of"),
    )
    merged_into = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="merged",
        help_text="The question that has its answers now; its address leads there",
    )
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    hidden_reason = models.CharField(max_length=240, blank=True)

    answer_count = models.PositiveIntegerField(_("answers"), default=0)
    me_too_count = models.PositiveIntegerField(_("me too"), default=0)
    follower_count = models.PositiveIntegerField(_("followers"), default=0)
    comment_count = models.PositiveIntegerField(default=0, help_text="Comments on the question that everyone sees")
    view_count = models.PositiveIntegerField(_("views"), default=0)
    imported_score = models.IntegerField(default=0, help_text="Score in the forum it came from")
    submission_key = models.CharField(max_length=100, null=True, blank=True, editable=False)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        constraints = [
            not_blank("title", "thread_has_title"),
            not_blank("body_source", "thread_has_text"),
            once_per_author("thread_once_per_submission"),
            models.CheckConstraint(
                condition=models.Q(state=State.SOLVED, solved_at__isnull=False)
                | (~models.Q(state=State.SOLVED) & models.Q(solved_at=None)),
                name="thread_solved_has_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.OPEN) | models.Q(waiting_since=None), name="thread_waits_only_open"
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("id")),
                name="thread_not_merged_into_itself",
            ),
        ]
        indexes = [
            # Every list in its order: of a language, of a board, of all. What narrows it further stands at the end, so
            # that lines which do not belong are passed over inside the index.
            *_in_order("active", "last_activity_at"),
            *_in_order("newest", "created_at"),
            *_in_order("unsolved", "created_at", "state", "answer_count", condition=models.Q(state__in=UNSOLVED)),
            *_in_order("solved", "solved_at", condition=models.Q(state=State.SOLVED)),
            models.Index(fields=["author", "-created_at", "-id"], name="thread_author_newest"),
            models.Index(
                fields=["waiting_since", "id", "board", "language"],
                name="thread_waiting",
                condition=models.Q(state=State.OPEN),
            ),
            models.Index(fields=["last_activity_at"], name="thread_quiet", condition=models.Q(state__in=UNSOLVED)),
            models.Index(fields=["closed_at"], name="thread_closed_long", condition=models.Q(state=State.CLOSED)),
            # Only the few that are merged: an index of all of them would draw every list that leaves these out.
            models.Index(fields=["merged_into"], name="thread_merged", condition=models.Q(merged_into__isnull=False)),
            models.Index(
                fields=["follow_up_of"], name="thread_follow_up", condition=models.Q(follow_up_of__isnull=False)
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self) -> str:
        """The page in the reader's language."""
        return reverse("thread", args=[self.pk, self.slug])

    @property
    def home_url(self) -> str:
        """The page in the thread's own language: for mails, search results and the canonical link."""
        with override(self.language):
            return self.get_absolute_url()

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``, as the thread's language is written, whatever the page's is."""
        return "rtl" if get_language_info(self.language)["bidi"] else "ltr"

    @property
    def status(self) -> str:
        """The word of its status chip: of what is apart from the state, what matters most to a reader first."""
        if self.is_hidden:
            return "screening" if self.waits_for_look else "hidden"
        if self.is_merged:
            return "merged"
        if self.is_outdated and self.state not in UNSOLVED:
            return "outdated"
        if self.state == State.OPEN:
            return "locked" if self.is_locked else "answered" if self.answer_count else "waiting"
        return self.state

    @property
    def is_solved(self) -> bool:
        return self.state == State.SOLVED

    @property
    def is_closed(self) -> bool:
        """Takes no more answers: closed, or archived since."""
        return self.state in (State.CLOSED, State.ARCHIVED)

    @property
    def is_archived(self) -> bool:
        return self.state == State.ARCHIVED

    @property
    def needs_info(self) -> bool:
        return self.state == State.NEEDS_INFO

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None

    @property
    def is_withdrawn(self) -> bool:
        """Its author asks our team privately instead: nobody shows it again."""
        return self.is_hidden and self.hidden_reason == WITHDRAWN

    @property
    def is_merged(self) -> bool:
        return self.merged_into_id is not None

    @property
    def is_outdated(self) -> bool:
        return self.outdated_at is not None

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def waits_for_look(self) -> bool:
        """A first post: nobody but its author has read it yet."""
        return self.hidden_reason == SCREENING

    @property
    def why_hidden(self) -> str:
        """A moderator's words, or the names of the reasons in the reader's language."""
        return in_words(self.hidden_reason)

    def reset_waiting(self, since: datetime | None) -> None:
        """The thread waits for a solution since then: only while it is open, can be seen, and members may answer."""
        waits = self.state == State.OPEN and not (self.is_hidden or self.is_merged or self.is_locked)
        self.waiting_since = since if waits else None


def slug_of(title: str) -> str:
    """Words of a title for its address; letters of any script stay."""
    return slugify(title.replace("\u200c", "-"), allow_unicode=True)[:SLUG_LENGTH].strip("-") or "question"

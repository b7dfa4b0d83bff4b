"""Comments: short words under a question or an answer, to ask back or to add a detail. One level, in order of time."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django_comments.managers import CommentManager
from django_comments_xtd.models import XtdComment

from accounts.permissions import is_moderator
from community.models.answers import ANSWERS_PER_PAGE, Answer
from community.models.reasons import SCREENING, in_words
from community.models.threads import Thread

COMMENT_LENGTH = 600  # characters
COMMENTS_SHOWN = 5  # under a post, before "show all"
WITHDRAWN = "withdrawn"  # why a comment is hidden that its author took back


class CommentQuerySet(models.QuerySet):
    def about(self, post: Thread | Answer):
        """Those under one post: a question's are its own, not those of its answers."""
        is_answer = isinstance(post, Answer)
        return self.filter(answer=post) if is_answer else self.filter(question=post, answer=None)

    def in_sight_of(self, user):
        """Of a post that the reader is known to see: hidden ones only their author and moderators, and what its author
        took back only moderators."""
        if is_moderator(user):
            return self
        seen = Q(hidden_at=None)
        if user.is_authenticated:
            seen |= Q(author=user) & ~Q(hidden_reason=WITHDRAWN)
        return self.filter(seen)

    def visible_to(self, user):
        """The same of any post: only in threads and under answers that the reader may see."""
        threads, answers = Thread.objects.visible_to(user), Answer.objects.in_sight_of(user)
        seen = Q(answer=None) | Q(answer__in=answers.order_by().values("pk"))
        return self.in_sight_of(user).filter(seen, question__in=threads.order_by().values("pk"))

    def shown(self):
        """What everyone sees who sees the post: what the counters count."""
        return self.filter(hidden_at=None)

    def in_order(self):
        return self.order_by("created_at", "pk")


class Comment(XtdComment):
    """A comment of django-comments-xtd, with what a post of ours has (docs/decisions/0015).

    What we ask by stands in this table, because a condition or an index reaches no other: ``author`` and ``created_at``
    are written once and copied to the library's ``user`` and ``submit_date``. Its ``thread_id`` is not our thread.
    """

    class Kind(models.TextChoices):
        PLAIN = "plain", _("Comment")
        REQUEST = "request", _("Asks for more information")
        REPLY = "reply", _("Adds information")
        MISSING = "missing", _("Says what is missing")

    xtdcomment_ptr = models.OneToOneField(
        XtdComment, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    question = models.ForeignKey(
        Thread, models.CASCADE, db_index=False, related_name="comments", verbose_name=_("question")
    )
    answer = models.ForeignKey(
        Answer, models.CASCADE, null=True, blank=True, related_name="comments", verbose_name=_("answer")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="comments",
        verbose_name=_("author"),
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PLAIN)
    body_html = models.TextField(help_text="Rendered and cleaned when written; safe to show")
    created_at = models.DateTimeField(default=now)
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    hidden_reason = models.CharField(max_length=240, blank=True)
    submission_key = models.CharField(max_length=100, null=True, blank=True, editable=False)

    objects = CommentManager.from_queryset(CommentQuerySet)()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.UniqueConstraint(
                fields=["author", "submission_key"],
                condition=Q(submission_key__isnull=False),
                name="comment_once_per_submission",
            ),
        ]
        indexes = [
            models.Index(fields=["question", "answer", "created_at"], name="comment_post_time"),
            models.Index(fields=["author", "-created_at"], name="comment_author_newest"),
        ]

    def __str__(self):
        return f"{self.question_id}#comment-{self.pk}"

    def save(self, *args, **kwargs):
        """The library's own columns follow ours: where it stands, whose it is, whether everyone may see it."""
        self.user_id, self.submit_date = self.author_id, self.created_at
        self.is_public, self.is_removed = self.hidden_at is None, self.hidden_reason == WITHDRAWN
        if self._state.adding:
            self.site_id = settings.SITE_ID
            self.content_type = ContentType.objects.get_for_model(self.post)
            self.object_pk = str(self.post.pk)
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], "submit_date", "is_public", "is_removed"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its place on the thread's page, on whichever page, and behind however many others."""
        is_far = self.question.answer_count > ANSWERS_PER_PAGE or self.post.comment_count > COMMENTS_SHOWN
        query = f"?comment={self.pk}" if is_far else ""
        return f"{self.question.get_absolute_url()}{query}#comment-{self.pk}"

    @property
    def home_url(self) -> str:
        with override(self.question.language):
            return self.get_absolute_url()

    @property
    def thread(self) -> Thread:
        """As other posts call it."""
        return self.question

    @property
    def post(self) -> Thread | Answer:
        """What it is said about."""
        return self.answer if self.answer_id else self.question

    @property
    def picture(self) -> str:
        """The icon of its kind."""
        return {"request": "circle-help", "reply": "reply", "missing": "circle-alert"}.get(self.kind, "message-circle")

    @property
    def body_source(self) -> str:
        return self.comment

    @body_source.setter
    def body_source(self, source: str) -> None:
        self.comment = source

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def is_withdrawn(self) -> bool:
        return self.hidden_reason == WITHDRAWN

    @property
    def waits_for_look(self) -> bool:
        return self.hidden_reason == SCREENING

    @property
    def why_hidden(self) -> str:
        """A moderator's words, or the names of the reasons in the reader's language."""
        return in_words(self.hidden_reason)


Post = Thread | Answer | Comment  # what members write, report and edit, and moderators hide

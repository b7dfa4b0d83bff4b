"""Answers of a thread, and the order in which a reader meets them."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, F, Value, When
from django.utils.timezone import now
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from accounts.permissions import is_moderator
from community.models.constraints import not_blank, once_per_author
from community.models.reasons import SCREENING, in_words
from community.models.threads import BodyFormat, Thread, in_sight_of

ANSWERS_PER_PAGE = 50


class AnswerQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Hidden answers only their author and moderators see; in a thread that the reader may see."""
        return self.in_sight_of(user).filter(in_sight_of(user, "thread__"), thread__merged_into=None)

    def in_sight_of(self, user):
        """The same of a thread that the reader is known to see: without asking for it again."""
        if is_moderator(user):
            return self
        seen = models.Q(hidden_at=None)
        return self.filter(seen | models.Q(author=user) if user.is_authenticated else seen)

    def public(self):
        return self.visible_to(AnonymousUser())

    def accepted(self):
        return self.filter(accepted_at__isnull=False)

    def best_first(self):
        """Accepted, then the team's, then by how sure we are that it helps, then by time.

        Of those nobody found helpful the ones that nobody found unhelpful come first.
        """
        return self.order_by(
            Case(When(accepted_at__isnull=False, then=Value(0)), default=Value(1)),
            "-is_official",
            "-helpfulness",
            F("unhelpful_count") - F("imported_score"),
            "created_at",
            "pk",
        )

    def newest_first(self):
        return self.order_by("-created_at", "-pk")


class Answer(models.Model):
    """One answer. At most one of a thread is accepted: the database refuses a second."""

    thread = models.ForeignKey(Thread, models.CASCADE, db_index=False, related_name="answers")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="answers",
        verbose_name=_("author"),
    )
    body_source = models.TextField(_("text"))
    body_format = models.CharField(max_length=10, choices=BodyFormat, default=BodyFormat.MARKDOWN)
    body_html = models.TextField(help_text="Rendered and cleaned when written; safe to show")
    created_at = models.DateTimeField(_("answered"), default=now)
    edited_at = models.DateTimeField(null=True, blank=True)
    is_official = models.BooleanField(_("by our team"), default=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    hidden_reason = models.CharField(max_length=240, blank=True)
    helpful_count = models.PositiveIntegerField(_("found helpful"), default=0)
    unhelpful_count = models.PositiveIntegerField(_("found not helpful"), default=0)
    helpfulness = models.FloatField(
        default=0.0, help_text="Lower Wilson bound (95 %) of helpful votes, 0 to 1; votes it came with count"
    )
    confirmed_count = models.PositiveIntegerField(
        default=0, help_text="Later readers who said that it fixed their problem"
    )
    comment_count = models.PositiveIntegerField(default=0, help_text="Comments under it that everyone sees")
    imported_score = models.IntegerField(default=0, help_text="Score in the forum it came from; counts for order only")
    submission_key = models.CharField(max_length=100, null=True, blank=True, editable=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            not_blank("body_source", "answer_has_text"),
            once_per_author("answer_once_per_submission"),
            models.UniqueConstraint(
                fields=["thread"], condition=models.Q(accepted_at__isnull=False), name="one_accepted_answer_per_thread"
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None) | models.Q(hidden_at=None), name="accepted_answer_is_visible"
            ),
        ]
        indexes = [
            models.Index(fields=["thread", "created_at"], name="answer_thread_time"),
            models.Index(fields=["author", "-created_at"], name="answer_author_newest"),
            models.Index(fields=["author", "thread"], name="answer_author_thread"),
            models.Index(
                fields=["accepted_at"], name="answer_accepted_time", condition=models.Q(accepted_at__isnull=False)
            ),
        ]

    def __str__(self):
        return f"{self.thread_id}#answer-{self.pk}"

    def get_absolute_url(self) -> str:
        """Its place on the thread's page, whichever page of a long thread that is."""
        query = f"?answer={self.pk}" if self.thread.answer_count > ANSWERS_PER_PAGE else ""
        return f"{self.thread.get_absolute_url()}{query}#answer-{self.pk}"

    @property
    def home_url(self) -> str:
        with override(self.thread.language):
            return self.get_absolute_url()

    @property
    def is_accepted(self) -> bool:
        return self.accepted_at is not None

    @property
    def role(self) -> str:
        """What the author is in this thread, in words."""
        return gettext("asked this question") if self.author_id and self.author_id == self.thread.author_id else ""

    @property
    def why_accepted(self) -> str:
        """Who chose it, in words; nothing where that is not known."""
        if self.accepted_by_id is None:
            return ""
        if self.accepted_by_id == self.thread.author_id:
            return gettext("Chosen by the one who asked")
        return gettext("Chosen by a moderator")

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def waits_for_look(self) -> bool:
        return self.hidden_reason == SCREENING

    @property
    def why_hidden(self) -> str:
        """A moderator's words, or the names of the reasons in the reader's language."""
        return in_words(self.hidden_reason)

    @property
    def helpful_score(self) -> int:
        """What is shown beside "helpful": votes here and the score it came with."""
        return max(0, self.helpful_count + self.imported_score)

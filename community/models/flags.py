"""Reports of members, and what waits for a moderator because of them."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from community.models.answers import Answer
from community.models.comments import Comment, Post
from community.models.deeds import Thanks
from community.models.moderation import ModerationAction
from community.models.reasons import FlagReason
from community.models.threads import Thread
from community.rules import WAIT_PER_WEIGHT

WORDS_LENGTH = 500


class AboutPosts(models.QuerySet):
    """Rows about a question (neither answer nor comment named), an answer of it, or a comment."""

    def about(self, post: Post):
        return self.filter(**place_of(post))


def place_of(post: Post) -> dict:
    """A comment is named alone, whatever it stands under: an answer's rows are about the answer."""
    if isinstance(post, Comment):
        return {"thread_id": post.question_id, "answer": None, "comment": post}
    if isinstance(post, Answer):
        return {"thread_id": post.thread_id, "answer": post, "comment": None}
    return {"thread": post, "answer": None, "comment": None}


def place_of_report(post: Post | Thanks) -> dict:
    """The same with a sentence of thanks, which is named alone, too."""
    if isinstance(post, Thanks):
        return {"thread_id": post.answer.thread_id, "answer": None, "comment": None, "thanks": post}
    return {**place_of(post), "thanks": None}


class Reported(AboutPosts):
    """What may be about a sentence of thanks as well."""

    def about(self, post: Post | Thanks):
        return self.filter(**place_of_report(post))


class ReviewQuerySet(Reported):
    def waiting(self):
        return self.filter(closed_at=None)

    def in_turn(self):
        """The oldest and the heaviest first."""
        return self.order_by("rank_at", "pk")


class Review(models.Model):
    """A post that waits, or waited, for a moderator's decision. One of a post waits at a time (a constraint)."""

    class Cause(models.TextChoices):
        FLAGS = "flags", _("Reported")
        SCREENING = "screening", _("A first post")
        SUSPICION = "suspicion", _("Looks like spam")

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="reviews")
    answer = models.ForeignKey(Answer, models.CASCADE, null=True, blank=True, related_name="reviews")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, blank=True, related_name="reviews")
    thanks = models.ForeignKey(Thanks, models.CASCADE, null=True, blank=True, related_name="reviews")
    cause = models.CharField(max_length=10, choices=Cause, default=Cause.FLAGS)
    opened_at = models.DateTimeField(default=now)
    rank_at = models.DateTimeField(help_text="Its place in the queue: opened, minus an hour for each unit of weight")
    weight = models.PositiveIntegerField(default=0, help_text="Of the flags that wait")
    is_edited = models.BooleanField(default=False, help_text="The author changed it since it was reported or hidden")
    version = models.PositiveIntegerField(default=1, help_text="Grows with every flag and edit")
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    claimed_until = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decision = models.ForeignKey(ModerationAction, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread"],
                condition=Q(closed_at=None, answer=None, comment=None, thanks=None),
                name="one_review_waits_per_thread",
            ),
            models.UniqueConstraint(
                fields=["answer"], condition=Q(closed_at=None, answer__isnull=False), name="one_review_waits_per_answer"
            ),
            models.UniqueConstraint(
                fields=["comment"],
                condition=Q(closed_at=None, comment__isnull=False),
                name="one_review_waits_per_comment",
            ),
            models.UniqueConstraint(
                fields=["thanks"], condition=Q(closed_at=None, thanks__isnull=False), name="one_review_waits_per_thanks"
            ),
            models.CheckConstraint(condition=Q(answer=None) | Q(comment=None), name="review_of_exactly_one"),
        ]
        indexes = [models.Index(fields=["rank_at", "id"], name="review_queue", condition=Q(closed_at=None))]

    def __str__(self):
        return f"Review of {self.thanks or self.comment or self.answer or self.thread_id}"

    @property
    def post(self) -> Post | Thanks:
        return self.thanks or self.comment or self.answer or self.thread

    @property
    def url(self) -> str:
        return reverse("review", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.closed_at is None

    def holder(self, at: datetime | None = None):
        """Who looks at it now, or None."""
        is_held = self.claimed_until is not None and self.claimed_until > (at or now())
        return self.claimed_by if is_held else None

    def put_in_place(self) -> None:
        self.rank_at = self.opened_at - self.weight * WAIT_PER_WEIGHT


FIRST_LOOKS = (Review.Cause.SCREENING, Review.Cause.SUSPICION)  # nobody but its author has read the post yet


class Flag(models.Model):
    """A member reports a post. One a member and post, whatever becomes of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        UPHELD = "upheld", _("Upheld")
        DECLINED = "declined", _("Declined")

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="flags")
    answer = models.ForeignKey(Answer, models.CASCADE, null=True, blank=True, related_name="flags")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, blank=True, related_name="reports")
    thanks = models.ForeignKey(Thanks, models.CASCADE, null=True, blank=True, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="flags")
    reason = models.CharField(max_length=20, choices=FlagReason)
    words = models.CharField(max_length=WORDS_LENGTH, blank=True)
    weight = models.PositiveSmallIntegerField(help_text="As the reporter stood when reporting")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    review = models.ForeignKey(Review, models.SET_NULL, null=True, related_name="flags")
    created_at = models.DateTimeField(default=now)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = Reported.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "thread"],
                condition=Q(answer=None, comment=None, thanks=None),
                name="one_flag_per_member_and_thread",
            ),
            models.UniqueConstraint(
                fields=["reporter", "answer"], condition=Q(answer__isnull=False), name="one_flag_per_member_and_answer"
            ),
            models.UniqueConstraint(
                fields=["reporter", "comment"],
                condition=Q(comment__isnull=False),
                name="one_flag_per_member_and_comment",
            ),
            models.UniqueConstraint(
                fields=["reporter", "thanks"], condition=Q(thanks__isnull=False), name="one_flag_per_member_and_thanks"
            ),
            models.CheckConstraint(condition=Q(answer=None) | Q(comment=None), name="flag_of_exactly_one"),
            models.CheckConstraint(condition=~Q(reason="other") | ~Q(words=""), name="flag_something_else_has_words"),
        ]
        indexes = [
            models.Index(fields=["reporter", "created_at"], name="flag_reporter_time"),
            models.Index(fields=["thread", "answer"], name="flag_waiting", condition=Q(state="waiting")),
        ]

    def __str__(self):
        what = self.thanks or self.comment or self.answer or self.thread_id
        return f"{self.reporter_id} reports {what}: {self.reason}"

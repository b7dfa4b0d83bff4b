"""What members say without words: this helped, I have it too, tell me more. Of who left it stays, without a name."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from community.models.answers import Answer
from community.models.boards import Board
from community.models.threads import Tag, Thread


class Vote(models.Model):
    """A member found an answer helpful, or not. "Not helpful" moves it down, and costs its author nothing."""

    answer = models.ForeignKey(Answer, models.CASCADE, db_index=False, related_name="votes")
    voter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, db_index=False, related_name="votes"
    )
    is_helpful = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "voter"], name="one_vote_per_member_and_answer")]
        indexes = [
            models.Index(fields=["created_at"], name="vote_time"),
            models.Index(fields=["voter", "created_at"], name="vote_voter_time"),
        ]

    def __str__(self):
        return f"{self.voter_id} found {self.answer_id} helpful"


class MeToo(models.Model):
    """A member has the same problem."""

    thread = models.ForeignKey(Thread, models.CASCADE, db_index=False, related_name="me_toos")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="me_toos")
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "member"], name="one_me_too_per_member_and_thread")]

    def __str__(self):
        return f"{self.member_id} has {self.thread_id} too"


class FixConfirmation(models.Model):
    """A later reader says that an answer fixed their problem, too: neither the one who asked nor its author."""

    answer = models.ForeignKey(Answer, models.CASCADE, db_index=False, related_name="confirmations")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="fix_confirmations")
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "member"], name="one_confirmation_per_member_and_answer")
        ]

    def __str__(self):
        return f"{self.answer_id} fixed it for {self.member_id}"


class Follow(models.Model):
    """A member is told what happens in a thread, on a board or under a tag: exactly one of the three.

    The nearest counts: what is said of the thread itself goes before its board, that before its tags.
    """

    class Level(models.TextChoices):
        EVERYTHING = "everything", _("Everything")
        SOLUTION = "solution", _("Only when it is solved")
        MUTE = "mute", _("Nothing")

    thread = models.ForeignKey(Thread, models.CASCADE, null=True, blank=True, db_index=False, related_name="follows")
    board = models.ForeignKey(Board, models.CASCADE, null=True, blank=True, db_index=False, related_name="follows")
    tag = models.ForeignKey(Tag, models.CASCADE, null=True, blank=True, db_index=False, related_name="follows")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, db_index=False, related_name="follows")
    level = models.CharField(max_length=10, choices=Level, default=Level.EVERYTHING)
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "member"], name="one_follow_per_member_and_thread"),
            models.UniqueConstraint(fields=["board", "member"], name="one_follow_per_member_and_board"),
            models.UniqueConstraint(fields=["tag", "member"], name="one_follow_per_member_and_tag"),
            models.CheckConstraint(
                condition=Q(thread__isnull=False, board=None, tag=None)
                | Q(thread=None, board__isnull=False, tag=None)
                | Q(thread=None, board=None, tag__isnull=False),
                name="follow_of_exactly_one",
            ),
        ]
        indexes = [
            models.Index(fields=["member", "-created_at", "-id"], name="follow_member_newest"),
            models.Index(fields=["member"], name="follow_member_boards", condition=Q(board__isnull=False)),
        ]

    def __str__(self):
        followed = self.thread_id or self.board or self.tag
        return f"{self.member_id} follows {followed}: {self.level}"

    @property
    def followed(self) -> Thread | Board | Tag:
        return self.thread or self.board or self.tag


def followed_as(followed: Thread | Board | Tag) -> dict:
    """The column of `Follow` that names it."""
    return {type(followed).__name__.lower(): followed}

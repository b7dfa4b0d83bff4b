"""What members say without words: this helped, I have it too, tell me more."""

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from community.models.answers import Answer
from community.models.threads import Thread


class Vote(models.Model):
    """A member found an answer helpful."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="votes")
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="votes")
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

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="me_toos")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="me_toos")
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "member"], name="one_me_too_per_member_and_thread")]

    def __str__(self):
        return f"{self.member_id} has {self.thread_id} too"


class Follow(models.Model):
    """A member is told what happens in a thread."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="follows")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "member"], name="one_follow_per_member_and_thread")]

    def __str__(self):
        return f"{self.member_id} follows {self.thread_id}"

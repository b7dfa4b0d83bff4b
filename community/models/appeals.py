"""The author of something hidden asks for another look: once for each time it was hidden."""

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from community.models.answers import Answer
from community.models.comments import Comment
from community.models.flags import WORDS_LENGTH, AboutPosts, Review
from community.models.moderation import ModerationAction
from community.models.threads import Thread


class Appeal(models.Model):
    """``granted`` is empty until somebody decided; ``hidden_by`` is who should not be the one."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="appeals")
    answer = models.ForeignKey(Answer, models.CASCADE, null=True, blank=True, related_name="appeals")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, blank=True, related_name="appeals")
    against = models.OneToOneField(ModerationAction, models.SET_NULL, null=True, related_name="appeal")
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    review = models.ForeignKey(Review, models.SET_NULL, null=True, related_name="appeals")
    words = models.CharField(max_length=WORDS_LENGTH)
    created_at = models.DateTimeField(default=now)
    granted = models.BooleanField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = AboutPosts.as_manager()

    class Meta:
        indexes = [models.Index(fields=["thread", "answer"], name="appeal_post")]

    def __str__(self):
        return f"Appeal for {self.comment or self.answer or self.thread_id}"

    @property
    def is_waiting(self) -> bool:
        return self.granted is None

    @property
    def is_decided_by_the_same(self) -> bool:
        """Only where there is no other moderator; the author is told so."""
        return self.decided_by_id is not None and self.decided_by_id == self.hidden_by_id

"""Earlier words of a post, kept whenever they change."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now

from community.models.answers import Answer
from community.models.threads import TITLE_LENGTH, BodyFormat, Thread


class Revision(models.Model):
    """A question or an answer as it was until ``created_at``, when ``editor`` changed it, with the reason.

    Words that should not have been written are forgotten: the row stays, they do not. Those that were out of sight when
    they were changed never come back into it.
    """

    thread = models.ForeignKey(Thread, models.CASCADE, null=True, blank=True, related_name="revisions")
    answer = models.ForeignKey(Answer, models.CASCADE, null=True, blank=True, related_name="revisions")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    body_source = models.TextField()
    body_format = models.CharField(max_length=10, choices=BodyFormat, default=BodyFormat.MARKDOWN)
    reason = models.CharField(max_length=240, blank=True)
    created_at = models.DateTimeField(default=now)
    forgotten_at = models.DateTimeField(null=True, blank=True, help_text="When a moderator emptied it")

    was_hidden = models.BooleanField(default=False, help_text="Only its author and moderators read these words")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(thread__isnull=False, answer=None) | Q(thread=None, answer__isnull=False),
                name="revision_of_exactly_one",
            ),
        ]

    def __str__(self):
        return f"{self.answer or self.thread_id} until {self.created_at}"

    @property
    def post(self) -> Thread | Answer:
        return self.answer or self.thread

"""What moderators did: a log that only grows. Undoing is an act, too, and names what it reversed."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from community.models.answers import Answer
from community.models.comments import Comment, Post
from community.models.reasons import in_words
from community.models.threads import Thread

REASON_LENGTH = 240


class Act(models.TextChoices):
    HIDE = "hide", _("Hidden")
    FLAGGED = "flagged", _("Hidden by reports")
    KEEP = "keep", _("Looked at and kept")
    RESTORE = "restore", _("Shown again")
    APPROVE = "approve", _("Looked at and shown")
    CLOSE = "close", _("Closed")
    REOPEN = "reopen", _("Opened again")
    ARCHIVE = "archive", _("Archived")
    LOCK = "lock", _("Locked")
    UNLOCK = "unlock", _("Unlocked")
    OUTDATE = "outdate", _("Marked as outdated")
    UPDATE = "update", _("Marked as up to date")
    MERGE = "merge", _("Merged into another question")
    UNMERGE = "unmerge", _("Taken apart again")
    SPLIT = "split", _("Answers moved to a new question")
    UNSPLIT = "unsplit", _("Answers brought back")
    EDIT = "edit", _("Edited")
    MOVE = "move", _("Moved to another board")
    FORGET = "forget", _("Earlier words forgotten")
    ACCEPT = "accept", _("Marked as solved")
    UNACCEPT = "unaccept", _("Acceptance taken back")
    HIDE_THANKS = "hide_thanks", _("Thanks hidden")
    SHOW_THANKS = "show_thanks", _("Thanks shown again")
    NOTICE = "notice", _("Notice given")
    SILENCE = "silence", _("Silenced")
    LIFT = "lift", _("Lifted")


class Subject(models.TextChoices):
    THREAD = "thread", _("Question")
    ANSWER = "answer", _("Answer")
    COMMENT = "comment", _("Comment")
    MEMBER = "member", _("Member")


# Silences are lifted at the member; what was taken apart is merged or split again as new.
UNDOABLE = frozenset(Act) - {Act.KEEP, Act.NOTICE, Act.SILENCE, Act.LIFT, Act.FORGET, Act.UNMERGE, Act.UNSPLIT}


class AppendOnlyQuerySet(models.QuerySet):
    """Rows are added and read. Only the links to people and posts are emptied, when those are deleted."""

    def update(self, **changes):
        raise TypeError("The log only grows: record another act instead.")

    def delete(self):
        raise TypeError("The log only grows: record another act instead.")

    def forget(self, *words: str) -> None:
        """The one thing that leaves it: words that a moderator took away for good. That they were changed stays."""
        for done in self.iterator():
            sides = [
                {name: "" if name in ("title", "body") and value in words else value for name, value in side.items()}
                for side in (done.before, done.after)
            ]
            if sides != [done.before, done.after]:
                super(AppendOnlyQuerySet, self.filter(pk=done.pk)).update(before=sides[0], after=sides[1])

    def about(self, post: Post):
        """Newest first. A question's history is its own: each answer and comment has another."""
        own = {"thread": post, "subject": Subject.THREAD}
        if not isinstance(post, Thread):
            own = {"comment": post} if isinstance(post, Comment) else {"answer": post}
        return self.filter(**own).select_related("actor", "reverses", "reversed_by").order_by("-pk")


class ModerationAction(models.Model):
    """One act of a moderator, or of the rules (no actor). ``before`` and ``after`` hold the fields that changed."""

    Act = Act

    act = models.CharField(_("act"), max_length=20, choices=Act)
    subject = models.CharField(max_length=10, choices=Subject, help_text="What it was done to, even when that is gone")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    thread = models.ForeignKey(Thread, models.SET_NULL, null=True, related_name="+", verbose_name=_("thread"))
    answer = models.ForeignKey(
        Answer, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("answer")
    )
    comment = models.ForeignKey(
        Comment, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("comment")
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("whom it concerns")
    )
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH, blank=True)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    created_at = models.DateTimeField(_("when"), default=now)
    reverses = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="reversed_by", verbose_name=_("undoes")
    )

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("act of moderation")
        verbose_name_plural = _("acts of moderation")
        indexes = [
            models.Index(fields=["member", "act"], name="moderation_member"),
            models.Index(fields=["-created_at"], name="moderation_newest"),
        ]

    def __str__(self):
        return f"{self.get_act_display()} · {self.thread or self.member or self.pk}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("The log only grows: record another act instead.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("The log only grows: record another act instead.")

    @property
    def post(self) -> Post | None:
        """None when it was deleted since."""
        return getattr(self, self.subject, None) if self.subject != Subject.MEMBER else None

    @property
    def history_url(self) -> str:
        """Where moderators read it among the other acts on the same post, and undo it; empty when the post is gone."""
        if self.subject == Subject.MEMBER:
            return f"{reverse('moderate_member', args=[self.member_id])}#act-{self.pk}" if self.member_id else ""
        number = getattr(self, f"{self.subject}_id")
        return f"{reverse(f'{self.subject}_history', args=[number])}#act-{self.pk}" if number else ""

    @property
    def why(self) -> str:
        return in_words(self.reason)

    @property
    def is_undone(self) -> bool:
        return getattr(self, "reversed_by", None) is not None

    @property
    def may_be_undone(self) -> bool:
        """Whether undoing it has a meaning; whether it still can be, the action says."""
        return self.act in UNDOABLE and not self.is_undone and self.history_url != ""

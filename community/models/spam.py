"""What tells spam from a question: blocked words, prints of recent texts, and what was thought of a post."""

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from community.models.constraints import not_blank
from community.models.flags import Review
from community.models.threads import Thread


class Sign(models.TextChoices):
    """Why a post looks like spam, as moderators read it."""

    BLOCKED = "blocked", _("Holds a word or an address of the list in the CMS")
    LINKS = "links", _("A new member, and mostly links")
    SAME_TEXT = "same_text", _("The same text was posted elsewhere")
    LINKS_ADDED = "links_added", _("Links were added after it was posted")


class BlockedWord(models.Model):
    """A word, some words or a domain. A post that holds one is looked at before everyone sees it."""

    text = models.CharField(
        _("word or domain"),
        max_length=80,
        unique=True,
        help_text=_("A word, a few words, or a domain like example.com with what is below it. Case does not matter."),
    )
    note = models.CharField(_("note"), max_length=160, blank=True, help_text=_("For your colleagues: why it is here."))
    created_at = models.DateTimeField(_("added"), default=now, editable=False)

    class Meta:
        ordering = ["text"]
        verbose_name = _("blocked word")
        verbose_name_plural = _("blocked words")
        constraints = [not_blank("text", "blocked_word_has_text")]

    def __str__(self):
        return self.text

    def save(self, *args, **kwargs):
        self.text = " ".join(self.text.casefold().split()).removeprefix("https://").removeprefix("http://").rstrip("/")
        super().save(*args, **kwargs)


class TextPrint(models.Model):
    """A digest of what somebody wrote, to find the same words again. Kept for a month."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=40)
    created_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [
            models.Index(fields=["digest", "created_at"], name="text_print_digest"),
            models.Index(fields=["created_at"], name="text_print_time"),
        ]

    def __str__(self):
        return f"{self.author_id} in {self.thread_id}: {self.digest}"


class SpamCheck(models.Model):
    """What was thought of a post that waits: our own signs, and the word of the service outside."""

    class Verdict(models.TextChoices):
        HAM = "ham", _("Looks clean")
        SPAM = "spam", _("Looks like spam")
        UNKNOWN = "unknown", _("Could not be asked")

    review = models.OneToOneField(Review, models.CASCADE, related_name="spam_check")
    signs = models.JSONField(default=list)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True, help_text="Of the service outside")
    releases = models.BooleanField(default=False, help_text="A clean verdict shows the post without a moderator")
    address = models.GenericIPAddressField(null=True, blank=True, help_text="Only while it waits")
    agent = models.CharField(max_length=300, blank=True, help_text="Only while it waits")
    taught = models.CharField(
        max_length=10, choices=Verdict, blank=True, help_text="What a moderator's decision was told"
    )
    created_at = models.DateTimeField(default=now)

    def __str__(self):
        return f"{self.review_id}: {self.verdict or self.signs}"

    @property
    def signs_in_words(self) -> list[str]:
        return [str(Sign(sign).label) for sign in self.signs if sign in Sign.values]

"""Why a post is reported or hidden: a few reasons that can be told in every language."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class FlagReason(models.TextChoices):
    SPAM = "spam", _("Spam or advertising")
    RUDE = "rude", _("Rude or abusive")
    PRIVATE = "private", _("Shows somebody's private data")
    OFF_TOPIC = "off_topic", _("Off topic, or on the wrong board")
    OTHER = "other", _("Something else")


SCREENING = "screening"  # why a post is hidden that waits for a first look
WITHDRAWN = "withdrawn"  # why a question is hidden that its author asks our team instead


def in_words(reason: str) -> str:
    """A stored reason as it is read: names of reasons (``spam,rude``) in the reader's language, a person's own words as
    they are."""
    if reason == SCREENING:
        return gettext("We look at first posts before everyone sees them.")
    if reason == WITHDRAWN:
        return gettext("The one who asked took it back, to ask our team privately.")
    names = reason.split(",")
    if any(name not in FlagReason.values for name in names):
        return reason
    return "; ".join(str(FlagReason(name).label) for name in names)

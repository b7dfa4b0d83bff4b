"""What people are told about, in the few kinds by which they choose their mails."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    ANSWERS = "answers", _("Answers and comments on questions you follow")
    SOLUTIONS = "solutions", _("A question you follow is solved")
    MENTIONS = "mentions", _("Somebody mentions you")
    THANKS = "thanks", _("Your answer helped")
    STANDING = "standing", _("Your levels, badges and points")
    BOARDS = "boards", _("News on boards and tags you follow")
    OWN = "own", _("Our moderators or our team do something with what you wrote")
    ALWAYS = "always", _("Your requests to our team, and words of the moderators to you")


class How(models.TextChoices):
    NOW = "now", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NONE = "none", _("No mail")


# Every event people can be told about, and its kind. Each has a folder in templates/email/.
EVENTS: dict[str, str] = {
    "thread_answered": Kind.ANSWERS,
    "post_commented": Kind.ANSWERS,
    "info_requested": Kind.ANSWERS,
    "info_given": Kind.ANSWERS,
    "not_solved": Kind.ANSWERS,
    "answer_accepted": Kind.THANKS,
    "answer_verified": Kind.THANKS,
    "accepted_for_you": Kind.OWN,
    "thread_solved": Kind.SOLUTIONS,
    "thread_asked": Kind.BOARDS,
    "board_solved": Kind.BOARDS,
    "mentioned": Kind.MENTIONS,
    "post_moderated": Kind.OWN,
    "member_sanctioned": Kind.ALWAYS,
    "escalation_notice": Kind.OWN,
    "thread_escalated": Kind.OWN,
    "badge_earned": Kind.STANDING,
    "badge_revoked": Kind.STANDING,
    "level_reached": Kind.STANDING,
    "points_reversed": Kind.STANDING,
    "points_reviewed": Kind.STANDING,
    "thanked": Kind.STANDING,
    "proposal_decided": Kind.STANDING,
    "article_proposal_decided": Kind.STANDING,
    "answer_promoted": Kind.STANDING,
    "expert_invited": Kind.STANDING,
    "newcomer_of_month": Kind.STANDING,
    "ticket_received": Kind.ALWAYS,
    "ticket_answered": Kind.ALWAYS,
    "ticket_solved": Kind.ALWAYS,
}
# Told in the inbox and never mailed: templates/email/<event>/inbox.txt is all they need.
INBOX_EVENTS = {"flag_decided", "thread_quiet", "fix_confirmed", "points_withdrawn", "proposal_made", "tour_offered"}

# Kinds one chooses by; whoever chose nothing gets them so. What comes often is bundled (RULES §1: acceptances are).
DEFAULTS: dict[str, str] = {
    Kind.ANSWERS: How.NOW,
    Kind.SOLUTIONS: How.NOW,
    Kind.MENTIONS: How.NOW,
    Kind.THANKS: How.DAILY,
    Kind.STANDING: How.DAILY,
    Kind.BOARDS: How.DAILY,
    Kind.OWN: How.NOW,
}
# Their mails come in a bundle or not at all: never at once (RULES §1: by mail at most once a day).
BUNDLED = {Kind.THANKS, Kind.STANDING}


def kind_of(event: str) -> str:
    return EVENTS.get(event, Kind.ALWAYS)

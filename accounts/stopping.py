"""Doing what a click on "unsubscribe" asks for."""

from django.db import transaction

from accounts.actions import mail_choices, set_mail_preferences
from accounts.events import How
from accounts.models import User
from accounts.unsubscribing import BUNDLES, SUBJECTS


@transaction.atomic
def stop_mails(user: User, subject: str) -> None:
    """From now on no mail of it. Saying it twice changes nothing."""
    prefix, _dash, rest = subject.partition("-")
    if subject == BUNDLES:
        bundled = [kind for kind, how in mail_choices(user).items() if how in (How.DAILY, How.WEEKLY)]
        set_mail_preferences(user, dict.fromkeys(bundled, How.NONE))
    elif prefix == "kind":
        set_mail_preferences(user, {rest: How.NONE})
    else:
        SUBJECTS[prefix].stop(user, rest)

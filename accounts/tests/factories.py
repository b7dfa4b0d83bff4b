"""People for tests."""

from datetime import timedelta
from itertools import count

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.test import Client
from django.utils.timezone import now

from accounts.models import AGENTS, EDITORS, MODERATORS, User

_numbers = count(1)


def make_user(*, roles=(), **overrides) -> User:
    """A person of level 1 with a verified email, here for a month, who can sign in with ``correct horse``."""
    number = next(_numbers)
    fields = {
        "email": f"person{number}@example.com",
        "display_name": f"Person {number}",
        "date_joined": now() - timedelta(days=30),
        **overrides,
    }
    user = User.objects.create_user(password=fields.pop("password", "correct horse"), **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    user.groups.add(*Group.objects.filter(name__in=roles))
    user.standing.level = int(user.date_joined < now() - timedelta(days=1))
    user.standing.save(update_fields=["level"])
    return user


def make_editor(**overrides) -> User:
    return make_user(roles=[EDITORS], **overrides)


def make_moderator(**overrides) -> User:
    return make_user(roles=[MODERATORS], **overrides)


def make_agent(**overrides) -> User:
    return make_user(roles=[AGENTS], **overrides)


def make_member(**overrides) -> User:
    """Somebody who is here for longer than a day."""
    return make_user(**overrides)


def make_newcomer(**overrides) -> User:
    """Somebody on their first day: level 0."""
    return make_user(**{"date_joined": now(), **overrides})


def signed_in(user) -> Client:
    """A browser of its own, in which they are signed in."""
    client = Client()
    client.force_login(user)
    return client

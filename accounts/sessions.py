"""Sessions that know whose they are: one query reads a session, its user, their roles and what is new for them.

Set as SESSION_ENGINE; the model is `accounts.models.Session`. See docs/decisions/0016-sessions.md.
"""

from django.apps import apps
from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.core.exceptions import ValidationError
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone


class SessionStore(DatabaseStore):
    """``owner`` is the user whose session was read, with ``roles`` and ``unread_count``; None for a guest's.

    Nobody is signed in by it: `accounts.middleware.Readers` compares it with what the session says first.
    """

    owner = None

    @classmethod
    def get_model_class(cls):
        return apps.get_model("accounts", "Session")

    def create_model_instance(self, data):
        session = super().create_model_instance(data)
        session.user_id = owner_in(data)
        return session

    def _get_session_from_db(self):
        """One row a role; a session without any is one row, too."""
        of_key = self.model.objects.filter(session_key=self.session_key, expire_date__gt=timezone.now())
        rows = list(of_key.select_related("user", *_along).annotate(role=F("user__groups__name"), unread=_unread()))
        if not rows:
            self._session_key = None
            return None
        self.owner = rows[0].user
        if self.owner:
            self.owner.roles = frozenset(row.role for row in rows if row.role)
            self.owner.unread_count = rows[0].unread
        return rows[0]


_along: list[str] = []


def bring_along(name: str) -> None:
    """Register a row that each user has one of, by its name on the user: it is read with the session, too."""
    _along.append(f"user__{name}")


def owner_in(data: dict) -> int | None:
    """Who is signed in, as the session's own data say."""
    try:
        return get_user_model()._meta.pk.to_python(data.get(SESSION_KEY))
    except ValidationError:
        return None


def _unread() -> Coalesce:
    unread = apps.get_model("accounts", "Notification").objects.unread().filter(recipient=OuterRef("user"))
    counted = unread.order_by().values("recipient").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)

"""People, and what we tell them."""

from uuid import uuid4
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.events import How, Kind
from accounts.sessions import SessionStore
from site_config.formats import isolated, localized_digits

EDITORS, MODERATORS, AGENTS = "editors", "moderators", "agents"


def validate_timezone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("%(name)s is not a time zone we know."), params={"name": name})


def own_group() -> str:
    """A group of its own, for what is about nothing else."""
    return uuid4().hex


def display_name_of(user) -> str:
    return str(user)


class UserManager(BaseUserManager):
    use_in_migrations = True

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})


class User(AbstractBaseUser, PermissionsMixin):
    """Anyone who signs in. The email is the login and is never shown; ``display_name`` is public."""

    email = models.EmailField(_("email address"), unique=True)
    display_name = models.CharField(_("name shown to others"), max_length=60, blank=True)
    about = models.CharField(_("about you"), max_length=240, blank=True)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default="en")
    timezone = models.CharField(
        _("time zone"), max_length=64, default=settings.TIME_ZONE, validators=[validate_timezone]
    )
    mails_paused = models.BooleanField(
        _("pause all mails"),
        default=False,
        help_text=_("Everything waits in your inbox. Requests to our team still come."),
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("may open the CMS's system pages"), default=False)
    date_joined = models.DateTimeField(_("joined"), default=now)

    objects = UserManager()
    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once_whatever_case")]

    def __str__(self):
        return self.display_name or str(_("Member %(number)s") % {"number": localized_digits(str(self.pk))})

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)

    # Wagtail's own screens ask for these two.
    @property
    def first_name(self):
        return self.display_name

    @property
    def last_name(self):
        return ""

    @cached_property
    def roles(self) -> frozenset[str]:
        """Names of the user's groups: one query, once a request."""
        return frozenset(self.groups.values_list("name", flat=True))

    @cached_property
    def unread_count(self) -> int:
        """How many notifications are new: one query, none where the session brought the number along."""
        return self.notifications.unread().count()


class Session(AbstractBaseSession):
    """A visit, and whose it is once they signed in: gone with them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="sessions")
    wagtail_reference_index_ignore = True  # nothing an editor could be led to

    @classmethod
    def get_session_store_class(cls):
        return SessionStore


class NotificationQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at=None)

    def waiting_for_bundle(self):
        return self.filter(mail_due_at__isnull=False, mailed_at=None, read_at=None)


class Bundle(models.Model):
    """One mail with what was new: what it holds was marked as mailed when it was made; sent as soon as may be."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bundles")
    created_at = models.DateTimeField(default=now)
    handed_over_at = models.DateTimeField(default=now, help_text="When the worker was asked last to send it")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["handed_over_at"], name="bundle_to_send", condition=models.Q(sent_at=None)),
        ]

    def __str__(self):
        return f"Bundle for {self.recipient_id}"


class Notification(models.Model):
    """One thing that happened, told to one person: in the inbox, and by mail where they want it.

    ``event`` names a folder of ``templates/email/``; ``context`` holds the words it needs, as JSON. What is about the
    same subject shares a ``group`` (``thread-12``): it is read together, and stands together in mail programs.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    event = models.CharField(max_length=40)
    group = models.CharField(max_length=40, default=own_group)
    url = models.CharField(max_length=500)
    context = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=now)
    read_at = models.DateTimeField(null=True, blank=True)
    mail_due_at = models.DateTimeField(null=True, blank=True, help_text="From when a bundle takes it along")
    mailed_at = models.DateTimeField(null=True, blank=True, help_text="When it was mailed, or put into a bundle")
    bundle = models.ForeignKey(Bundle, models.SET_NULL, null=True, blank=True, related_name="notifications")

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="inbox_newest_first"),
            models.Index(fields=["recipient", "group", "-created_at"], name="inbox_groups"),
            models.Index(fields=["recipient"], name="inbox_unread", condition=models.Q(read_at=None)),
            models.Index(
                fields=["mail_due_at"],
                name="notification_to_bundle",
                condition=models.Q(mail_due_at__isnull=False, mailed_at=None, read_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.event} → {self.recipient_id}"

    @property
    def inbox_template(self) -> str:
        return f"email/{self.event}/inbox.txt"

    @property
    def words(self) -> dict:
        """What its template says it with. Titles and names keep their own direction."""
        title = self.context.get("title")
        return {
            **self.context,
            "title": isolated(title) if title else "",
            "actor": isolated(str(self.actor)) if self.actor else None,
        }


class NotificationPreference(models.Model):
    """How one kind of event is mailed to one person; no row means as `accounts.events.DEFAULTS` says."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notification_preferences")
    kind = models.CharField(max_length=12, choices=Kind)
    how = models.CharField(max_length=8, choices=How)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_preference_per_kind")]

    def __str__(self):
        return f"{self.user_id} {self.kind}: {self.how}"

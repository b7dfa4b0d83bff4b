"""Mails out: one folder of templates an event, rendered in the reader's own language and time zone."""

from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.models import User
from accounts.mornings import zone_of
from site_config.addresses import in_language
from site_config.context_processors import current_site
from site_config.formats import isolated


def send_event_mail(user: User, event: str, context: dict, *, group: str = "", stop_url: str = "") -> None:
    """Send ``templates/email/<event>/`` (subject.txt, body.txt, body.html) to one user.

    ``context["path"]`` is a path on this site and becomes the absolute ``url``, in the user's
    language. Mails of the same ``group`` stand together in mail programs. ``stop_url`` stops such
    mails by one click. Raises what the mail backend raises.
    """
    with as_read_by(user):
        words = {
            **context,
            "recipient": user,
            "site": current_site(),
            "url": absolute(context["path"], user),
            "preferences_url": f"{settings.SITE_URL}/{user.language}/account/preferences/",
            "stop_url": stop_url,
            "LANGUAGE_CODE": user.language,
            "LANGUAGE_BIDI": translation.get_language_bidi(),
        }
        subject = " ".join(render_to_string(f"email/{event}/subject.txt", words).split())
        if "title" in words:
            words["title"] = isolated(words["title"])  # a title inside a sentence that may run the other way
        mail = EmailMultiAlternatives(
            subject=subject,
            body=render_to_string(f"email/{event}/body.txt", words).strip() + "\n",
            to=[user.email],
            headers=_headers(group, stop_url),
        )
        mail.attach_alternative(render_to_string(f"email/{event}/body.html", words), "text/html")
        mail.send()


@contextmanager
def as_read_by(user: User) -> Iterator[None]:
    """The user's own language and time zone."""
    with translation.override(user.language), timezone.override(zone_of(user)):
        yield


def absolute(path: str, user: User) -> str:
    return f"{settings.SITE_URL}{in_language(path, user.language)}"


def _headers(group: str, stop_url: str) -> dict[str, str]:
    """Marked as automatic; with a number of its own under the one its group has for good; with a way out (RFC 8058)."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    headers = {
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Message-ID": make_msgid(domain=host),
    }
    if group:
        headers["In-Reply-To"] = headers["References"] = f"<{group}@{host}>"
    if stop_url:
        headers["List-Unsubscribe"] = f"<{stop_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers

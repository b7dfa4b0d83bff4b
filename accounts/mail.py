"""Mails out: one folder of templates an event, rendered in the reader's own language and time zone."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.models import User
from site_config.addresses import in_language
from site_config.context_processors import current_site
from site_config.formats import isolated


def send_event_mail(user: User, event: str, context: dict) -> None:
    """Send ``templates/email/<event>/`` (subject.txt, body.txt, body.html) to one user.

    ``context["path"]`` is a path on this site and becomes the absolute ``url``, in the user's
    language. Raises what the mail backend raises.
    """
    with translation.override(user.language), timezone.override(ZoneInfo(user.timezone)):
        words = {
            **context,
            "recipient": user,
            "site": current_site(),
            "url": f"{settings.SITE_URL}{in_language(context['path'], user.language)}",
            "preferences_url": f"{settings.SITE_URL}/{user.language}/account/preferences/",
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
            headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
        )
        mail.attach_alternative(render_to_string(f"email/{event}/body.html", words), "text/html")
        mail.send()

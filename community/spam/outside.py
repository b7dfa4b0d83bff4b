"""A service outside that knows spam of the whole world: anything that speaks Akismet's protocol (docs/decisions).

Without a key the console stands in its place: the log says what would have been asked, and nobody waits for an answer.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings

from community.models import SpamCheck

logger = logging.getLogger(__name__)
Verdict = SpamCheck.Verdict
TIMEOUT = 4  # seconds; nobody waits meanwhile but the worker
SURE_SPAM, SURE_HAM = "akismet-guaranteed-spam", "akismet-guaranteed-ham"  # what tries it out, as with Akismet itself


@dataclass(frozen=True)
class Sample:
    """All that leaves the site. Never an email address, nothing of private boards."""

    text: str
    kind: str
    author: str
    language: str
    written_at: datetime
    address: str = ""
    agent: str = ""
    link: str = ""

    def fields(self) -> dict[str, str]:
        return {
            "blog": settings.SITE_URL,
            "blog_lang": self.language,
            "blog_charset": "UTF-8",
            "user_ip": self.address or "127.0.0.1",
            "user_agent": self.agent,
            "permalink": self.link,
            "comment_type": self.kind,
            "comment_author": self.author,
            "comment_content": self.text,
            "comment_date_gmt": self.written_at.isoformat(),
        }


class Service(Protocol):
    def check(self, sample: Sample) -> str: ...

    def teach(self, sample: Sample, *, is_spam: bool) -> None: ...


class Akismet:
    """Akismet, or a service that answers like it. Whatever goes wrong is "unknown": then people look."""

    def __init__(self, key: str, url: str):
        self.key, self.url = key, f"{url.rstrip('/')}/"

    def check(self, sample: Sample) -> str:
        answer = self._post("comment-check", sample)
        return {"true": Verdict.SPAM, "false": Verdict.HAM}.get(answer, Verdict.UNKNOWN)

    def teach(self, sample: Sample, *, is_spam: bool) -> None:
        self._post("submit-spam" if is_spam else "submit-ham", sample)

    def _post(self, what: str, sample: Sample) -> str:
        data = urlencode({"api_key": self.key, **sample.fields()}).encode()
        headers = {"User-Agent": "Stoa", "Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
        try:
            with urlopen(Request(self.url + what, data, headers), timeout=TIMEOUT) as response:  # noqa: S310
                answer, help_text = response.read(1_000).decode(errors="replace").strip(), response.headers
        except (URLError, OSError, ValueError) as error:
            logger.warning("The spam service did not answer %s: %s", what, error)
            return ""
        if answer not in ("true", "false") and what == "comment-check":
            logger.warning("The spam service answered %r: %s", answer, help_text.get("X-akismet-debug-help", ""))
        return answer


class Console:
    """The twin: says in the log what would be asked, and knows only the two texts made for trying it out."""

    def check(self, sample: Sample) -> str:
        logger.info("Spam service (console): would ask about %s of %d characters.", sample.kind, len(sample.text))
        if SURE_SPAM in sample.text:
            return Verdict.SPAM
        return Verdict.HAM if SURE_HAM in sample.text else Verdict.UNKNOWN

    def teach(self, sample: Sample, *, is_spam: bool) -> None:
        logger.info("Spam service (console): would learn that %s is %s.", sample.kind, "spam" if is_spam else "no spam")


def is_live() -> bool:
    """Whether somebody answers: only then does a post wait for the answer."""
    return bool(settings.SPAM_CHECK_KEY)


def service() -> Service:
    return Akismet(settings.SPAM_CHECK_KEY, settings.SPAM_CHECK_URL) if is_live() else Console()

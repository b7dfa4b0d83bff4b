"""What of a text counts when one looks for spam: links, pictures, and a digest that small changes do not alter."""

import re
import unicodedata
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings

from community.rules import SAME_TEXT_WORDS
from community.texts import words_of

_LINK = re.compile(r'<a\s[^>]*?href="([^"]+)"')
_PICTURE = re.compile(r"<img\s")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_WORD = re.compile(r"[^\W\d_]+")


def hosts_in(html: str) -> list[str]:
    """Where the links of clean HTML lead, except those to this site."""
    own = urlsplit(settings.SITE_URL).hostname
    hosts = [_host(link) for link in _LINK.findall(html)]
    return [host for host in hosts if host and host != own]


def _host(link: str) -> str:
    try:
        return (urlsplit(link).hostname or "").removeprefix("www.")
    except ValueError:
        return "?"


def pictures_in(html: str) -> int:
    return len(_PICTURE.findall(html))


def plain_words(html: str) -> str:
    """Folded so that case, width and accents hide nothing."""
    return unicodedata.normalize("NFKC", words_of(html)).casefold()


def digest_of(text: str) -> str:
    """The same for the same words in any order, whatever numbers and addresses stand between them.

    Empty for a few words only: people often say the same when they thank.
    """
    words = _WORD.findall(_ADDRESS.sub(" ", text))
    if len(words) < SAME_TEXT_WORDS:
        return ""
    return sha256(" ".join(sorted(set(words))).encode()).hexdigest()[:40]

"""Addresses of our own pages in another language."""

from django.conf import settings


def in_language(path: str, language: str) -> str:
    """A path of this site as a reader of ``language`` is led to it; one without a language stays as it is."""
    _, code, rest = path.split("/", 2) if path.startswith("/") and path.count("/") > 1 else ("", "", "")
    return f"/{language}/{rest}" if code in dict(settings.LANGUAGES) else path

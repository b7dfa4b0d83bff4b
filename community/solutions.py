"""What solves a question before it is asked: an article or a guide that everyone may read, or a solved question."""

from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override

from accounts.models import User
from community.models import Thread
from kb.queries import readable_at


def solution_at(path: str, reader: User) -> str:
    """Its one address, whatever was written behind the number: an article's in that language, a question's in its own;
    empty where there is no solution."""
    language = get_language_from_path(path)
    if language is None:
        return ""
    with override(language):
        if page := readable_at(language, path.removeprefix(f"/{language}/")):
            return urlsplit(page.get_url() or "").path
        thread = _solved_question_at(path, reader)
    with override(thread.language if thread else language):
        return thread.get_absolute_url() if thread else ""


def _solved_question_at(path: str, reader: User) -> Thread | None:
    """Somebody else's: one's own is no news to its asker."""
    try:
        found = resolve(path)
    except Resolver404:
        return None
    if found.url_name != "thread":
        return None
    threads = Thread.objects.visible_to(reader).filter(pk=found.kwargs["pk"]).exclude(author=reader)
    return next((thread for thread in threads.defer("body_html") if thread.is_solved), None)

"""A thread for search engines: schema.org QAPage as JSON-LD, with all that Google's rules for such pages ask for."""

import json

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, override

from community.models import Answer, Thread
from community.texts import words_of

_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def qa_page(thread: Thread, answers: list[Answer]) -> SafeString:
    """JSON of the question with the visible answers of a page; safe inside ``<script type="application/ld+json">``.

    What it says stands on the page: a text is the whole text, a count what is shown.
    """
    with override(thread.language):
        question = {
            "@type": "Question",
            "name": thread.title,
            "text": words_of(thread.body_html) or thread.title,
            "inLanguage": thread.language,
            "answerCount": thread.answer_count,
            "upvoteCount": thread.me_too_count,
            **_post(thread),
        }
        visible = [answer for answer in answers if not answer.is_hidden]
        if accepted := [_answer(answer) for answer in visible if answer.is_accepted]:
            question["acceptedAnswer"] = accepted[0]
        if suggested := [_answer(answer) for answer in visible if not answer.is_accepted]:
            question["suggestedAnswer"] = suggested
    page = {"@context": "https://schema.org", "@type": "QAPage", "mainEntity": question}
    return mark_safe(json.dumps(page, ensure_ascii=False).translate(_ESCAPES))


def _answer(answer: Answer) -> dict:
    words = {"@type": "Answer", "text": words_of(answer.body_html), "upvoteCount": answer.helpful_score}
    return {**words, **_post(answer)}


def _post(post: Thread | Answer) -> dict:
    """In the language of the thread: so are the addresses."""
    words = {
        "datePublished": post.created_at.isoformat(),
        "url": f"{settings.SITE_URL}{post.get_absolute_url()}",
        "author": _author(post),
    }
    return words | ({"dateModified": post.edited_at.isoformat()} if post.edited_at else {})


def _author(post: Thread | Answer) -> dict:
    if post.author is None:
        return {"@type": "Person", "name": gettext("Former member")}
    profile = f"{settings.SITE_URL}{reverse('member', args=[post.author_id])}"
    return {"@type": "Person", "name": str(post.author), "url": profile}

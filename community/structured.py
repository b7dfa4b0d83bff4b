"""A thread for search engines: schema.org QAPage as JSON-LD."""

import json

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from community.models import Answer, Thread
from community.texts import words_of

_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def qa_page(thread: Thread, answers: list[Answer]) -> SafeString:
    """JSON of the question with its visible answers; safe inside ``<script type="application/ld+json">``."""
    question = {
        "@type": "Question",
        "name": thread.title,
        "text": words_of(thread.body_html),
        "inLanguage": thread.language,
        "answerCount": thread.answer_count,
        "upvoteCount": thread.me_too_count,
        **_post(thread, thread.home_url),
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
    return {**words, **_post(answer, answer.home_url)}


def _post(post: Thread | Answer, path: str) -> dict:
    words = {"datePublished": post.created_at.isoformat(), "url": f"{settings.SITE_URL}{path}"}
    if post.author:
        words["author"] = {"@type": "Person", "name": str(post.author)}
    return words

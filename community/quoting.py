"""Quoting a post: its author's own words, with who wrote them and where. What it quotes itself is not quoted again.

The author stands there as somebody named does, so the name follows the member; being quoted is not told.
"""

import re

from django.utils.translation import gettext as _
from django.utils.translation import override

from community.mentions import mention_of
from community.models import Answer, Thread
from community.models.threads import BodyFormat
from community.texts import clean_body
from site_config.markdown import plain_text

LONGEST = 1_500  # characters
_QUOTED = re.compile(r"^ {0,3}>.*\n?", re.MULTILINE)


def quotation_of(post: Thread | Answer, words: str = "") -> str:
    """Markdown for an answer form: ``words`` that were chosen in the post, or the whole post, shortened."""
    text = clean_body(words) or _own_words(post)
    if len(text) > LONGEST:
        text = f"{text[:LONGEST].rsplit(maxsplit=1)[0]} …"
        text += "\n```" if text.count("```") % 2 else ""
    with override(thread_of(post).language):
        name = mention_of(post.author) if post.author else _("Former member")
        wrote = _("wrote")
        lines = [f"{name} [{wrote}]({post.home_url}):", "", *text.split("\n")]
    return "".join(f"> {line}".rstrip() + "\n" for line in lines) + "\n"


def thread_of(post: Thread | Answer) -> Thread:
    return post.thread if isinstance(post, Answer) else post


def _own_words(post: Thread | Answer) -> str:
    if post.body_format == BodyFormat.HTML:
        return plain_text(post.body_html)
    text = re.sub(r"\n{3,}", "\n\n", _QUOTED.sub("", post.body_source)).strip()
    return re.sub(r"\[(@(?:\\.|[^\[\]\\\n])*)\]\(member:\d+\)", r"\1", text)


def quotation_asked_for(request, thread: Thread) -> str:
    """What ``?quote=question`` or ``?quote=answer-12`` of a thread's page puts into its form, if anything."""
    asked = request.GET.get("quote", "")
    if asked == "question":
        return quotation_of(thread)
    if not (found := re.fullmatch(r"answer-(\d{1,9})", asked, re.ASCII)):
        return ""
    answer = thread.answers.visible_to(request.user).select_related("author").filter(pk=int(found[1])).first()
    if answer is None:
        return ""
    answer.thread = thread
    return quotation_of(answer)

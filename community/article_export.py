"""Texts for articles in the copy of a member's data. Registered when the app is ready."""

from accounts.closing import is_part_of_export
from accounts.models import User
from community.models import ArticleProposal
from site_config.imports import iso


@is_part_of_export("article_texts")
def own_texts(user: User) -> list[dict]:
    found = ArticleProposal.objects.filter(member=user).select_related("page").order_by("pk")
    return [
        {
            "article": one.page.title if one.page else "",
            "language": one.language,
            "title": one.title,
            "short_answer": one.summary,
            "text": one.body,
            "why": one.why,
            "state": one.state,
            "answer": one.reply,
            "at": iso(one.created_at),
        }
        for one in found
    ]

"""The pages that accessibility and weight are checked on, found in the demo content."""

FIND = """
import json
from community.models import Thread
from kb.models import ArticlePage, SectionPage, VideoGuidePage
from tickets.models import Ticket

found = {}
for lang in ("en", "fa"):
    pages = {}
    for name, model in (("article", ArticlePage), ("guide", VideoGuidePage)):
        page = model.objects.live().filter(locale__language_code=lang, slug__startswith="return-an-item").first()
        pages[name] = page.relative_url(None)
    article = ArticlePage.objects.get(locale__language_code=lang, slug="return-an-item")
    pages["section"] = article.get_parent().relative_url(None)
    solved = Thread.objects.filter(language=lang, solved_at__isnull=False).order_by("-answer_count").first()
    pages["thread"] = f"/{lang}/community/{solved.pk}/{solved.slug}/"
    pages["ticket"] = Ticket.objects.filter(language=lang).order_by("pk").first().pk
    found[lang] = pages
print(json.dumps(found))
"""

QUERIES = {"en": "refund", "fa": "بازگشت پول"}


def public_pages(language: str, found: dict) -> dict[str, str]:
    """Name → address of the pages a guest sees."""
    pages = found[language]
    return {
        "home": f"/{language}/",
        "help": f"/{language}/help/",
        "section": pages["section"],
        "article": pages["article"],
        "guide": pages["guide"],
        "search": f"/{language}/search/?q={QUERIES[language]}",
        "search with nothing": f"/{language}/search/?q=xyzzyplugh",
        "search too short": f"/{language}/search/?q=",
        "community": f"/{language}/community/",
        "thread": pages["thread"],
        "ask": f"/{language}/community/ask/",
        "leaderboard": f"/{language}/community/leaderboard/",
        "sign in": f"/{language}/account/login/",
        "sign up": f"/{language}/account/signup/",
        "reset": f"/{language}/account/password/reset/",
        "not found": f"/{language}/no/such/page/",
    }


def customer_pages(language: str, found: dict) -> dict[str, str]:
    return {
        "inbox": f"/{language}/account/inbox/",
        "preferences": f"/{language}/account/preferences/",
        "own requests": f"/{language}/tickets/",
        "contact": f"/{language}/tickets/new/",
        "ask": f"/{language}/community/ask/",
        "thread": found[language]["thread"],
    }


def agent_pages(language: str, found: dict) -> dict[str, str]:
    return {
        "desk": f"/{language}/desk/",
        "desk ticket": f"/{language}/desk/{found[language]['ticket']}/",
        "style guide": "/styleguide/",
    }

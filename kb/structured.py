"""Pages as schema.org describes them: Article, FAQPage, VideoObject and the trail above."""

from typing import Any

from kb.models import VideoGuidePage
from site_config.imports import iso

Facts = dict[str, Any]


def facts(page, request) -> Facts:
    """All that search engines may know of an article or guide."""
    whole = request.build_absolute_uri
    parts = [_guide(page, whole) if isinstance(page, VideoGuidePage) else _article(page, whole), _trail(page, whole)]
    if page.text.questions:
        parts.append(_questions(page))
    return {"@context": "https://schema.org", "@graph": parts}


def _article(page, whole) -> Facts:
    return {
        "@type": "Article",
        "headline": page.title[:110],
        "description": page.description,
        "inLanguage": page.locale.language_code,
        "mainEntityOfPage": whole(page.get_url()),
        **_dates(page, "datePublished"),
    }


def _guide(page, whole) -> Facts:
    found = {
        "@type": "VideoObject",
        "name": page.title,
        "description": page.description or page.title,
        "inLanguage": page.locale.language_code,
        "duration": f"PT{page.seconds}S" if page.seconds else "",
        "thumbnailUrl": whole(page.poster.get_rendition("width-1280").url) if page.poster else "",
        "contentUrl": whole(page.source_url) if page.source_url else "",
        "embedUrl": page.embed_url,
        "transcript": " ".join(cue.text for cue in page.cues),
        **_dates(page, "uploadDate"),
    }
    return {key: value for key, value in found.items() if value}


def _dates(page, published: str) -> Facts:
    dates = {published: page.first_published_at, "dateModified": page.last_published_at}
    return {key: iso(moment) for key, moment in dates.items() if moment}


def _trail(page, whole) -> Facts:
    steps = [*page.crumbs, (page.title, page.get_url())]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": title, "item": whole(url)}
            for number, (title, url) in enumerate(steps, start=1)
            if url
        ],
    }


def _questions(page) -> Facts:
    return {
        "@type": "FAQPage",
        "mainEntity": [
            {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
            for question, answer in page.text.questions
        ],
    }

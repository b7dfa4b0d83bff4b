"""The demo's sections, articles and video guides, in five languages; made through the import, so safe to run again."""

import base64
import json
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from html import escape
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.utils import timezone
from wagtailmedia.models import Media

from kb import captions, imports
from kb.actions import ensure_site, record_feedback, visitor_key
from kb.queries import popular_articles
from site_config.imports import Record, import_record, iso

HERE = Path(__file__).parent
MEDIA = HERE / "media"
ICONS = {
    "orders": "package",
    "delivery": "truck",
    "returns": "undo-2",
    "payments": "credit-card",
    "account": "user",
    "warranty": "shield-check",
}
#: What most people look for, first in its section; the others follow by name.
MOST_WANTED = [
    "change-or-cancel-order",
    "order-statuses",
    "track-your-order",
    "parcel-late-or-lost",
    "return-an-item",
    "refund-policy",
    "damaged-or-wrong-item",
    "payment-methods",
    "payment-declined",
    "reset-password",
    "two-step-sign-in",
    "warranty-cover",
    "make-a-warranty-claim",
]
#: How many readers each core article helped, and how many not: what makes some popular.
FEEDBACK = {
    "track-your-order": (9, 1),
    "return-an-item": (8, 1),
    "reset-password": (7, 1),
    "refund-policy": (5, 2),
    "change-or-cancel-order": (4, 1),
}
LANGUAGES = [code for code, _ in settings.LANGUAGES]


def load_knowledge() -> None:
    """Everything below Help. A second run changes nothing, whatever day it is."""
    ensure_site()
    for record in (*_sections(), *_articles(), *_guides()):
        # Dates are relative to the first run; so that a later one finds nothing new, they are set only then.
        if imports.find(record["kind"], record["id"]) is None:
            import_record(record, imports.IMPORTERS)
    imports.settle_links()
    _feedback()


def _sections() -> Iterator[Record]:
    for lang in LANGUAGES:
        for slug, section in _read(f"sections.{lang}.json").items():
            yield {
                **_head("section", slug, lang),
                "title": section["title"],
                "slug": slug,
                "intro": section["intro"],
                "icon": ICONS[slug],
            }


def _articles() -> Iterator[Record]:
    for lang in LANGUAGES:
        for section in ICONS:
            for path in sorted((HERE / "articles" / section).glob(f"*.{lang}.md"), key=_place):
                head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
                fields = dict(line.split(": ", 1) for line in head.splitlines())
                slug = path.name.removesuffix(f".{lang}.md")
                yield {
                    **_head("article", slug, lang),
                    "section": _id(section, lang),
                    "slug": slug,
                    "title": fields["title"],
                    "summary": fields["summary"],
                    "tags": [tag.strip() for tag in fields["tags"].split(",")],
                    "questions": [question.strip() for question in fields.get("questions", "").split("|")],
                    "body": _illustrated(body, slug) if lang == "en" else body,
                    "updated": _days_ago(int(fields["updated_days_ago"])),
                }


def _place(path: Path) -> tuple[int, str]:
    slug = path.name.partition(".")[0]
    return (MOST_WANTED.index(slug) if slug in MOST_WANTED else len(MOST_WANTED), slug)


def _illustrated(body: str, slug: str) -> str:
    """An English article with its picture, if it has one, before its first steps."""
    picture = _pictures().get(slug)
    if not picture or not (MEDIA / picture["file"]).exists():
        return body
    alt, caption = escape(picture["alt"]), escape(picture["caption"])
    figure = (
        f'<figure><img src="{_data(MEDIA / picture["file"])}" alt="{alt}"><figcaption>{caption}</figcaption></figure>'
    )
    before, steps, after = body.partition("\n1. ")
    return f"{before}\n{figure}\n{steps}{after}" if steps else f"{body}\n\n{figure}\n"


@cache
def _pictures() -> dict[str, Record]:
    path = MEDIA / "pictures.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _guides() -> Iterator[Record]:
    for lang in LANGUAGES:
        for number, guide in enumerate(_read(f"video.{lang}.json")):
            scenes, slug = guide["scenes"], guide["slug"]
            second = guide.get("captions_second") or {"lang": "en", "lines": guide.get("captions_en")}
            yield {
                **_head("video", slug, lang),
                "section": _id(guide["section"], lang),
                "slug": slug,
                "title": guide["title"],
                "summary": guide["summary"],
                "body": guide["body"],
                "tags": guide["tags"],
                "url": _video(slug, lang, guide["title"], scenes[-1]["end"]),
                "poster": _poster(slug, lang),
                "duration": scenes[-1]["end"],
                "captions_vtt": _vtt(scenes, [scene["say"] for scene in scenes]),
                "captions": {second["lang"]: _vtt(scenes, second["lines"])} if second["lines"] else {},
                "chapters": [
                    {"start": scene["start"], "title": scene["chapter"]} for scene in scenes if scene["chapter"]
                ],
                "updated": _days_ago(10 + 7 * number),
            }


def _head(kind: str, slug: str, lang: str) -> Record:
    """The English page is the original of all others."""
    head = {"kind": kind, "id": _id(slug, lang), "lang": lang}
    return head if lang == "en" else {**head, "translation_of": _id(slug, "en")}


def _id(slug: str, lang: str) -> str:
    return f"demo-{slug}-{lang}"


def _read(name: str):
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def _days_ago(days: int) -> str:
    return iso((timezone.now() - timedelta(days=days)).replace(microsecond=0))


def _vtt(scenes: list[dict], lines: list[str]) -> str:
    return captions.write_vtt([(scene["start"], scene["end"], line) for scene, line in zip(scenes, lines, strict=True)])


def _video(slug: str, lang: str, title: str, seconds: int) -> str:
    """Keep the film of a guide among the media; returns its address, empty when there is no film."""
    path = MEDIA / f"{slug}.{lang}.mp4"
    if not path.exists():
        return ""
    media = Media.objects.filter(title=title, type="video").first()
    if media is None:
        with path.open("rb") as film:
            media = Media.objects.create(
                title=title, type="video", duration=seconds, width=1280, height=720, file=File(film, path.name)
            )
    return f"/media/{media.file.name}"


def _poster(slug: str, lang: str) -> str:
    path = MEDIA / f"{slug}.{lang}.poster.webp"
    return _data(path) if path.exists() else ""


def _data(path: Path) -> str:
    return f"data:image/webp;base64,{base64.b64encode(path.read_bytes()).decode()}"


def _feedback() -> None:
    for lang in LANGUAGES:
        for article in popular_articles(lang, limit=1000):
            yes, no = FEEDBACK.get(article.slug, (0, 0))
            for number in range(yes + no):
                record_feedback(article, number < yes, visitor=visitor_key(None, f"demo-{number}"))

"""The living page of all components in their states, themes and directions, for staff: /styleguide/.

Its own words are English; what it shows is rendered in English and in Persian, in the light and in the dark theme, side
by side. ``?theme=dark&dir=rtl`` shows one of them alone.
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from site_config.assets import asset
from site_config.staff import staff_only
from site_config.styleguide import (
    community,
    content,
    desk,
    feedback,
    forms,
    foundations,
    media,
    navigation,
)
from site_config.styleguide.frames import FRAMES, shown_in_frames

GROUPS = [
    ("Navigation", navigation.PARTS),
    ("Content", content.PARTS),
    ("Community", community.PARTS),
    ("Forms", forms.PARTS),
    ("Feedback", feedback.PARTS),
    ("Media", media.PARTS),
    ("Desk", desk.PARTS),
]
CHOICES = [
    *(("All four", {}), ("Light", {"theme": "light"}), ("Dark", {"theme": "dark"})),
    *(("Left to right", {"dir": "ltr"}), ("Right to left", {"dir": "rtl"})),
]


def _chosen(query) -> list:
    wanted = {"theme": query.get("theme"), "direction": query.get("dir")}
    chosen = [
        frame for frame in FRAMES if all(not value or getattr(frame, key) == value for key, value in wanted.items())
    ]
    return chosen or list(FRAMES)


def _choices(query) -> list[dict]:
    here = {key: query[key] for key in ("theme", "dir") if query.get(key)}
    address = reverse("styleguide")
    return [
        {
            "title": title,
            "url": f"{address}?{urlencode(wanted)}",
            "current": wanted == here,
        }
        for title, wanted in CHOICES
    ]


@staff_only
def styleguide(request):
    """Examples post back here: nothing happens, and the browser stays where it is."""
    if request.method == "POST":
        return HttpResponse(status=204)
    frames = _chosen(request.GET)
    with translation.override("en"):
        groups = shown_in_frames(request, GROUPS, frames)
        context = {
            "foundations": foundations.tokens(),
            "groups": groups,
            "choices": _choices(request.GET),
            "frames": frames,
            "guide_style": asset("styleguide.css").url,
            "translations": {"en": reverse("styleguide"), "ru": None, "el": None, "fa": None, "sq": None},
        }
        return render(request, "styleguide/styleguide.html", context)

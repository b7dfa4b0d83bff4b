#!/usr/bin/env python3
"""Draw the short video guides and the article pictures of the demo shop, Kelora.

The site does not need this script at run time: its results lie next to it in ``media/``.
Run it again after changing ``video.<lang>.json`` or a drawing::

    python make_media.py                       # everything
    python make_media.py --only videos         # or: posters, pictures
    python make_media.py --only videos --lang fa --slug return-an-item-video
    python make_media.py --still fa:12.5       # one frame as a PNG in the temporary folder

It needs Chromium, ffmpeg (with libx264 and libwebp) and ``pip install playwright``; no network.
Good results need Noto Sans and Noto Sans Arabic among the system's fonts.

How it works
------------
* A guide becomes ONE HTML page holding all of its scenes. The page has no clock of its own:
  ``renderAt(seconds)`` puts it into the state of that moment, so every frame is reproducible.
  An element with ``data-a="start,duration"`` gets ``--p`` from 0 to 1 (seconds from the start of
  its scene) and the style sheet says what that means: fade, rise, pop, drop, slide or draw.
* What is written in a scene comes from the JSON file. What is drawn next to it, and what the
  pointer does, comes from ``STORY`` below, one entry per scene.
* The lowest sixth of the frame stays empty: the captions (WebVTT, from ``say``) are shown there
  by the player and are not part of the picture.
* Equal frames are drawn once. ffmpeg gets the rest and raises the CRF until the file fits.

Files: ``<slug>.<lang>.mp4``, ``<slug>.<lang>.poster.webp``, six article pictures and
``pictures.json`` with their alternative texts.
"""

import argparse
import base64
import html
import json
import math
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
MEDIA = HERE / "media"
LANGS = ("en", "ru", "el", "fa", "sq")
FPS = 15
KEYFRAME_SECONDS = 2
VIDEO_SIZE = (1280, 720)
PICTURE_SIZE = (1200, 750)
MAX_VIDEO, MAX_POSTER, MAX_PICTURE = 440_000, 40_000, 45_000
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
]

INK, SOFT, LINE, ACCENT, TINT, QUIET = "#1b1f1d", "#59625d", "#dfe3e0", "#0b6b5c", "#e4f2ef", "#f6f7f5"
MINT = "#b5d9d1"  # between tint and accent, for shadows in drawings
SAND, SAND2 = "#eadcc3", "#d8c4a0"  # goods
CARD, CARD2 = "#d3b88a", "#bd9f6c"  # cardboard
WARN = "#a8452c"  # only in the phishing picture


# --------------------------------------------------------------------------- small helpers


def esc(text):
    return html.escape(str(text))


def fa_digits(text):
    return str(text).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))


def digits(text, lang):
    return fa_digits(text) if lang == "fa" else str(text)


def clock(seconds, lang):
    return digits(f"{int(seconds) // 60}:{int(seconds) % 60:02d}", lang)


def plain_title(title):
    """The guide's title without the word "video": the player says that already."""
    title = re.sub(r"\s*\(video\)$", "", title)
    title = re.sub(r"^(Video|Видео|Βίντεο|ویدیو)\s*:\s*", "", title)
    return title[:1].upper() + title[1:]


def a(start, duration=0.5, kind="up"):
    """Attributes of an animated element."""
    return f'class="{kind}" data-a="{start},{duration}"'


ICONS = {
    "box": "M3 8l9-5 9 5v8l-9 5-9-5zM3 8l9 5 9-5M12 13v8",
    "check": "M4 12.5l5 5L20 6.5",
    "clock": "M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5l3.5 2",
    "card": "M3 6h18v12H3zM3 10h18M7 15h4",
    "print": "M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7z",
    "phone": "M7 2h10v20H7zM11 19h2",
    "pin": "M12 22s7-6.4 7-12a7 7 0 00-14 0c0 5.6 7 12 7 12zM12 7.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5z",
    "receipt": "M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6",
    "tag": "M3 3h9l9 9-9 9-9-9zM7.5 7.5h.01",
    "user": "M12 4a4 4 0 100 8 4 4 0 000-8zM4 21c.8-4.5 4-6.5 8-6.5s7.2 2 8 6.5",
    "mail": "M3 5h18v14H3zM3 6l9 7 9-7",
    "home": "M4 11l8-7 8 7v9H4zM10 20v-6h4v6",
    "shield": "M12 3l8 3v6c0 5-3.5 8-8 9.5C7.5 20 4 17 4 12V6z",
    "key": "M8 11a4 4 0 100 8 4 4 0 000-8zM11 12.5L20 4M16 7.5l3 3",
    "lock": "M5 11h14v10H5zM8 11V8a4 4 0 018 0v3",
    "camera": "M3 7h4l2-3h6l2 3h4v13H3zM12 9.5a3.7 3.7 0 100 7.4 3.7 3.7 0 000-7.4z",
    "play": "M7 4l13 8-13 8z",
    "globe": "M12 3a9 9 0 100 18 9 9 0 000-18zM3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18",
    "flag": "M5 22V4h13l-3 4.5 3 4.5H5",
    "truck": "M2 6h12v11H2zM14 10h4l4 4v3h-8M6.5 16a2 2 0 100 4 2 2 0 000-4zM17.5 16a2 2 0 100 4 2 2 0 000-4z",
    "search": "M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM15.5 15.5L21 21",
    "basket": "M3 9h18l-2 11H5zM8 9l3-6M16 9l-3-6",
    "calendar": "M4 5h16v16H4zM4 10h16M8 3v4M16 3v4",
    "wrench": "M15 4a5 5 0 00-5 7l-7 7 3 3 7-7a5 5 0 007-6l-3 3-3-1-1-3 3-3z",
    "swap": "M4 8h15M15 4l4 4-4 4M20 16H5M9 12l-4 4 4 4",
    "face": "M12 3a9 9 0 100 18 9 9 0 000-18zM8.5 16c1.5-2 5.5-2 7 0M9 9.5h.01M15 9.5h.01",
    "size": "M4 20h6v-6H4zM9 20h11V4H4v7",
    "undo": "M9 6L4 11l5 5M4 11h10a6 6 0 010 12h-2",
    "list": "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
    "never": "M12 3a9 9 0 100 18 9 9 0 000-18zM5.7 5.7l12.6 12.6",
    "crack": "M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v6M12 16.5h.01",
    "power": "M12 3v9M7 6a8 8 0 1010 0",
    "puzzle": "M4 8h5V6a2.5 2.5 0 015 0v2h5v5h-2a2.5 2.5 0 000 5h2v3H4z",
    "pen": "M4 20l1-5L16 4l4 4L9 19zM14 6l4 4",
}


def icon(name, size=30, colour=ACCENT, width=1.9):
    return (
        f'<svg class="icon" viewBox="0 0 24 24" width="{size}" height="{size}" fill="none" stroke="{colour}" '
        f'stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round"><path d="{ICONS[name]}"/></svg>'
    )


# --------------------------------------------------------------------------- drawings (400 x 390)


def rect(x, y, w, h, fill, r=0, extra=""):
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{r}" fill="{fill}" {extra}/>'


def path(d, fill="none", stroke="none", w=0, extra=""):
    return (
        f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{w}" '
        f'stroke-linecap="round" stroke-linejoin="round" {extra}/>'
    )


def circle(x, y, r, fill, extra=""):
    return f'<circle cx="{x}" cy="{y}" r="{r}" fill="{fill}" {extra}/>'


def text(x, y, what, size=24, fill=INK, weight=700, anchor="middle", extra=""):
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" fill="{fill}" font-weight="{weight}" '
        f'text-anchor="{anchor}" {extra}>{esc(what)}</text>'
    )


def move(x, y, inner, scale=1, turn=0):
    return f'<g transform="translate({x} {y}) rotate({turn}) scale({scale})">{inner}</g>'


def anim(start, duration, kind, inner, extra=""):
    return f"<g {a(start, duration, kind)} {extra}>{inner}</g>"


def ground(y=330, x1=40, x2=360):
    return path(f"M{x1} {y}H{x2}", stroke=MINT, w=5)


def lamp(light="", stem="#3c4541"):
    """A table lamp, 140 x 220, its foot at the origin. ``light`` is drawn behind the shade."""
    return (
        light
        + path("M-46 0a46 14 0 0192 0z", stem)
        + rect(-5, -96, 10, 90, stem, 3)
        + path("M-40 -206h80l32 112h-144z", SAND)
        + path("M14 -206h26l32 112h-40z", SAND2, extra='opacity=".55"')
    )


def bowls(count=4, first=0):
    out = ""
    for i in range(count):
        fill = (ACCENT, SAND, MINT, SAND2)[(i + 1 + first) % 4]
        out += move(
            0,
            -i * 24,
            path("M-62 -46h124c0 30-24 46-62 46s-62-16-62-46z", fill) + path("M-62 -46h124", stroke="#fff", w=4),
        )
    return out


def vase():
    return (
        path(
            "M-26 -190h52c0 34-10 40-6 62 6 26 36 40 36 76 0 34-22 52-56 52s-56-18-56-52c0-36 30-50 36-76 4-22-6-28-6-62z",
            ACCENT,
        )
        + path("M-47 -84c12 14 82 14 94 0", stroke=MINT, w=5)
        + path("M-55 -62c16 16 94 16 110 0", stroke=MINT, w=5)
    )


def shade():
    return (
        path("M-54 -150h108l40 150h-188z", SAND)
        + path("M18 -150h36l40 150h-54z", SAND2, extra='opacity=".55"')
        + path("M-54 -150h108M-94 0h188", stroke="#fff", w=6)
        + path("M-30 -150l-20 150M0 -150v150", stroke=SAND2, w=2.5, extra='opacity=".7"')
    )


GOODS = {
    "lamp": lambda: move(0, 0, lamp()),
    "bowls": lambda: bowls(4),
    "vase": vase,
    "shade": shade,
    "bigbowl": lambda: move(0, 0, bowls(1, 3), 1.5),
}


def thumb(name, size=48):
    """A small picture of a product for a row in a list."""
    scale = {"lamp": 0.36, "bowls": 0.56, "vase": 0.4, "shade": 0.42, "bigbowl": 0.5, "smallbowl": 0.4}[name]
    goods = GOODS["bigbowl" if name == "smallbowl" else name]()
    foot = {"lamp": 86, "bowls": 84, "vase": 88, "shade": 81, "bigbowl": 68, "smallbowl": 64}[name]
    return (
        f'<svg class="thumb" viewBox="0 0 100 100" width="{size}" height="{size}">'
        f"{rect(0, 0, 100, 100, TINT, 14)}{move(50, foot, goods, scale)}</svg>"
    )


def badge(x, y, name="check", r=40, fill=ACCENT):
    glyph = path(ICONS[name], stroke="#fff", w=2.6)
    return circle(x, y, r + 6, "#fff") + circle(x, y, r, fill) + move(x - r * 0.6, y - r * 0.6, glyph, r * 0.05)


def barcode(x, y, w, h, seed=3, fill=INK):
    rnd, out, at = random.Random(seed), "", 0
    while at < w - 6:
        bar = rnd.choice((2, 3, 3, 5, 7))
        out += rect(x + at, y, min(bar, w - at), h, fill)
        at += bar + rnd.choice((3, 3, 4, 6))
    return out


def qr(x, y, size, seed=11, fill=INK):
    """Something that looks like a QR code and cannot be read."""
    n, rnd = 21, random.Random(seed)
    u, d = size / n, ""
    for row in range(n):
        for col in range(n):
            corner = (row < 8 and col < 8) or (row < 8 and col > 12) or (row > 12 and col < 8)
            if not corner and rnd.random() < 0.47:
                d += f"M{x + col * u:.2f} {y + row * u:.2f}h{u:.2f}v{u:.2f}h-{u:.2f}z"
    out = path(d, fill)
    for cx, cy in ((0, 0), (14, 0), (0, 14)):
        out += rect(
            x + cx * u + u / 2, y + cy * u + u / 2, u * 6, u * 6, "none", u * 0.6, f'stroke="{fill}" stroke-width="{u}"'
        )
        out += rect(x + (cx + 2) * u, y + (cy + 2) * u, u * 3, u * 3, fill, u * 0.4)
    return out


def parcel(w=200, h=150, label=None):
    """A closed box standing on the origin."""
    return (
        rect(-w / 2, -h, w, h, CARD, 8)
        + rect(-w / 2, -h, w, 34, CARD2, 8)
        + rect(-18, -h, 36, 62, "#ecdfc4")
        + (label or "")
    )


def small_label(x, y, scale=1.0):
    inner = (
        rect(0, 0, 84, 62, "#fff", 5, f'stroke="{LINE}" stroke-width="2"')
        + rect(10, 11, 40, 6, ACCENT, 3)
        + rect(10, 23, 28, 5, LINE, 2)
        + barcode(10, 35, 64, 18, 5)
    )
    return move(x, y, inner, scale)


def phone(inner, w=150, h=270):
    return (
        rect(-w / 2, -h / 2, w, h, INK, 24)
        + rect(-w / 2 + 8, -h / 2 + 8, w - 16, h - 16, "#fff", 17)
        + rect(-20, -h / 2 + 15, 40, 7, INK, 3.5)
        + inner
    )


def art_goods(*names):
    def draw(lang, length):
        out = ground()
        spots = {1: [(200, 1.25)], 2: [(138, 1.1), (276, 0.92)]}[len(names)]
        for i, (name, (x, s)) in enumerate(zip(names, spots, strict=True)):
            out += move(x, 328, anim(0.3 + i * 0.25, 0.6, "up", move(0, 0, GOODS[name](), s)))
        return out

    return draw


def art_box_in(name):
    def draw(lang, length):
        scale = {"lamp": 0.86, "bowls": 1.05, "vase": 0.95, "shade": 0.88, "bigbowl": 0.95}[name]
        return (
            ground()
            + path("M96 204h208v20H96z", CARD2)
            + '<g style="clip-path:inset(-200px -100px 0 -100px)">'
            + move(
                200,
                {"lamp": 299, "vase": 292, "bigbowl": 232}.get(name, 250),
                anim(1.9, 0.9, "drop", move(0, 0, GOODS[name](), scale)),
            )
            + "</g>"
            + path("M92 214h216v106a10 10 0 01-10 10H102a10 10 0 01-10-10z", CARD)
            + path("M92 214l-40 34 22 14 40-48zM308 214l40 34-22 14-40-48z", CARD2)
            + anim(2.9, 0.5, "pop", badge(302, 308, "undo", 34))
        )

    return draw


def art_reasons(lang, length):
    def height(x, y):
        return anim(
            1.0,
            0.7,
            "draw",
            path(f"M{x - 11} {y}h22M{x} {y}V326M{x - 11} 326h22", stroke=ACCENT, w=4, extra='pathLength="100"'),
        )

    return (
        ground()
        + move(128, 328, lamp(), 0.74)
        + move(262, 328, lamp(stem=ACCENT), 1.12)
        + height(52, 176)
        + height(360, 98)
        + anim(2.3, 0.5, "pop", badge(190, 262, "swap", 30))
    )


def art_label(lang, length):
    sheet = (
        rect(92, 52, 216, 286, "#fff", 12, f'stroke="{LINE}" stroke-width="2.5"')
        + rect(114, 76, 108, 16, ACCENT, 8)
        + rect(114, 106, 150, 10, LINE, 5)
        + rect(114, 126, 120, 10, LINE, 5)
        + path("M114 156H286", stroke=LINE, w=2.5)
        + rect(114, 176, 44, 44, TINT, 8)
        + path("M124 198h24M139 189l9 9-9 9", stroke=ACCENT, w=4)
        + rect(172, 180, 110, 10, LINE, 5)
        + rect(172, 202, 78, 10, LINE, 5)
        + barcode(114, 246, 172, 64, 9)
    )
    return anim(0.35, 0.7, "up", sheet) + anim(2.6, 0.5, "pop", badge(304, 328, "check", 34))


def art_label_phone(lang, length):
    sheet = (
        rect(40, 74, 190, 250, "#fff", 12, f'stroke="{LINE}" stroke-width="2.5"')
        + rect(60, 98, 92, 14, ACCENT, 7)
        + rect(60, 124, 130, 9, LINE, 4)
        + rect(60, 142, 100, 9, LINE, 4)
        + path("M60 168H210", stroke=LINE, w=2.5)
        + rect(60, 184, 100, 9, LINE, 4)
        + barcode(60, 224, 110, 70, 9)
    )
    screen = (
        rect(-46, -62, 92, 92, "#fff", 6)
        + qr(-46, -62, 92, 4)
        + rect(-40, 50, 80, 10, LINE, 5)
        + rect(-26, 70, 52, 10, LINE, 5)
    )
    return (
        anim(0.35, 0.7, "up", sheet)
        + anim(1.5, 0.7, "up", move(286, 206, phone(screen, 140, 256)))
        + anim(4.9, 0.4, "pop", badge(338, 322, "check", 30))
    )


def art_pack(lang, length):
    return (
        ground()
        + move(200, 328, parcel(236, 178))
        + anim(
            0.2,
            0.2,
            "fade",
            move(
                108,
                226,
                rect(0, 0, 84, 62, "#f7f1e4", 5) + rect(10, 12, 40, 6, SAND2, 3) + rect(10, 26, 60, 6, SAND2, 3),
            ),
        )
        + anim(1.7, 1.0, "drop", small_label(100, 214, 1.28))
        + anim(3.2, 0.5, "pop", badge(306, 176, "check", 32))
    )


def art_pickup(lang, length):
    awning = "".join(
        path(
            f"M{76 + i * 36} 112h36v34a18 18 0 01-36 0z",
            "#fff" if i % 2 else ACCENT,
            extra=f'stroke="{MINT}" stroke-width="1.5"',
        )
        for i in range(7)
    )
    receipt = (
        path("M0 0h66v96l-11-8-11 8-11-8-11 8-11-8-11 8z", "#fff", LINE, 2.5)
        + rect(12, 16, 42, 7, ACCENT, 3)
        + rect(12, 34, 42, 6, LINE, 3)
        + rect(12, 50, 28, 6, LINE, 3)
    )
    return (
        ground()
        + rect(88, 130, 228, 200, "#fff", 6, f'stroke="{MINT}" stroke-width="3"')
        + rect(112, 172, 180, 92, TINT, 6)
        + awning
        + rect(100, 262, 204, 68, MINT, 4)
        + rect(88, 254, 228, 14, ACCENT, 5)
        + f'<g style="clip-path:inset(0 -10px 0 0)">{anim(1.2, 1.3, "slide", move(162, 254, parcel(86, 64, small_label(-2, -40, 0.4))))}</g>'
        + anim(
            0.5,
            0.6,
            "pop",
            path("M202 96s32-30 32-56a32 32 0 00-64 0c0 26 32 56 32 56z", ACCENT, "#fff", 4)
            + circle(202, 40, 12, "#fff"),
        )
        + anim(3.2, 0.7, "up", move(268, 208, receipt, 1.05, 6))
    )


def art_refund(lang, length):
    card = (
        rect(72, 158, 256, 166, ACCENT, 18)
        + rect(72, 192, 256, 32, "#084f44")
        + rect(96, 248, 48, 36, SAND, 6)
        + rect(96, 296, 104, 9, MINT, 4)
    )
    coin = circle(0, 0, 42, SAND2) + circle(0, 0, 33, SAND) + text(0, 15, "€", 42, INK)
    return (
        anim(1.3, 0.9, "drop", move(258, 92, coin))
        + anim(2.1, 0.7, "draw", path("M200 74C150 60 116 84 116 128", stroke=ACCENT, w=6, extra='pathLength="100"'))
        + anim(2.7, 0.3, "pop", path("M98 112l18 20 18-20", stroke=ACCENT, w=6))
        + anim(0.35, 0.7, "up", card)
        + anim(3.2, 0.5, "pop", badge(316, 314, "check", 36))
    )


def art_calendar(number):
    def draw(lang, length):
        return (
            anim(
                0.35,
                0.7,
                "up",
                rect(80, 76, 240, 248, "#fff", 18, f'stroke="{LINE}" stroke-width="2.5"')
                + path("M80 94a18 18 0 0118-18h204a18 18 0 0118 18v40H80z", ACCENT)
                + rect(132, 56, 14, 44, INK, 7)
                + rect(254, 56, 14, 44, INK, 7),
            )
            + anim(1.0, 0.6, "pop", text(200, 262, digits(number, lang), 112, INK))
            + anim(2.2, 0.5, "pop", badge(306, 312, "check", 34))
        )

    return draw


def art_account(lang, length):
    return anim(
        0.35,
        0.7,
        "up",
        circle(200, 200, 122, "#fff")
        + circle(200, 168, 46, MINT)
        + path("M116 278a86 74 0 01168 0 118 118 0 01-168 0z", MINT),
    ) + anim(1.6, 0.6, "pop", badge(290, 292, "lock", 40))


def big_shield(fill):
    return path("M200 60l112 40v92c0 76-48 116-112 142-64-26-112-66-112-142v-92z", fill)


def art_shield_off(lang, length):
    return anim(
        0.35,
        0.7,
        "up",
        big_shield("#fff") + path("M200 60l112 40v92c0 76-48 116-112 142-64-26-112-66-112-142v-92z", "none", MINT, 6),
    ) + anim(1.2, 0.6, "pop", rect(146, 168, 108, 56, LINE, 28) + circle(174, 196, 21, "#fff"))


def art_shield_on(lang, length):
    return anim(
        0.35,
        0.7,
        "up",
        big_shield(ACCENT) + path("M200 60l112 40v92c0 76-48 116-112 142z", "#084f44", extra='opacity=".35"'),
    ) + anim(1.1, 0.8, "draw", path("M148 200l38 38 70-80", stroke="#fff", w=17, extra='pathLength="100"'))


def art_methods(lang, length):
    screen = (
        rect(-38, -44, 76, 76, TINT, 16)
        + move(-24, -30, path(ICONS["lock"], stroke=ACCENT, w=2), 2)
        + rect(-36, 54, 72, 12, LINE, 6)
    )
    keyshape = circle(0, 0, 32, "none", f'stroke="{SAND2}" stroke-width="15"') + path(
        "M30 14l74 62M82 58l-18 20M62 42l-18 20", stroke=SAND2, w=15
    )
    return anim(0.35, 0.7, "up", move(150, 200, phone(screen, 150, 272))) + anim(
        1.2, 0.7, "pop", move(272, 210, keyshape)
    )


def art_qr(lang, length):
    screen = (
        path("M-44 -64v-20h20M44 -64v-20h-20M-44 28v20h20M44 28v20h-20", stroke=ACCENT, w=5)
        + qr(-30, -48, 60, 11, SOFT)
        + rect(-30, 78, 60, 12, LINE, 6)
    )
    return (
        anim(
            0.3,
            0.5,
            "up",
            rect(36, 92, 206, 206, "#fff", 14, f'stroke="{LINE}" stroke-width="2.5"') + qr(55, 111, 168, 11),
        )
        + f'<g data-scan="118,214" data-a="1.6,.5" class="fade">{rect(46, 0, 186, 5, ACCENT, 2)}</g>'
        + anim(1.0, 0.8, "up", move(292, 236, phone(screen, 142, 260)))
        + anim(4.0, 0.5, "pop", badge(346, 352, "check", 30))
    )


def art_otp(lang, length):
    ring = circle(0, -26, 44, "none", f'stroke="{LINE}" stroke-width="8"') + (
        '<g data-a="0.6,6" data-ease="linear" class="drawout">'
        + f'<circle cx="0" cy="-26" r="44" fill="none" stroke="{ACCENT}" stroke-width="8" stroke-linecap="round" pathLength="100" transform="rotate(-90 0 -26)"/></g>'
    )
    screen = ring + move(-19, -45, path(ICONS["clock"], stroke=ACCENT, w=2), 1.6) + text(0, 78, "482 917", 34, INK)
    return anim(0.35, 0.7, "up", move(200, 200, phone(screen, 186, 318)))


CODES = (
    "K7QM-92TX",
    "4HRD-VP61",
    "ZB3N-08CL",
    "M5YT-XK27",
    "9GWE-3DJA",
    "T1UP-64RS",
    "8CLF-QH50",
    "RN2V-7MKB",
    "X6AD-15WZ",
    "J0ET-PY38",
)


def art_codes(lang, length):
    out = rect(36, 52, 328, 286, "#fff", 14, f'stroke="{LINE}" stroke-width="2.5"') + rect(62, 80, 110, 14, ACCENT, 7)
    for i, code in enumerate(CODES):
        x, y = (126, 274)[i % 2], 136 + (i // 2) * 42
        out += anim(0.6 + i * 0.16, 0.3, "fade", text(x, y, code, 21, INK, 700, "middle", 'letter-spacing=".5"'))
    return out + anim(6.9, 0.4, "pop", badge(346, 340, "check", 30))


def art_flicker(unplug=False):
    def draw(lang, length):
        light = (
            f'<g data-flicker="1" data-calm="{1.4 if unplug else 99}">'
            + path("M-72 -94h144l40 88h-224z", "#fff")
            + "</g>"
        )
        out = ground() + move(170, 328, lamp(light), 1.18)
        if unplug:
            plug = (
                path("M0 0c-36 0-30 34-64 34", stroke=INK, w=5)
                + rect(0, -17, 44, 34, INK, 8)
                + path("M44 -8h18M44 8h18", stroke=INK, w=6)
            )
            out += (
                rect(338, 252, 30, 72, "#fff", 6, f'stroke="{MINT}" stroke-width="3"')
                + circle(353, 280, 3.5, INK)
                + circle(353, 296, 3.5, INK)
            )
            out += f'<g transform="translate(234 288)"><g class="pull" data-a="1.2,.6">{plug}</g></g>'
            bulb = (
                circle(0, -26, 30, SAND)
                + path("M-13 -2h26v12h-26zM-9 12h18v8h-18z", SOFT)
                + path("M-9 -20l9 10 9-10", stroke="#fff", w=4)
            )
            out += anim(3.4, 0.6, "pop", move(312, 160, bulb, 1.35))
        else:
            out += anim(2.2, 0.5, "pop", badge(286, 276, "crack", 34))
        return out

    return draw


def serial_label(w=250):
    """The sticker under the base; 250 x 130, its corner at the origin."""
    return (
        rect(0, 0, w, 130, "#fff", 10, f'stroke="{LINE}" stroke-width="2.5"')
        + text(20, 36, "Kelora", 22, ACCENT, 700, "start")
        + text(w - 20, 35, "LUMEN", 17, SOFT, 700, "end", 'letter-spacing="1.5"')
        + barcode(20, 50, w - 40, 36, 14)
        + text(w / 2, 116, "LU5-22-004187", 25, INK, 700, "middle", 'letter-spacing="1"')
    )


def lamp_upside_down():
    """The lamp lying on its side, its base towards us; about 330 x 220."""
    return (
        path("M206 66l126 -44v196l-126 -44z", SAND)
        + path("M206 140l126 46v32l-126 -44z", SAND2, extra='opacity=".55"')
        + rect(100, 112, 110, 16, "#3c4541", 3)
        + path("M70 30a70 90 0 010 180z", "#3c4541")
        + '<ellipse cx="72" cy="120" rx="58" ry="92" fill="#56605b"/>'
        + '<ellipse cx="72" cy="120" rx="46" ry="78" fill="none" stroke="#6b7671" stroke-width="3"/>'
        + rect(44, 98, 56, 42, "#fff", 4)
        + barcode(50, 105, 44, 14, 14)
        + rect(52, 126, 40, 6, INK, 2)
    )


def art_serial(lang, length):
    return (
        anim(0.3, 0.7, "up", move(34, 26, lamp_upside_down(), 0.98))
        + anim(1.6, 0.6, "draw", path("M88 164L78 232M132 164L330 232", stroke=ACCENT, w=4, extra='pathLength="100"'))
        + anim(2.0, 0.6, "pop", move(75, 232, serial_label(256)))
        + anim(3.2, 0.7, "draw", path("M92 356H314", stroke=ACCENT, w=6, extra='pathLength="100"'))
    )


def art_form(lang, length):
    return (
        anim(0.35, 0.7, "up", move(75, 70, serial_label(256)))
        + anim(1.2, 0.6, "draw", path("M92 194H314", stroke=ACCENT, w=6, extra='pathLength="100"'))
        + anim(
            2.6,
            0.6,
            "up",
            path(
                "M92 236h216a14 14 0 0114 14v62a14 14 0 01-14 14H170l-30 26v-26H92a14 14 0 01-14-14v-62a14 14 0 0114-14z",
                "#fff",
                LINE,
                2.5,
            )
            + rect(102, 262, 190, 10, LINE, 5)
            + rect(102, 286, 130, 10, LINE, 5),
        )
    )


def art_clip(lang, length):
    light = '<g data-flicker="1">' + path("M-72 -94h144l40 88h-224z", "#fff") + "</g>"
    return (
        anim(
            0.35,
            0.7,
            "up",
            rect(44, 66, 312, 262, "#fff", 18, f'stroke="{LINE}" stroke-width="2.5"')
            + rect(60, 82, 280, 190, MINT, 10),
        )
        + f'<g style="clip-path:inset(0 0 0 0)">{move(200, 264, lamp(light), 0.78)}</g>'
        + rect(60, 296, 280, 8, LINE, 4)
        + f'<g class="growx" data-a="1.0,4" data-ease="linear">{rect(60, 296, 280, 8, ACCENT, 4)}</g>'
        + anim(0.8, 0.5, "pop", circle(318, 104, 9, WARN))
    )


def art_repair(lang, length):
    tool = path("M15 4a5 5 0 00-5 7l-7 7 3 3 7-7a5 5 0 007-6l-3 3-3-1-1-3 3-3z", "#fff")
    light = anim(2.4, 0.8, "fade", path("M-72 -94h144l40 88h-224z", "#fff"))
    return (
        ground()
        + move(170, 328, lamp(light), 1.18)
        + anim(1.2, 0.6, "pop", circle(306, 130, 58, "#fff") + circle(306, 130, 52, ACCENT) + move(273, 98, tool, 2.7))
        + anim(3.2, 0.5, "pop", badge(284, 290, "check", 34))
    )


# --------------------------------------------------------------------------- what happens in each scene
#
# art     the drawing at the side
# url     the path in the address bar
# icons   one per line: an icon, or a picture of a product with a leading "*"
# kind    how the lines are drawn, where plain rows are not enough
# pick    the line the pointer selects before it goes to the button

RETURN_END = [
    dict(url="help/returns", icons=["box", "tag", "tag"], art=art_pack),
    dict(url="pick-up-points", icons=["pin", "receipt"], art=art_pickup),
    dict(url="orders/KE-10482", icons=["clock", "card"], art=art_refund),
]
STORY = {
    ("return-an-item-video", "en"): [
        dict(url="orders", icons=["", "*lamp", "*bowls"], art=art_goods("lamp", "bowls")),
        dict(url="orders/KE-10482/return", icons=["*lamp", "*bowls"], pick=0, art=art_box_in("lamp")),
        dict(url="orders/KE-10482/return", icons=["size", "face", "undo"], kind="radio", pick=0, art=art_reasons),
        dict(url="orders/KE-10482/label", icons=["print", "phone"], art=art_label_phone),
        *RETURN_END,
    ],
    ("return-an-item-video", "ru"): [
        dict(url="orders", icons=["", "*vase"], art=art_goods("vase")),
        dict(url="orders/KE-10482", icons=["check", "calendar"], art=art_calendar(24)),
        dict(url="orders/KE-10482/return", icons=["*vase", "list"], kind="ticked", pick=0, art=art_box_in("vase")),
        dict(url="orders/KE-10482/label", icons=["flag", "globe"], art=art_label),
        *RETURN_END,
    ],
    ("return-an-item-video", "el"): [
        dict(url="orders", icons=["", "*lamp"], art=art_goods("lamp", "bowls")),
        dict(url="orders/KE-10482", icons=["calendar", "box"], art=art_calendar(30)),
        dict(url="orders/KE-10482/return", icons=["*lamp", "*bowls"], pick=0, art=art_box_in("lamp")),
        dict(url="orders/KE-10482/label", icons=["flag", "globe"], art=art_label),
        *RETURN_END,
    ],
    ("return-an-item-video", "fa"): [
        dict(url="orders", icons=["*bowls", "check"], art=art_goods("bowls")),
        dict(url="orders/KE-10482", icons=["calendar", "box"], art=art_calendar(30)),
        dict(url="orders/KE-10482/return", icons=["*bigbowl", "*smallbowl"], pick=0, art=art_box_in("bigbowl")),
        dict(url="orders/KE-10482/label", icons=["flag", "globe"], art=art_label),
        *RETURN_END,
    ],
    ("return-an-item-video", "sq"): [
        dict(url="orders", icons=["", ""], art=art_goods("shade")),
        dict(url="orders/KE-10482", icons=["*shade", "calendar"], art=art_calendar(30)),
        dict(url="orders/KE-10482/return", icons=["*shade", "list"], kind="ticked", pick=0, art=art_box_in("shade")),
        dict(url="orders/KE-10482/label", icons=["flag", "globe"], art=art_label),
        dict(RETURN_END[0], icons=["check", "box", "tag"]),
        *RETURN_END[1:],
    ],
    ("two-step-sign-in-video", "en"): [
        dict(url="account", icons=["box", "home", "mail"], kind="menu", art=art_account),
        dict(url="account/security", icons=["lock", "shield"], art=art_shield_off),
        dict(url="account/security/two-step", icons=["phone", "key"], kind="choice", art=art_methods),
        dict(url="account/security/two-step", icons=["phone", "camera"], art=art_qr),
        dict(url="account/security/two-step", icons=["", "clock"], kind="otp", art=art_otp),
        dict(url="account/security/codes", icons=["print", "check"], art=art_codes),
        dict(url="account/security", icons=["lock", "never"], art=art_shield_on),
    ],
    ("warranty-claim-video", "en"): [
        dict(url="help/warranty", icons=["", ""], art=art_flicker(unplug=True)),
        dict(url="help/serial-number", kind="serial", icons=[], art=art_serial),
        dict(url="orders", icons=["", "*lamp"], art=art_goods("lamp")),
        dict(url="orders/KE-10482/report", icons=["box", "power", "puzzle"], kind="choice", art=art_flicker()),
        dict(url="orders/KE-10482/report", kind="form", icons=[], art=art_form),
        dict(url="orders/KE-10482/report", kind="upload", icons=["camera", "play"], art=art_clip),
        dict(url="orders/KE-10482/report", icons=["mail", "wrench"], art=art_repair),
    ],
}
POSTER_ART = {
    "return-an-item-video": {
        "en": art_box_in("lamp"),
        "ru": art_box_in("vase"),
        "el": art_box_in("lamp"),
        "fa": art_box_in("bigbowl"),
        "sq": art_box_in("shade"),
    },
    "two-step-sign-in-video": {"en": art_shield_on},
    "warranty-claim-video": {"en": art_repair},
}
FAULT = "It flickers after a few minutes, since Monday."

# --------------------------------------------------------------------------- the look

CSS = """
*{box-sizing:border-box;margin:0;padding:0}
:root{--p:1;--ink:#1b1f1d;--soft:#59625d;--line:#dfe3e0;--accent:#0b6b5c;--tint:#e4f2ef;--quiet:#f6f7f5}
html,body{overflow:hidden;background:var(--quiet);color:var(--ink);
  font-family:"Noto Sans","Inter","Segoe UI",system-ui,sans-serif;-webkit-font-smoothing:antialiased}
:lang(fa),:lang(fa) text{font-family:"Noto Sans Arabic","Vazirmatn","Noto Sans",sans-serif}
svg text{font-family:"Noto Sans","Inter",sans-serif}
.frame{position:relative;overflow:hidden;background:var(--quiet)}
.mark{display:flex;align-items:center;gap:13px;font-weight:700;font-size:33px;letter-spacing:-.02em;direction:ltr;
  font-family:"Noto Sans","Inter",sans-serif}
.window{position:absolute;background:#fff;border:2px solid var(--line);border-radius:18px;overflow:hidden}
.bar{height:54px;display:flex;align-items:center;gap:18px;padding:0 22px;border-bottom:2px solid var(--line);background:var(--quiet)}
.dots{display:flex;gap:9px}.dots i{width:13px;height:13px;border-radius:50%;background:var(--line)}
.url{direction:ltr;font-family:"Noto Sans",sans-serif;display:flex;align-items:center;gap:9px;height:34px;padding:0 16px;border-radius:17px;
  background:#fff;border:2px solid var(--line);font-size:18px;color:var(--soft);min-width:430px}
.tools{display:flex;gap:22px;margin-inline-start:auto}
.icon{flex:none;display:block}.thumb{flex:none;display:block}
h1{font-size:42px;line-height:1.2;font-weight:700;letter-spacing:-.015em;text-wrap:balance}
:lang(fa) h1,:lang(fa) .title{letter-spacing:0;line-height:1.45}
.row{position:relative;display:flex;align-items:center;gap:18px;min-height:68px;padding:9px 20px;border:2px solid var(--line);
  border-radius:13px;background:#fff;font-size:27px;line-height:1.25}
.row>*{position:relative}
.row .t{flex:1;text-wrap:balance}.row .v{font-weight:700}.row .k{color:var(--soft);flex:1}
.few .row{min-height:88px;font-size:29px;padding-inline:24px}.few .thumb{width:60px;height:60px}.few .rows{gap:14px}
.few .row.dropzone{min-height:96px}
.row:has(.sel) .thumb rect:first-child{fill:#fff}
.row.plain{border-color:transparent;background:var(--quiet)}
.sel{position:absolute!important;inset:-2px;border:3px solid var(--accent);border-radius:13px;background:var(--tint)}
.pill{font-size:21px;line-height:1;font-weight:700;padding:9px 15px 10px;border-radius:20px;background:var(--tint);color:var(--accent);white-space:nowrap}
:lang(fa) .pill{padding:7px 15px 11px}
.pill.off{background:#eceeec;color:var(--soft)}
.num{flex:none;width:42px;height:42px;border-radius:50%;background:var(--accent);color:#fff;font-weight:700;font-size:23px;display:grid;place-items:center}
.box,.radio{flex:none;width:34px;height:34px;border:3px solid #b9c0bc;border-radius:8px;background:#fff}
.radio{border-radius:50%}
.box svg{position:absolute;inset:-3px;width:34px;height:34px}.radio i{position:absolute;inset:-3px;border-radius:50%;border:11px solid var(--accent);background:#fff}
.btn{position:relative;display:inline-flex;align-items:center;gap:12px;min-height:64px;padding:8px 34px;border-radius:13px;background:var(--accent);
  color:#fff;font-size:27px;font-weight:700;line-height:1.2}
:lang(fa) .btn{padding-bottom:14px}
.btn.ghost{background:#fff;color:var(--ink);border:2px solid var(--line);font-weight:400}
.ring{position:absolute!important;inset:-2px;border-radius:15px;opacity:var(--ring,0);
  box-shadow:0 0 0 calc(5px + 5px*var(--pulse,.6)) rgba(11,107,92,.2),0 0 0 4px rgba(11,107,92,.28)}
.chev{flex:none}:dir(rtl)>.chev{transform:scaleX(-1)}
.fade{opacity:var(--p)}
.up{opacity:var(--p);transform:translateY(calc((1 - var(--p))*16px))}
.pop{opacity:var(--p);transform:scale(calc(.55 + .45*var(--p)));transform-box:fill-box;transform-origin:center}
.drop{opacity:min(1,calc(var(--p)*4));transform:translateY(calc((1 - var(--p))*-130px))}
.slide{opacity:min(1,calc(var(--p)*4));transform:translateX(calc((1 - var(--p))*-80px))}
.pull{transform:translateX(calc((1 - var(--p))*40px))}
.draw>*{stroke-dasharray:100;stroke-dashoffset:calc((1 - var(--p))*100)}
.draw{opacity:min(1,calc(var(--p)*20))}
.drawout>*{stroke-dasharray:100;stroke-dashoffset:calc(var(--p)*26)}
.growx{transform:scaleX(var(--p));transform-box:fill-box;transform-origin:left}
.pointer{position:absolute;left:0;top:0;width:40px;height:46px}
.ripple{position:absolute;left:0;top:0;width:80px;height:80px;margin:-40px 0 0 -40px;border-radius:50%;border:4px solid var(--accent)}
"""

VIDEO_CSS = """
.frame{width:1280px;height:720px}
.head{position:absolute;inset-inline:64px;top:26px;height:52px;display:flex;align-items:center;justify-content:space-between}
.chapter{position:absolute;inset-inline-end:0;display:flex;gap:18px;align-items:baseline;font-size:26px;font-weight:700}
.chapter .n{font-weight:400;color:var(--soft);unicode-bidi:isolate}
.progress{position:absolute;inset-inline:64px;top:90px;height:7px;display:flex;gap:8px}
.progress b{flex:1;border-radius:4px;background:var(--line);overflow:hidden}
.progress i{display:block;height:100%;border-radius:4px;background:var(--accent);width:calc(var(--fill,0)*100%)}
.window{left:64px;top:122px;width:1152px;height:640px;border-radius:18px}
.scene{position:absolute;inset:54px 0 0;background:#fff}
.copy{position:absolute;inset-inline-start:48px;top:34px;width:622px}
.rows{display:flex;flex-direction:column;gap:12px;margin:22px 0 20px}
.art{position:absolute;inset-inline-end:40px;top:34px;width:400px;height:390px;border-radius:18px;background:var(--tint);overflow:hidden}
.otp{display:flex;gap:12px;direction:ltr}.otp i{font-style:normal;width:74px;height:84px;border:2px solid var(--line);border-radius:12px;display:grid;place-items:center;font-size:44px;font-weight:700}
.otp i:nth-child(4){margin-left:26px}.otp b{font-weight:700}
.field{display:block}.field small{display:block;font-size:22px;color:var(--soft);margin-bottom:7px}
.field div{border:2px solid var(--line);border-radius:12px;min-height:58px;padding:9px 18px;font-size:26px;line-height:1.4}
.field div.tall{min-height:96px}
.serial{font-size:56px;font-weight:700;letter-spacing:.02em;direction:ltr}
.dropzone{border-style:dashed;border-color:#9dbdb6;min-height:84px}
.load{height:8px;border-radius:4px;background:var(--line);overflow:hidden;margin-top:8px}.load i{display:block;height:100%;background:var(--accent);width:calc(var(--p)*100%)}
"""

ENGINE = """
const clamp=x=>x<0?0:x>1?1:x, ease=x=>{x=clamp(x);return x*x*(3-2*x)}, q=x=>Math.round(x*500)/500;
const scenes=[...document.querySelectorAll('.scene')], bars=[...document.querySelectorAll('.progress i')];
const chapters=[...document.querySelectorAll('.chapter')];
const pointer=document.querySelector('.pointer'), ripple=document.querySelector('.ripple');
const rtl=document.documentElement.dir==='rtl';
// where the pointer goes: one entry per target, measured once while everything stands still
const steps=[];
META.forEach((m,i)=>m.targets.forEach((g,n)=>{
  const el=scenes[i].querySelector(g.sel), r=el.getBoundingClientRect();
  const x=g.hot==='start'?(rtl?r.right-38:r.left+38):(rtl?r.left+Math.min(60,r.width*.2):r.right-Math.min(60,r.width*.2));
  const t0=m.start;
  steps.push({scene:i,el,x,y:g.hot==='start'?r.top+r.height/2+4:r.bottom-r.height*.3,go:t0+g.arrive-.9,arrive:t0+g.arrive,click:t0+g.click,end:m.end,first:n===0});
}));
function pointerAt(T){
  let x=rtl?540:740,y=640,seen=0;
  for(const s of steps){
    if(T<s.go) break;
    const p=ease((T-s.go)/(s.arrive-s.go));
    const lift=Math.sin(p*Math.PI)*-16;
    x+=(s.x-x)*p; y+=(s.y-y)*p+lift;
  }
  for(const s of steps) seen=Math.max(seen, Math.min(ease((T-s.go+.2)/.4), 1-ease((T-s.end)/.35)));
  return {x,y,seen};
}
let last='';
window.renderAt=T=>{
  const key=[]; const put=(el,name,v)=>{v=q(v);key.push(v);el.style.setProperty(name,v)};
  META.forEach((m,i)=>{
    const t=T-m.start, on=t>=0&&(T<m.end||i===META.length-1), sc=scenes[i];
    sc.style.display=on?'':'none'; put(bars[i],'--fill',Math.round(clamp(t/(m.end-m.start))*78)/78);
    chapters[i].style.display=(t>=0&&T<m.end)||(i===META.length-1&&t>=0)?'':'none';
    if(!on) return;
    // the old content goes within a quarter of a second; the new heading stands at once, so that a
    // jump to a chapter lands on its own picture
    const out=i<META.length-1?1-ease((t-(m.end-m.start)+.27)/.2):1;
    put(sc.querySelector('.copy'),'opacity',out); put(sc.querySelector('.art svg'),'opacity',out);
    sc.querySelectorAll('[data-a]').forEach(el=>{
      const [s,d]=el.dataset.a.split(',').map(Number), u=(t-s)/d;
      put(el,'--p',el.dataset.ease==='linear'?Math.round(clamp(u)*60)/60:ease(u));
    });
    sc.querySelectorAll('[data-type]').forEach(el=>{
      const [s,cps]=el.dataset.type.split(',').map(Number), full=el.dataset.full;
      const n=Math.max(0,Math.min(full.length,Math.floor((t-s)*cps)));
      el.textContent=full.slice(0,n)+((t>s-.4&&n<full.length)?'|':'\\u200b'); key.push(el.textContent);
    });
    sc.querySelectorAll('[data-flicker]').forEach(el=>{
      const v=t<(+el.dataset.calm||99)?[.95,.95,.55,.8,.95,.35,.35,.9][Math.floor(t*4)%8]:0; put(el,'opacity',v);
    });
    sc.querySelectorAll('[data-scan]').forEach(el=>{
      const [y0,y1]=el.dataset.scan.split(',').map(Number), v=y0+(y1-y0)*(.5-.5*Math.cos(Math.max(0,t-1.6)*2.2));
      el.style.transform='translateY('+Math.round(v)+'px)'; key.push(Math.round(v));
    });
  });
  const p=pointerAt(T); pointer.style.opacity=q(p.seen);
  pointer.style.transform=`translate(${p.x.toFixed(1)}px,${p.y.toFixed(1)}px)`;
  if(p.seen>0) key.push(q(p.seen),p.x.toFixed(1),p.y.toFixed(1));
  let rip=0,rs=null;
  for(const s of steps){
    const near=ease((T-s.arrive+.5)/.5)*(T<s.end?1:0), el=s.el;
    if(el.querySelector('.ring')){
      put(el,'--ring',near);
      if(near>0) put(el,'--pulse',Math.round((.5+.5*Math.sin((T-s.arrive)*4.2))*5)/5);
      const c=T-s.click; const press=c>=0&&c<.24?1-.035*Math.sin(c/.24*Math.PI):1;
      el.style.scale=press; key.push(press.toFixed(3));
    }
    const c=(T-s.click)/.5; if(c>=0&&c<1){rip=c;rs=s}
  }
  ripple.style.opacity=rs?q((1-rip)*.8):0;
  if(rs){ripple.style.transform=`translate(${rs.x}px,${rs.y}px) scale(${.3+.9*ease(rip)})`;key.push(rip.toFixed(2))}
  const k=key.join(); const changed=k!==last; last=k; return changed;
};
"""

POINTER = (
    '<svg class="pointer" viewBox="0 0 40 46"><path d="M4 3v34l9-8 6 14 7-3-6-14h12z" fill="#1b1f1d" stroke="#fff" '
    'stroke-width="3.5" stroke-linejoin="round"/></svg>'
)
LOGO = (
    '<svg viewBox="0 0 40 40" width="38" height="38"><rect width="40" height="40" rx="11" fill="#0b6b5c"/>'
    '<path d="M13 10v20M13 22L26 10M17.5 18.5L27 30" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>'
)


def mark(size=33):
    return f'<div class="mark" style="font-size:{size}px">{LOGO}<span>Kelora</span></div>'


def browser_bar(url, tools=True):
    tools = "" if not tools else "".join(icon(name, 26, SOFT, 1.8) for name in ("search", "user", "basket"))
    return (
        f'<div class="bar"><div class="dots"><i></i><i></i><i></i></div>'
        f'<div class="url">{icon("lock", 17, ACCENT, 2.4)}<span>{esc(url)}</span></div><div class="tools">{tools}</div></div>'
    )


TICK = f'<svg viewBox="0 0 34 34"><rect width="34" height="34" rx="8" fill="{ACCENT}"/><path d="M8.5 17.5l6 6L26 11" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>'
CHEVRON = (
    icon("check", 1)
    .replace(ICONS["check"], "M9 5l7 7-7 7")
    .replace('width="1" height="1"', 'width="26" height="26"')
    .replace("icon", "icon chev")
    .replace(ACCENT, SOFT)
)


def lead(name):
    if not name:
        return ""
    return thumb(name[1:]) if name.startswith("*") else icon(name, 32)


def draw_row(line, index, icon_name, story, at, pick_at):
    """One line of a scene as a row of the page. The line's own marks decide how it looks."""
    kind, picked = story.get("kind"), story.get("pick") == index
    select, extra, cls = "", "", "row"
    before, body = lead(icon_name), ""
    box = re.match(r"^([☑☐])\s*(.*)$", line)
    numbered = re.match(r"^(\d)\.\s+(.*)$", line)
    pair = re.match(r"^(.{2,40}?)\s*(?::|·)\s+(.+)$", line)
    if box or kind in ("radio",) or (kind == "ticked" and picked):
        label = box.group(2) if box else line
        shape = "radio" if kind == "radio" else "box"
        inner = (
            f'<i class="fade" data-a="{pick_at},.2"></i>'
            if shape == "radio"
            else f'<span class="fade" data-a="{pick_at},.2">{TICK}</span>'
        )
        before = f'<span class="{shape}">{inner if picked else ""}</span>' + (
            before if icon_name.startswith("*") else ""
        )
        body = f'<span class="t">{esc(label)}</span>'
        if picked:
            select = f'<span class="sel fade" data-a="{pick_at},.25"></span>'
    elif numbered:
        before = f'<span class="num">{numbered.group(1)}</span>'
        body = f'<span class="t">{esc(numbered.group(2))}</span>'
    elif pair and line.startswith("KE-"):
        body = f'<span class="t" style="font-weight:700;direction:inherit"><bdi>{esc(pair.group(1))}</bdi></span><span class="pill">{esc(pair.group(2))}</span>'
    elif pair and ":" in line:
        body = f'<span class="k">{esc(pair.group(1))}</span><span class="v">{esc(pair.group(2))}</span>'
        if pair.group(2) in ("set", "off"):
            off = pair.group(2) == "off"
            body = f'<span class="t">{esc(pair.group(1))}</span><span class="pill{" off" if off else ""}">{esc(pair.group(2))}</span>'
    else:
        body = f'<span class="t">{esc(line)}</span>'
    if kind in ("menu", "choice"):
        extra = CHEVRON
    return f'<div class="{cls} up" data-i="{index}" data-a="{at:.2f},.45">{select}{before}{body}{extra}</div>'


def draw_scene(guide, lang, number):
    """The HTML of one scene and the pointer's targets in it."""
    scene = guide["scenes"][number]
    story = STORY[guide["slug"], lang][number]
    screen, length = scene["screen"], scene["end"] - scene["start"]
    lines, button, kind = screen["lines"], screen["button"], story.get("kind")
    icons = [*story["icons"], "", "", ""]
    targets, rows, pick_at = [], "", 2.0
    press = length - 1.0
    if "pick" in story:
        targets.append(dict(sel=f'.row[data-i="{story["pick"]}"]', hot="start", arrive=1.75, click=pick_at))
    button_html = ""
    if kind == "serial":
        rows = f'<div class="row up" data-a="-.2,.45" style="display:block;padding:20px 26px 24px"><div class="k" style="margin-bottom:6px">{esc(lines[0])}</div><div class="serial" data-a="2.4,.4">{esc(lines[1])}</div></div>'
    elif kind == "otp":
        cells = "".join(
            f'<i><b class="fade" data-a="{1.3 + i * 0.3:.2f},.12">{d}</b></i>' for i, d in enumerate("482917")
        )
        rows = f'<div class="otp up" data-a="-.2,.45">{cells}</div>' + draw_row(
            lines[1], 1, icons[1], story, 0, pick_at
        ).replace("row up", "row plain up")
    elif kind == "form":
        name, value = lines[0].split(": ", 1)
        rows = (
            f'<div class="field up" data-a="-.2,.45"><small>{esc(name)}</small><div><span data-type="1.0,12" data-full="{esc(value)}">{esc(value)}</span></div></div>'
            f'<div class="field up" data-a="-.1,.45"><small>{esc(lines[1])}</small><div class="tall"><span data-type="2.5,24" data-full="{esc(FAULT)}">{esc(FAULT)}</span></div></div>'
        )
    elif kind == "upload":
        rows = (
            f'<div class="row dropzone up" data-a="-.2,.45">{icon("camera", 34)}<span class="t">{esc(lines[0])}</span></div>'
            f'<div class="row up" data-a="1.0,.45">{thumb("lamp")}<span class="t">{esc(lines[1])}<span class="load" style="display:block"><i data-a="1.4,1.5" data-ease="linear"></i></span></span></div>'
        )
    else:
        for i, line in enumerate(lines):
            rows += draw_row(line, i, icons[i], story, -0.25 + i * 0.12, pick_at)
    if button:
        arrive = (
            press - 0.7
            if "pick" in story
            else min(press - 0.7, 2.7 if kind not in ("otp", "form", "upload") else press - 0.6)
        )
        if button in lines:  # the row itself is what one selects
            index = lines.index(button)
            marker = f'<span class="sel fade" data-a="{press},.25"></span><span class="ring"></span>'
            rows = re.sub(rf'(<div class="row up" data-i="{index}"[^>]*>)', lambda m: m.group(1) + marker, rows)
            targets.append(dict(sel=f'.row[data-i="{index}"]', hot="", arrive=arrive, click=press))
        elif kind == "menu":
            rows += f'<div class="row up" data-i="b" data-a=".2,.45"><span class="sel"></span><span class="ring"></span>{icon("shield", 32)}<span class="t" style="font-weight:700">{esc(button)}</span>{CHEVRON}</div>'
            targets.append(dict(sel='.row[data-i="b"]', hot="", arrive=arrive, click=press))
        else:
            button_html = f'<div class="up" data-a=".2,.45" style="display:inline-block"><span class="btn"><span class="ring"></span>{esc(button)}</span></div>'
            targets.append(dict(sel=".btn", hot="", arrive=arrive, click=press))
    art = story["art"](lang, length)
    few = " few" if kind not in ("menu", "form") and (len(lines) < 3 or not button) else ""
    body = (
        f'<div class="scene"><div class="copy{few}"><h1>{esc(screen["heading"])}</h1><div class="rows">{rows}</div>{button_html}</div>'
        f'<div class="art"><svg viewBox="0 0 400 390" width="400" height="390">{art}</svg></div></div>'
    )
    return body, dict(start=scene["start"], end=scene["end"], targets=targets)


def page(lang, css, body, script=""):
    rtl = lang == "fa"
    return (
        f'<!doctype html><html lang="{lang}" dir="{"rtl" if rtl else "ltr"}"><meta charset="utf-8"><style>{CSS}{css}</style>'
        f"<body>{body}<script>{script}</script></body></html>"
    )


def video_page(guide, lang):
    parts, meta, heads, chapter = "", [], "", ""
    total = len(guide["scenes"])
    for number, scene in enumerate(guide["scenes"]):
        body, info = draw_scene(guide, lang, number)
        url = "kelora.example/" + STORY[guide["slug"], lang][number]["url"]
        parts += body.replace('<div class="scene">', f'<div class="scene" data-url="{esc(url)}">', 1)
        meta.append(info)
        chapter = scene["chapter"] or chapter
        count = f"{number + 1} از {total}" if lang == "fa" else f"{number + 1} / {total}"
        heads += f'<div class="chapter"><span>{esc(chapter)}</span><span class="n">{digits(count, lang)}</span></div>'
    segments = "".join(f'<b style="flex-grow:{m["end"] - m["start"]}"><i></i></b>' for m in meta)
    body = (
        f'<div class="frame"><div class="head">{mark()}{heads}</div><div class="progress">{segments}</div>'
        f'<div class="window">{browser_bar("kelora.example")}{parts}</div>'
        f'<div class="ripple" style="opacity:0"></div>{POINTER}</div>'
    )
    # the address changes with the scene
    engine = f"const META={json.dumps(meta)};" + ENGINE
    engine += (
        "const bar=document.querySelector('.url span'),draw0=window.renderAt;"
        "window.renderAt=T=>{let u='';scenes.forEach((s,i)=>{if(T>=META[i].start)u=s.dataset.url});"
        "const same=bar.textContent===u;bar.textContent=u;return draw0(T)||!same};"
    )
    return page(lang, VIDEO_CSS, body, engine)


# --------------------------------------------------------------------------- posters

POSTER_CSS = """
.frame{width:1280px;height:720px;background:#fff}
.brand{position:absolute;inset-inline-start:80px;top:64px}
.side{position:absolute;inset-block:0;inset-inline-end:0;width:500px;background:var(--tint)}
.side svg.art0{position:absolute;left:20px;top:128px}
.title{position:absolute;inset-inline-start:80px;width:640px;top:156px;height:250px;display:flex;align-items:center;font-size:58px;line-height:1.16;font-weight:700;letter-spacing:-.022em;text-wrap:balance}
.steps{position:absolute;inset-inline-start:80px;top:440px;width:640px;display:grid;gap:13px;font-size:26px;line-height:1.35;color:var(--soft)}
.steps div{display:flex;gap:16px;align-items:center}
.steps b{flex:none;width:34px;height:34px;border-radius:50%;background:var(--tint);color:var(--accent);font-size:19px;display:grid;place-items:center;line-height:1}
.len{position:absolute;inset-inline-end:40px;bottom:40px;background:#fff;border-radius:24px;padding:8px 20px 9px 16px;font-size:23px;font-weight:700;z-index:2}.len div{display:flex;gap:9px;align-items:center;direction:ltr}
"""


def poster_page(guide, lang):
    chapters = [s["chapter"] for s in guide["scenes"] if s["chapter"]]
    steps = "".join(f"<div><b>{digits(i + 1, lang)}</b><span>{esc(c)}</span></div>" for i, c in enumerate(chapters))
    title = plain_title(guide["title"])
    size = 62 if len(title) < 34 else 54
    art = POSTER_ART[guide["slug"]][lang](lang, 6)
    body = (
        f'<div class="frame"><div class="brand">{mark(38)}</div><div class="title" style="font-size:{size}px"><span>{esc(title)}</span></div>'
        f'<div class="steps">{steps}</div><div class="side"><svg class="art0" viewBox="0 0 400 390" width="460" height="449">{art}</svg></div>'
        f'<div class="len"><div>{icon("play", 20, ACCENT, 2.6)}<span>{clock(guide["scenes"][-1]["end"], lang)}</span></div></div></div>'
    )
    return page(lang, POSTER_CSS, body)


# --------------------------------------------------------------------------- pictures for articles

PICTURE_CSS = """
.frame{width:1200px;height:750px}
.window{left:48px;top:48px;width:1104px;height:740px}
.pad{padding:34px 44px}
.muted{color:var(--soft)}
.card{border:2px solid var(--line);border-radius:16px;background:#fff}
.ring{opacity:1}.pointer{z-index:5}
.n{flex:none;width:52px;height:52px;border-radius:50%;background:var(--accent);color:#fff;font-size:27px;font-weight:700;display:grid;place-items:center;line-height:1}
.n.warn{display:inline-grid;vertical-align:middle;width:44px;height:44px;font-size:24px;margin:0 14px 0 16px;background:#a8452c}
"""


def shop_bar():
    tools = "".join(icon(name, 30, INK, 1.8) for name in ("search", "user", "basket"))
    return f'<div style="display:flex;align-items:center;padding:22px 44px 0;justify-content:space-between">{mark(29)}<div class="tools">{tools}</div></div>'


def at(x, y, inner):
    return f'<div style="position:absolute;left:{x}px;top:{y}px">{inner}</div>'


def picture_orders():
    def order(number, status, off, goods, buttons):
        items = "".join(
            f'<div style="display:flex;gap:18px;align-items:center;font-size:26px">{thumb(t, 66)}<span>{n}</span></div>'
            for t, n in goods
        )
        return (
            f'<div class="card" style="padding:22px 26px;margin-top:20px"><div style="display:flex;align-items:center;gap:18px;font-size:27px;font-weight:700">'
            f'<span style="flex:1">{number}</span><span class="pill{" off" if off else ""}">{status}</span></div>'
            f'<div style="display:flex;gap:24px;margin-top:16px;align-items:flex-end"><div style="flex:1;display:grid;gap:12px">{items}</div>{buttons}</div></div>'
        )

    first = (
        '<div style="display:grid;gap:16px;width:330px"><span class="btn" style="justify-content:center"><span class="ring"></span>Return an item</span>'
        '<span class="btn ghost" style="justify-content:center;min-height:60px">Report a problem</span></div>'
    )
    second = '<div style="width:330px;display:grid"><span class="btn ghost" style="justify-content:center;min-height:60px">Track parcel</span></div>'
    body = (
        f'<div class="frame"><div class="window">{browser_bar("kelora.example/orders", False)}{shop_bar()}<div class="pad" style="padding-top:18px"><h1>My orders</h1>'
        + order("KE-10482", "Delivered", False, [("lamp", "Table lamp, sand"), ("bowls", "Set of 4 bowls")], first)
        + order("KE-10531", "Sent", True, [("vase", "Nord vase")], second)
        + "</div></div>"
        + at(1068, 392, POINTER.replace('class="pointer"', 'width="52" height="60"'))
        + "</div>"
    )
    return page("en", PICTURE_CSS, body)


def picture_tracking():
    stages = ["Announced", "In transit", "Out for delivery", "Delivered"]
    dots = ""
    for i, name in enumerate(stages):
        done, now = i < 2, i == 2
        fill = ACCENT if done or now else "#fff"
        ring = (
            '<span style="position:absolute;inset:-9px;border-radius:50%;background:rgba(11,107,92,.16)"></span>'
            if now
            else ""
        )
        glyph = icon("check", 26, "#fff", 3) if done else icon("truck", 27, "#fff", 2.2) if now else ""
        dots += (
            f'<div style="position:relative;width:25%;display:flex;flex-direction:column;align-items:center"><span style="position:relative;display:block;width:54px;height:54px">{ring}'
            f'<span style="position:absolute;inset:0;border-radius:50%;display:grid;place-items:center;background:{fill};border:3px solid {ACCENT if done or now else LINE}">{glyph}</span></span>'
            f'<div style="font-size:24px;margin-top:14px;{"font-weight:700" if now else "" if done else "color:" + SOFT}">{name}</div></div>'
        )
    rail = (
        f'<div style="position:absolute;left:12.5%;right:12.5%;top:25px;height:5px;background:{LINE}"></div>'
        f'<div style="position:absolute;left:12.5%;width:50%;top:25px;height:5px;background:{ACCENT}"></div>'
    )
    scans = [
        ("Today 08:12", "Out for delivery", "in the van, expected 11:00–13:00"),
        ("Today 05:40", "Arrived at the local depot", ""),
        ("Yesterday 21:55", "Left the sorting centre", ""),
    ]
    lines = "".join(
        f'<div style="display:flex;gap:24px;align-items:center;padding:20px 22px;font-size:25px;{"border:3px solid " + ACCENT + ";border-radius:14px;background:" + TINT if i == 0 else "border-bottom:2px solid " + LINE}">'
        f'<span class="muted" style="width:190px">{when}</span><span style="flex:1"><b style="font-weight:{700 if i == 0 else 400}">{what}</b>'
        f"{'<span class=muted style=' + chr(39) + 'display:block;font-size:22px' + chr(39) + '>' + more + '</span>' if more else ''}</span>"
        f"{'<span class=pill style=background:#fff>latest scan</span>' if i == 0 else ''}</div>"
        for i, (when, what, more) in enumerate(scans)
    )
    drawn = rect(0, 0, 100, 100, TINT, 14) + move(50, 82, parcel(110, 96, small_label(-44, -52, 0.62)), 0.6)
    box = f'<svg viewBox="0 0 100 100" width="84" height="84">{drawn}</svg>'
    body = (
        f'<div class="frame"><div class="window">{browser_bar("carrier.example/track/KE-10531", False)}<div class="pad">'
        f'<div style="display:flex;align-items:center;gap:22px">{box}<div><h1 style="font-size:40px">Your parcel is on its way</h1>'
        f'<div class="muted" style="font-size:24px;margin-top:2px">Order KE-10531 from Kelora</div></div></div>'
        f'<div style="position:relative;display:flex;margin:50px 0 46px">{rail}{dots}</div>{lines}</div></div></div>'
    )
    return page("en", PICTURE_CSS, body)


def picture_basket():
    def item(t, name, note, price):
        return (
            f'<div style="display:flex;gap:22px;align-items:center;padding:18px 0;border-bottom:2px solid {LINE};font-size:26px">{thumb(t, 92)}'
            f'<div style="flex:1">{name}<div class="muted" style="font-size:22px;margin-top:3px">{note}</div></div><b>{price}</b></div>'
        )

    def total(name, value, style=""):
        return f'<div style="display:flex;justify-content:space-between;font-size:25px;padding:8px 0;{style}"><span>{name}</span><span>{value}</span></div>'

    code = (
        '<div style="font-size:24px;margin-bottom:20px;font-weight:700">Discount code</div><div style="position:relative;display:flex;gap:12px;padding:0">'
        f'<span class="ring" style="inset:-8px;border-radius:18px"></span>'
        f'<div style="position:relative;flex:1;height:62px;border:3px solid {ACCENT};border-radius:13px;background:#fff;display:flex;align-items:center;padding:0 18px;font-size:26px;font-weight:700;letter-spacing:.04em">HELLO10</div>'
        '<span class="btn" style="min-height:62px;padding:0 26px">Apply</span></div>'
    )
    body = (
        f'<div class="frame"><div class="window">{browser_bar("kelora.example/basket", False)}{shop_bar()}<div class="pad" style="padding-top:18px"><h1>Basket</h1>'
        '<div style="display:flex;gap:52px;margin-top:12px"><div style="flex:1">'
        + item("lamp", "Table lamp, sand", "1 piece", "€59.00")
        + item("bowls", "Set of 4 bowls", "1 set", "€36.00")
        + '</div><div style="width:440px"><div class="card" style="padding:26px 28px;background:var(--quiet)">'
        + code
        + '<div style="height:26px"></div>'
        + total("Goods", "€95.00")
        + total("HELLO10, 10% off", "−€9.50", f"color:{ACCENT};font-weight:700")
        + total("Delivery", "free")
        + total(
            "Total",
            "€85.50",
            f"font-weight:700;font-size:31px;border-top:2px solid {LINE};margin-top:10px;padding-top:16px",
        )
        + "</div></div></div></div></div>"
        + at(1062, 376, POINTER.replace('class="pointer"', 'width="52" height="60"'))
        + "</div>"
    )
    return page("en", PICTURE_CSS, body)


def picture_serial():
    sticker = rect(44, 98, 56, 42, "#fff", 4)
    lamp_drawn = lamp_upside_down().replace(
        sticker, rect(41, 95, 62, 48, "#fff", 5, f'stroke="{MINT}" stroke-width="5"')
    )
    svg = (
        rect(0, 0, 1200, 750, TINT)
        + f'<ellipse cx="296" cy="688" rx="276" ry="30" fill="{MINT}" opacity=".55"/>'
        + path("M198 500L548 250", stroke=ACCENT, w=5, extra='stroke-dasharray="2 13"')
        + move(38, 352, lamp_drawn, 1.5)
        + rect(548, 62, 596, 330, "#fff", 24, f'stroke="{ACCENT}" stroke-width="4"')
        + text(592, 126, "Kelora", 38, ACCENT, 700, "start")
        + text(1100, 125, "LUMEN", 28, SOFT, 700, "end", 'letter-spacing="3"')
        + barcode(592, 154, 508, 92, 14)
        + rect(576, 270, 540, 98, TINT, 16)
        + text(847, 339, "LU5-22-004187", 62, INK, 700, "middle", 'letter-spacing="3" id="sn"')
    )
    svg += '<g id="parts"></g>'
    script = (
        "const s=document.getElementById('sn'),g=document.getElementById('parts'),N='http://www.w3.org/2000/svg';"
        "[[0,2,'product','family',0],[4,5,'year it','was made',0],[7,12,'running','number',0]].forEach(([i,j,a,b])=>{"
        "const x1=s.getExtentOfChar(i).x+2,e=s.getExtentOfChar(j),x2=e.x+e.width-2,m=(x1+x2)/2;"
        "const p=document.createElementNS(N,'path');p.setAttribute('d',`M${x1} 408v16H${x2}v-16M${m} 424v28`);"
        f"p.setAttribute('fill','none');p.setAttribute('stroke','{ACCENT}');p.setAttribute('stroke-width','5');p.setAttribute('stroke-linecap','round');p.setAttribute('stroke-linejoin','round');g.append(p);"
        "[a,b].forEach((w,k)=>{const t=document.createElementNS(N,'text');t.setAttribute('x',m);t.setAttribute('y',488+k*34);t.setAttribute('text-anchor','middle');"
        f"t.setAttribute('font-size','26');t.setAttribute('fill','{INK}');t.textContent=w;g.append(t)}})}});"
    )
    body = f'<div class="frame"><svg width="1200" height="750" viewBox="0 0 1200 750">{svg}</svg></div>'
    return page("en", PICTURE_CSS, body, script)


def picture_two_step():
    def step(number, title, inner):
        return (
            f'<div class="card" style="flex:1;min-width:0;padding:24px 22px 22px;display:flex;flex-direction:column;gap:18px;height:452px"><div style="display:flex;gap:16px;align-items:center">'
            f'<span class="n">{number}</span><b style="font-size:27px;line-height:1.2">{title}</b></div><div style="flex:1;display:grid;place-items:center;border-radius:14px;background:var(--tint);overflow:hidden">{inner}</div></div>'
        )

    screen = (
        path("M-44 -64v-20h20M44 -64v-20h-20M-44 28v20h20M44 28v20h-20", stroke=ACCENT, w=5)
        + qr(-30, -48, 60, 11, SOFT)
        + rect(-30, 78, 60, 12, LINE, 6)
    )
    scan = f'<svg width="276" height="287" viewBox="0 0 300 312">{rect(22, 36, 176, 176, "#fff", 14)}{qr(38, 52, 144, 11)}{move(224, 192, phone(screen, 142, 250), 0.84)}</svg>'
    otp_screen = (
        circle(0, -26, 40, "none", f'stroke="{ACCENT}" stroke-width="8"')
        + move(-18, -44, path(ICONS["clock"], stroke=ACCENT, w=2), 1.5)
        + text(0, 66, "482 917", 32, INK)
    )
    cells = "".join(
        rect(10 + i * 45 + (14 if i > 2 else 0), 246, 40, 54, "#fff", 9, f'stroke="{ACCENT}" stroke-width="2.5"')
        + text(30 + i * 45 + (14 if i > 2 else 0), 284, d, 29)
        for i, d in enumerate("482917")
    )
    code = f'<svg width="276" height="287" viewBox="0 0 300 312">{move(150, 124, phone(otp_screen, 170, 214))}{cells}</svg>'
    sheet = rect(12, 22, 276, 268, "#fff", 14)
    for i, c in enumerate(CODES):
        sheet += text((82, 218)[i % 2], 66 + (i // 2) * 46, c, 20.5)
    codes = f'<svg width="276" height="287" viewBox="0 0 300 312">{sheet}{badge(262, 286, "check", 20)}</svg>'
    body = (
        f'<div class="frame"><div class="window">{browser_bar("kelora.example/account/security/two-step")}<div class="pad"><h1 style="margin-bottom:26px">Set up two-step sign-in</h1>'
        f'<div style="display:flex;gap:22px">{step(1, "Scan the code", scan)}{step(2, "Type the six digits", code)}{step(3, "Save the 10 recovery codes", codes)}</div></div></div></div>'
    )
    return page("en", PICTURE_CSS, body)


def picture_phishing():
    def marked(inner, number=None):
        dot = f'<span class="n warn">{number}</span>' if number else ""
        return f'<span style="white-space:nowrap"><span style="background:#f8e3dc;border-bottom:4px solid {WARN};padding:1px 6px;font-weight:700">{inner}</span>{dot}</span>'

    body = (
        f'<div class="frame"><div class="window" style="height:654px"><div class="bar">{icon("mail", 28, SOFT)}<span style="font-size:23px;color:{SOFT}">Inbox</span></div><div class="pad">'
        f'<div style="display:flex;gap:24px;align-items:center"><span style="flex:none;width:84px;height:84px;border-radius:50%;background:{LINE};color:{SOFT};display:grid;place-items:center;font-size:38px;font-weight:700">K</span>'
        f'<div style="font-size:28px;line-height:1.5"><b>Kelora Delivery</b><br>{marked("info@kelora-parcels.test", 1)}</div></div>'
        '<h1 style="font-size:42px;margin:26px 0 16px">Your parcel is on hold</h1>'
        '<div style="font-size:28px;line-height:1.6">Dear customer, a fee for your parcel is missing.<br>'
        f"Please {marked('pay €1.99 within 24 hours', 2)} or it will be sent back.</div>"
        '<div style="margin-top:30px;display:flex;align-items:center"><span class="btn" style="background:#6d7470" id="go">Confirm your card</span><span class="n warn">3</span></div>'
        f'<div style="display:inline-block;margin:42px 0 0 70px;border:2px solid {LINE};border-radius:10px;padding:9px 14px 11px;font-size:24px;background:var(--quiet)">{marked("http://kelora-parcels.test/pay")}</div>'
        "</div></div>" + at(376, 480, POINTER.replace('class="pointer"', 'width="46" height="53"')) + "</div>"
    )
    return page("en", PICTURE_CSS, body)


PICTURES = {
    "return-an-item": (
        "my-orders-return.webp",
        picture_orders,
        "The page My orders in the Kelora shop. Order KE-10482 is marked Delivered; next to its two items, a table lamp and a set of bowls, the button Return an item is highlighted.",
        "In My orders, every delivered order has the button Return an item.",
    ),
    "track-your-order": (
        "tracking-page.webp",
        picture_tracking,
        "A carrier's tracking page with four stages: Announced and In transit are done, Out for delivery is the current one, Delivered is still open. Below, the latest scan, today at 08:12, is highlighted above two earlier scans.",
        "The latest scan tells you where the parcel is. On the day of delivery you also see a time window.",
    ),
    "use-a-discount-code": (
        "basket-discount-code.webp",
        picture_basket,
        "The basket with a table lamp for €59.00 and a set of bowls for €36.00. The field Discount code contains HELLO10 and is highlighted together with the button Apply. The sum shows 10% off, −€9.50, free delivery and a total of €85.50.",
        "The field for the code is in the basket. Check the new total before you pay.",
    ),
    "find-serial-number": (
        "serial-number-label.webp",
        picture_serial,
        "A drawing of a lamp on its side with a white label under the base. Enlarged, the label shows a bar code and the serial number LU5-22-004187; its three parts are the product family, the year it was made and the running number.",
        "The serial number is on the label under the base, below the bar code.",
    ),
    "two-step-sign-in": (
        "two-step-setup.webp",
        picture_two_step,
        "Setting up two-step sign-in in three steps: 1, scan the square code with a phone; 2, type the six digits from the app; 3, save the ten recovery codes.",
        "Three steps, about three minutes. The codes in the picture are only examples.",
    ),
    "recognise-phishing": (
        "phishing-mail.webp",
        picture_phishing,
        "A fake email from “Kelora Delivery” with three marked places: 1, the sender's address info@kelora-parcels.test; 2, the request to pay €1.99 within 24 hours; 3, a button Confirm your card that leads to kelora-parcels.test.",
        "A fake: 1 the address does not end in @kelora.example, 2 it presses you to pay a small sum quickly, 3 the link leads to another domain and asks for your card.",
    ),
}

# --------------------------------------------------------------------------- rendering


def tool(*names):
    for name in names:
        if found := shutil.which(name):
            return found
    sys.exit(f"{names[0]} is needed to draw the media of the demo shop.")


def run(*command):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr[-2000:]}")


def shoot(browser, markup, size):
    tab = browser.new_page(viewport={"width": size[0], "height": size[1]})
    tab.set_content(markup)
    tab.evaluate("document.fonts.ready")
    png = tab.screenshot(animations="allow")
    tab.close()
    return png


def save_webp(png, target, limit, folder):
    """Write the PNG as WebP, as good as fits into ``limit`` bytes."""
    source = folder / "still.png"
    source.write_bytes(png)
    for quality in (92, 88, 84, 80, 75, 70, 64, 58, 50):
        run(
            tool("ffmpeg"),
            "-y",
            "-v",
            "error",
            "-i",
            source,
            "-c:v",
            "libwebp",
            "-quality",
            quality,
            "-preset",
            "text",
            "-compression_level",
            6,
            target,
        )
        if target.stat().st_size <= limit:
            break
    print(f"{target.name}: {target.stat().st_size // 1000} kB (quality {quality})")


def encode(list_file, target):
    """Raise the CRF until the video fits; a keyframe every two seconds for quick seeking."""
    crf = 34
    while True:
        run(
            tool("ffmpeg"), "-y", "-v", "error", "-f", "concat", "-safe", "0", "-i", list_file,
            "-vf", f"fps={FPS},scale=out_color_matrix=bt709:out_range=tv,format=yuv420p",
            "-c:v", "libx264", "-preset", "veryslow", "-tune", "animation", "-crf", crf, "-profile:v", "high",
            "-g", FPS * KEYFRAME_SECONDS, "-keyint_min", FPS // 2, "-color_primaries", "bt709", "-color_trc", "bt709",
            "-colorspace", "bt709", "-movflags", "+faststart", "-map_metadata", "-1", "-an", target,
        )  # fmt: skip
        size = target.stat().st_size
        if size <= MAX_VIDEO:
            break
        crf += max(1, round(9 * math.log2(size / MAX_VIDEO)))
    print(f"{target.name}: {size // 1000} kB (crf {crf})")


def open_guide(browser, guide, lang):
    tab = browser.new_page(viewport={"width": VIDEO_SIZE[0], "height": VIDEO_SIZE[1]})
    tab.set_content(video_page(guide, lang))
    tab.evaluate("document.fonts.ready")
    return tab


def make_video(browser, guide, lang, folder):
    tab = open_guide(browser, guide, lang)
    grab = tab.context.new_cdp_session(tab)
    frames, names = int(guide["scenes"][-1]["end"] * FPS), []
    for number in range(frames):
        if tab.evaluate(f"renderAt({number / FPS})") or not names:
            name = folder / f"{number:05d}.png"
            shot = grab.send("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True})
            name.write_bytes(base64.b64decode(shot["data"]))
            names.append([name, 1])
        else:
            names[-1][1] += 1
    tab.close()
    lines = [f"file '{name}'\nduration {count / FPS:.6f}\n" for name, count in names]
    list_file = folder / "frames.txt"
    list_file.write_text("".join(lines) + f"file '{names[-1][0]}'\n")
    print(f"{guide['slug']}.{lang}: {frames} frames, {len(names)} of them drawn")
    encode(list_file, MEDIA / f"{guide['slug']}.{lang}.mp4")


def main():
    parser = argparse.ArgumentParser(description="Draw the videos and pictures of the demo shop.")
    parser.add_argument("--only", choices=("videos", "posters", "pictures"))
    parser.add_argument("--lang", choices=LANGS)
    parser.add_argument("--slug")
    parser.add_argument("--still", action="append", help="LANG:SECONDS, with --slug for another guide than the first")
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    guides = []
    for lang in LANGS:
        for guide in json.loads((HERE / f"video.{lang}.json").read_text(encoding="utf-8")):
            if options.lang in (None, lang) and options.slug in (None, guide["slug"]):
                guides.append((guide, lang))
    MEDIA.mkdir(exist_ok=True)
    with sync_playwright() as p:
        browser = p.chromium.launch(
            executable_path=tool("chromium", "chromium-browser", "google-chrome"), args=CHROMIUM_ARGS
        )
        for still in options.still or ():
            lang, seconds = still.split(":")
            guide = next(g for g, code in guides if code == lang)
            tab = open_guide(browser, guide, lang)
            tab.evaluate(f"renderAt({float(seconds)})")
            target = Path(tempfile.gettempdir()) / f"{guide['slug']}.{lang}.{seconds}.png"
            tab.screenshot(path=str(target))
            print(target)
        if options.still:
            return
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            if options.only in (None, "pictures"):
                for file, draw, _, _ in PICTURES.values():
                    save_webp(shoot(browser, draw(), PICTURE_SIZE), MEDIA / file, MAX_PICTURE, folder)
                about = {slug: {"file": f, "alt": alt, "caption": cap} for slug, (f, _, alt, cap) in PICTURES.items()}
                (MEDIA / "pictures.json").write_text(
                    json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
                )
            for guide, lang in guides:
                if options.only in (None, "posters"):
                    poster = MEDIA / f"{guide['slug']}.{lang}.poster.webp"
                    save_webp(shoot(browser, poster_page(guide, lang), VIDEO_SIZE), poster, MAX_POSTER, folder)
                if options.only in (None, "videos"):
                    with tempfile.TemporaryDirectory() as frames:
                        make_video(browser, guide, lang, Path(frames))
        browser.close()


if __name__ == "__main__":
    main()

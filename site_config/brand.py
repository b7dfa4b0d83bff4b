"""The owner's colour in the style sheet and in our own favicon.

Both are served as files of ``assets.py``, with the colour in their address (``site-ffe600.….css``): any process
can answer, without the database and without having been told of the change.
"""

from django.conf import settings

from site_config.colour import DEFAULT, palette


def brand_style(accent: str) -> str:
    """What is appended to the style sheet: the eight colours in place of those of tokens.css. Empty for our own."""
    if not accent:
        return ""
    light, dark = palette(accent)
    names = ("--accent", "--accent-strong", "--accent-tint", "--on-accent")
    colours = ";".join(f"{name}:light-dark({day},{night})" for name, day, night in zip(names, light, dark, strict=True))
    return f"\n@layer tokens{{:root{{{colours}}}}}"


def favicon(accent: str) -> str:
    """Our own favicon, in the colour that buttons have in the light theme."""
    return (settings.BASE_DIR / "static" / "favicon.svg").read_text().replace(DEFAULT, palette(accent).light.accent)

"""From the colour an admin chooses to the eight of the style sheet: accent, strong, tint, on-accent, in light and dark.

The hue stays, the lightness moves (OKLCH, where equal steps of it look equal: https://bottosson.github.io/posts/oklab/)
until the accent can be read as text on every ground it stands on: 4.5 : 1 (WCAG 2.2, 1.4.3:
https://www.w3.org/TR/WCAG22/#contrast-minimum). A colour that can be read already stays exactly as chosen.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from coloraide import Color
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

DEFAULT = "#0b6b5c"
READABLE = 4.5  # the least contrast of text
COMFORTABLE = 5.5  # how far a colour that cannot be read is moved
_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})")


class Tones(NamedTuple):
    """The accent in one theme, as ``#rrggbb``."""

    accent: str
    strong: str
    tint: str
    on_accent: str


class Palette(NamedTuple):
    light: Tones
    dark: Tones


class Theme(NamedTuple):
    """A theme's grounds (as in tokens.css), and how far tint and strong stand off."""

    grounds: tuple[str, ...]
    tint_lightness: float
    tint_chroma: float
    step: float  # away from the grounds: below zero is darker

    def is_readable(self, colour: str, tint: str, least: float = READABLE) -> bool:
        return all(contrast(colour, ground) >= least for ground in (*self.grounds, tint))


LIGHT = Theme(("#ffffff", "#f6f7f5"), tint_lightness=0.95, tint_chroma=0.02, step=-0.09)
DARK = Theme(("#131715", "#1b201e", "#202624"), tint_lightness=0.29, tint_chroma=0.035, step=0.08)
# Our own, chosen by eye: exactly what tokens.css says.
OURS = Palette(
    Tones("#0b6b5c", "#085246", "#e4f2ef", "#ffffff"),
    Tones("#5cc9b4", "#86dccb", "#17312c", "#0c1b17"),
)


def normalized(text: str) -> str:
    """``#ABC``, ``abc`` or ``aabbcc`` as ``#aabbcc``; empty stays empty. Raises ValidationError for anything else."""
    if not (text := text.strip().lower()):
        return ""
    if not (found := _HEX.fullmatch(text)):
        raise ValidationError(_("Write the colour as # and six digits or letters from a to f, such as #0b6b5c."))
    digits = found.group(1)
    return "#" + ("".join(digit * 2 for digit in digits) if len(digits) == 3 else digits)


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white), https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    return Color(one).contrast(other, method="wcag21")


@lru_cache(maxsize=64)
def palette(chosen: str) -> Palette:
    """The eight colours of a chosen ``#rrggbb``; ours when it is none (yet)."""
    if chosen == DEFAULT or not (_HEX.fullmatch(chosen) and len(chosen) == 7):
        return OURS
    return Palette(_light(chosen), _dark(chosen))


def corrections(chosen: str) -> list[str]:
    """What an editor is told when a theme shows another colour than the chosen one."""
    told, names = [], {"colour": chosen}
    if chosen not in ("", DEFAULT):
        light, dark = palette(chosen)
        if light.accent != chosen:
            names["shown"] = light.accent
            told.append(_("%(colour)s is too light for text on white; we use %(shown)s in the light theme.") % names)
        if dark.accent != chosen:
            names["shown"] = dark.accent
            told.append(_("%(colour)s is too dark for text on black; we use %(shown)s in the dark theme.") % names)
    return told


def _light(chosen: str) -> Tones:
    accent, strong, tint = _tones(chosen, LIGHT)
    return Tones(accent, strong, tint, "#ffffff")


def _dark(chosen: str) -> Tones:
    accent, strong, tint = _tones(chosen, DARK)
    return Tones(accent, strong, tint, _shade(chosen, lambda _lightness: 0.19, most_chroma=0.02))


def _tones(chosen: str, theme: Theme) -> tuple[str, str, str]:
    tint = _shade(chosen, lambda _lightness: theme.tint_lightness, most_chroma=theme.tint_chroma)
    accent = chosen if theme.is_readable(chosen, tint) else _moved(chosen, tint, theme)
    strong = _shade(accent, lambda lightness: lightness + theme.step)
    if contrast(strong, accent) < 1.15:  # black cannot be darker, white not lighter: the strong one steps inwards
        strong = _shade(accent, lambda lightness: lightness - 3 * theme.step)
    return accent, strong, tint


def _moved(chosen: str, tint: str, theme: Theme) -> str:
    """The chosen hue, darker (or lighter) in steps of a hundredth until it can be read with comfort."""
    step = 0.01 if theme.step > 0 else -0.01
    shades = (_shade(chosen, lambda lightness, n=n: lightness + n * step) for n in range(1, 101))
    return next(shade for shade in shades if theme.is_readable(shade, tint, COMFORTABLE))


def _shade(colour: str, lightness: Callable[[float], float], most_chroma: float = 1.0) -> str:
    """The colour in another lightness; chroma is given up where a screen could not show it."""
    shade = Color(colour).convert("oklch")
    shade["lightness"] = min(max(lightness(shade["lightness"]), 0.0), 1.0)
    shade["chroma"] = min(shade["chroma"], most_chroma)
    return shade.fit("srgb", method="oklch-chroma").convert("srgb").to_string(hex=True)

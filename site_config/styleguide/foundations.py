"""What everything is made of, read from tokens.css: colours with their contrast, type, space, radius, icons."""

import re
from dataclasses import dataclass

from site_config.assets import STATIC, icon_names
from site_config.colour import contrast

_COLOUR = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
_TOKEN = re.compile(
    r"--((?:space|text|radius|leading|control|quick|shadow|measure|column|side|content)[\w-]*): ([^;]+);"
)
HEADINGS = [
    ("Colours", "colours"),
    ("Type", "type"),
    ("Space", "space"),
    ("Radius and shadow", "radius"),
    ("Motion", "motion"),
    ("Icons", "icons"),
]
GROUNDS = {"paper", "quiet", "raised", "line", "accent-tint", "on-accent", "mark"}
USES = {
    "paper": "The page", "quiet": "Bands, panels, code", "raised": "Menus and dialogs", "ink": "Text",
    "soft": "Text beside text", "line": "Dividing lines", "edge": "Edges of controls",
    "accent": "Links, the one main button, focus", "accent-strong": "The accent under the pointer",
    "accent-tint": "What is chosen", "on-accent": "Words on the accent", "mark": "Found words",
    "solved": "Solved, saved", "waiting": "Waiting, with care", "escalated": "With our team",
    "breach": "Wrong, late, deleting", "info": "Good to know",
}  # fmt: skip


@dataclass(frozen=True)
class Colour:
    """A token with its two values. ``least``: what its contrast with paper has to be (WCAG 1.4.3, 1.4.11)."""

    name: str
    light: str
    dark: str
    paper: tuple[str, str]

    @property
    def use(self) -> str:
        return USES.get(self.name, "Behind " + self.name.removesuffix("-tint"))

    @property
    def least(self) -> float | None:
        return None if self.name in GROUNDS or self.name.endswith("-tint") else 3.0 if self.name == "edge" else 4.5

    @property
    def ratios(self) -> tuple[float, float]:
        return contrast(self.light, self.paper[0]), contrast(self.dark, self.paper[1])


def colours() -> list[Colour]:
    found = _COLOUR.findall((STATIC / "css" / "tokens.css").read_text())
    paper = next((light, dark) for name, light, dark in found if name == "paper")
    return [Colour(name, light, dark, paper) for name, light, dark in found]


def tokens() -> dict:
    """Every token by its kind, as the style sheet defines it; and the names of all icons."""
    found = _TOKEN.findall((STATIC / "css" / "tokens.css").read_text())
    kinds: dict[str, list[tuple[str, str]]] = {}
    for name, value in dict(found).items():
        kinds.setdefault(name.split("-")[0], []).append((name, value))
    return {"headings": HEADINGS, "colours": colours(), "icons": sorted(icon_names()), **kinds}

"""One example, seen in every theme and direction: how it is described, rendered, and kept apart from its twins."""

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.template import RequestContext
from django.template.loader import get_template
from django.utils import translation
from django.utils.functional import lazy
from django.utils.safestring import SafeString, mark_safe

COMPONENTS = Path(settings.BASE_DIR) / "templates" / "components"
_USAGE = re.compile(r"\{% comment %\}\s*(.*?)\s*\{% endcomment %\}", re.DOTALL)
_IDS = re.compile(r'\sid="([^"]+)"')
_REFERENCES = re.compile(
    r'(\s(?:id|for|aria-labelledby|aria-describedby|aria-controls|aria-activedescendant|data-dialog|hx-target|hx-include|href)=")([^"]+)"'
)
_LANDMARK = re.compile(r'(<(?:nav|section|search|\w+[^>]*role="region")[^>]*?aria-label=")([^"]*)"')
_PAGE_WIDE = re.compile(
    r'\s(?:data-focus|autofocus|data-toast|data-menu|data-words-\w+(?:="[^"]*")?)(?=[\s>])|<source[^>]*>'
)
_FIRST_CONTROL = re.compile(r'<(?:a|button|summary|input(?! type="hidden")|textarea|select)\b[^>]*')
_RADIO = re.compile(r'(<input type="radio" name="[^"]+)"')

# A sample in the language of the frame: both("Returns", "مرجوعی").
both = lazy(lambda english, persian: persian if translation.get_language() == "fa" else english, str)


@dataclass(frozen=True)
class Frame:
    theme: str
    language: str

    @property
    def direction(self) -> str:
        return "rtl" if self.language == "fa" else "ltr"

    @property
    def name(self) -> str:
        return f"{self.theme}, {'right to left' if self.language == 'fa' else 'left to right'}"


FRAMES = (Frame("light", "en"), Frame("light", "fa"), Frame("dark", "en"), Frame("dark", "fa"))


@dataclass(frozen=True)
class Example:
    """Some states of a component under one caption. ``states``: the parameters of each, a dict or what returns one.

    ``layout``: row | stack | list. ``look``: hover | focus shows the first control as if it were so.
    """

    caption: str
    states: list[dict | Callable[[], dict]] = field(default_factory=lambda: [{}])
    layout: str = "stack"
    look: str = ""


@dataclass(frozen=True)
class Part:
    """One component: the name of its template, and its examples. ``named``: templates shown within it."""

    name: str
    title: str
    examples: list[Example]
    wide: bool = False
    named: tuple[str, ...] = ()

    @property
    def usage(self) -> str:
        """The comment on top of the template: what it is, its parameters, one line to copy."""
        found = _USAGE.match((COMPONENTS / f"{self.name}.html").read_text())
        return found[1] if found else ""


def _with_class(tag: str, name: str) -> str:
    return tag.replace('class="', f'class="{name} ', 1) if 'class="' in tag else f'{tag} class="{name}"'


def apart(html: str, number: int, look: str = "") -> SafeString:
    """The markup with ids, references and landmark names of its own, and without what acts on a whole page."""
    ids = set(_IDS.findall(html))

    def renamed(match):
        words = [
            f"{word}-{number}" if word.lstrip("#") in ids or match[1].strip() == 'data-dialog="' else word
            for word in match[2].split()
        ]
        return f'{match[1]}{" ".join(words)}"'

    html = _PAGE_WIDE.sub("", html)
    html = _REFERENCES.sub(renamed, html)
    html = _RADIO.sub(rf'\1-{number}"', html)
    html = html.replace("<search ", '<search aria-label="Search" ')
    html = _LANDMARK.sub(rf'\1\2 ({number})"', html)
    if look:
        html = _FIRST_CONTROL.sub(lambda tag: _with_class(tag[0], f"is-{look}"), html, count=1)
    return mark_safe(html)  # our own templates with our own samples


def shown_in_frames(request, groups, frames) -> list[dict]:
    """Groups → parts → examples, each example rendered once a frame. A context is filled once a frame only."""
    request = copy.copy(request)
    request.path, number = "/", 0
    rendered: dict[tuple, list] = {}
    for frame in frames:
        with translation.override(frame.language):
            base = RequestContext(request, {"frame": frame})
            with base.bind_template(get_template("styleguide/styleguide.html").template):
                for _title, parts in groups:
                    for part in parts:
                        template = get_template(f"components/{part.name}.html").template
                        for example in part.examples:
                            htmls = []
                            for state in example.states:
                                number += 1
                                with base.push(**(state() if callable(state) else state)):
                                    htmls.append(apart(template.render(base), number, example.look))
                            rendered.setdefault((part.name, example.caption), []).append(
                                {"frame": frame, "htmls": htmls}
                            )
    return [
        {
            "title": title,
            "parts": [
                {
                    "part": part,
                    "examples": [(example, rendered[part.name, example.caption]) for example in part.examples],
                }
                for part in parts
            ],
        }
        for title, parts in groups
    ]

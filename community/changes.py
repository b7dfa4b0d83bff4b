"""What an act of the log changed, in words a moderator reads: which field, as it was, as it became."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from community.models import ModerationAction, Thread

NAMES = {"title": _("Title"), "body": _("Text"), "board": _("Board"), "tags": _("Tags"), "thanks": _("Thanks")}
MAX_COMPARED = 8_000  # words and spaces: longer texts are shown whole, before and after


@dataclass(frozen=True)
class Change:
    name: str
    shown: SafeString


def changes_of(done: ModerationAction) -> list[Change]:
    """Only what its name does not say already: words, board, tags."""
    changes = [
        Change(NAMES[name], difference(_text(done.before[name]), _text(done.after.get(name))))
        for name in NAMES
        if name in done.before
    ]
    return changes + _other_question(done)


def _other_question(done: ModerationAction) -> list[Change]:
    """Where a question went by merging, or its answers by splitting."""
    moved = done.before.get("moved") or {}
    key = done.after.get("merged_into") or moved.get("thread")
    found = Thread.objects.filter(pk=key).first() if key else None
    if found is None:
        return []
    return [Change(_("To"), format_html('<a href="{}"><bdi>{}</bdi></a>', found.get_absolute_url(), found.title))]


def _text(value) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "")


def difference(was: str, is_now: str) -> SafeString:
    """One text with what went struck out and what came marked."""
    old, new = re.findall(r"\s+|\S+", was), re.findall(r"\s+|\S+", is_now)
    if len(old) + len(new) > MAX_COMPARED:
        return format_html("<del>{}</del> <ins>{}</ins>", was, is_now)
    parts = []
    for what, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new).get_opcodes():
        gone, came = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        if what == "equal":
            parts.append(format_html("{}", gone))
        else:
            parts.extend(format_html("<del>{}</del>", text) for text in [gone] if text)
            parts.extend(format_html("<ins>{}</ins>", text) for text in [came] if text)
    return mark_safe("".join(parts))

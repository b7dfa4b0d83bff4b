"""Translation catalogues without gettext's own tools: compiled with polib, so that a bare machine can do it."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib

LOCALE_DIR = Path(__file__).resolve().parents[1] / "locale"
#: How many forms a plural has, by language.
PLURAL_FORMS = {"ru": 3, "el": 2, "fa": 2, "sq": 2}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|</?[a-z]+[^>]*>")


def compile_catalogues(directory: Path = LOCALE_DIR) -> int:
    """Write the ``.mo`` beside each ``.po`` that is newer; returns how many were written."""
    written = 0
    for source in sorted(directory.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))
            written += 1
    return written


def faults(directory: Path = LOCALE_DIR) -> Iterator[str]:
    """What is missing, fuzzy, obsolete, short of a plural form, or lost a placeholder or a tag: one line each.

    The English catalogue holds only what we say otherwise than a library; what it does not hold is said as written.
    """
    for source in sorted(directory.glob("*/LC_MESSAGES/*.po")):
        language = source.parts[-3]
        for entry in polib.pofile(str(source)):
            if fault := _fault(entry, language):
                yield f"{language}: {fault}: {entry.msgid!r}"


def _fault(entry: polib.POEntry, language: str) -> str:
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.obsolete:
        return "no longer said anywhere"
    if "fuzzy" in entry.flags:
        return "fuzzy"
    if language == "en" and not any(texts):
        return ""
    if not texts or not all(texts):
        return "not translated"
    if entry.msgid_plural and len(texts) != PLURAL_FORMS.get(language, 2):
        return f"{len(texts)} plural forms"
    changed = sorted(_changed(entry, texts))
    return f"lost or added {', '.join(changed)}" if changed else ""


def _changed(entry: polib.POEntry, texts: list[str]) -> set[str]:
    """Placeholders and tags that only the translation has, or that its last form (the one for many) has not."""
    wanted = _marks(entry.msgid_plural or entry.msgid)
    found = set().union(*(_marks(text) for text in texts))
    return (found - wanted - _marks(entry.msgid)) | (wanted - _marks(texts[-1]))


def _marks(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))


if __name__ == "__main__":  # `make` compiles before Django starts, so that no process runs on old words
    compile_catalogues()

"""Translation catalogues without gettext's own tools: compiled with polib, so that a bare machine can do it."""

from collections.abc import Iterator
from pathlib import Path

import polib

LOCALE_DIR = Path(__file__).resolve().parents[1] / "locale"


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
    """What is missing, fuzzy, or lost a placeholder, one line each, in every catalogue but English."""
    for source in sorted(directory.glob("*/LC_MESSAGES/*.po")):
        language = source.parts[-3]
        if language == "en":
            continue
        for entry in polib.pofile(str(source)):
            if entry.obsolete:
                continue
            texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
            if not texts or not all(texts):
                yield f"{language}: not translated: {entry.msgid!r}"
            elif "fuzzy" in entry.flags:
                yield f"{language}: fuzzy: {entry.msgid!r}"
            elif lost := _lost_placeholders(entry, texts):
                yield f"{language}: lost or added {', '.join(sorted(lost))}: {entry.msgid!r}"


def _lost_placeholders(entry: polib.POEntry, texts: list[str]) -> set[str]:
    wanted = _placeholders(entry.msgid_plural or entry.msgid)
    found = set().union(*(_placeholders(text) for text in texts))
    return (found - wanted) | (wanted - _placeholders(texts[-1]))


def _placeholders(text: str) -> set[str]:
    names = set()
    rest = text
    while "%(" in rest:
        name, _, rest = rest.partition("%(")[2].partition(")")
        names.add(f"%({name})")
    return names


if __name__ == "__main__":  # `make` compiles before Django starts, so that no process runs on old words
    compile_catalogues()

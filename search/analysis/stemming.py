"""Endings taken off, by the script and language of each single word: a Russian text quotes English words too."""

import re

import Stemmer

from search.analysis.irregular import word_of

_SNOWBALL = {
    "en": Stemmer.Stemmer("english"),
    "ru": Stemmer.Stemmer("russian"),
    "el": Stemmer.Stemmer("greek"),
    "fa": Stemmer.Stemmer("persian"),
}
_SCRIPTS = (
    ("latin", re.compile("[a-z]")),
    ("cyrillic", re.compile("[\u0400-\u052f]")),
    ("greek", re.compile("[\u0370-\u03ff\u1f00-\u1fff]")),
    ("arabic", re.compile("[\u0600-\u06ff]")),
)
_LANGUAGE_OF_SCRIPT = {"latin": "en", "cyrillic": "ru", "greek": "el", "arabic": "fa"}
SCRIPT_OF_LANGUAGE = {"en": "latin", "sq": "latin", "ru": "cyrillic", "el": "greek", "fa": "arabic"}


def script_of(word: str) -> str:
    """The script of a folded word: latin, cyrillic, greek, arabic, or "" (digits, other scripts)."""
    return next((name for name, letters in _SCRIPTS if letters.search(word)), "")


def stem(folded: str, lang: str) -> str:
    """The word without its ending. Words with digits, and scripts we have no rules for, stay as they are."""
    script = script_of(folded)
    if not script or any(letter.isdigit() for letter in folded):
        return folded
    if script == "latin" and lang == "sq":
        return stem_albanian(word_of(folded, lang))
    own = _LANGUAGE_OF_SCRIPT[script]
    return _SNOWBALL[own].stemWord(word_of(folded, own))


# Case, number and definiteness of nouns; the commonest endings of verbs and participles. One is taken, the longest that
# leaves three letters: kthim, kthimi, kthimin, kthimet, kthimeve → kthim; para, parave, parash → par.
_ALBANIAN_ENDINGS = """
    eve ave ive uve ojne ojme oheni ohen ohet uara uar ues ise ine ite ese ene ete ate ash esh ish oja ojes ojen jes jen
    jet ja je oj on oni et at it ut in un en an es te se ve ne a e i o u t n s sh ur ni
"""
_ALBANIAN_ENDING = re.compile(
    rf"(?<=[a-z]{{3}})(?:{'|'.join(sorted(_ALBANIAN_ENDINGS.split(), key=len, reverse=True))})$"
)


def stem_albanian(folded: str) -> str:
    """A light stemmer of our own: no rule for Albanian exists in Snowball."""
    return _ALBANIAN_ENDING.sub("", folded)

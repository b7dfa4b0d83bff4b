"""The family of a word: what is left of its stem without what makes another kind of word of it.

использования and используется, возврат and возвращать, kthim and kthej, ρύθμιση and ρυθμίζω: Snowball takes endings
off, but leaves verbs and the nouns made of them apart. Roots are for finding kin, never for the index: they are too
short to tell words apart. English and Persian gained nothing by them (docs/decisions/0004).
"""

import re
from functools import lru_cache

from search.analysis.stemming import script_of

MAX_STRIPPED = 3  # endings, one after the other
_ENDINGS = {  # and the letters that must be left
    "ru": (
        4,
        """
        ирован ировани ирова ованн овани ован ова евани еван ева ивани иван ива ывани ыван ыва ани ени яни ан ен ян нн
        н ств тельств тельн тел ительн ическ еск ск ник чик щик ост ност очн ичн к ок ек очк а е и я у в вш ющ ущ ащ ящ
        ем им ну л ает ят ют ет ит ут ат ал ял ил ел ул айт ейт уйт
        """,
    ),
    "el": (
        4,
        """
        ικ ιστικ τικ ιστ ισμ ισ ιζ αζ ασ αστ ασμ ησ ηθ ημ ηκ ωσ ων ωθ ωμ ωτ ευ ευσ ευτ ευθ ευμ αιν αν οτητ ματ μεν ομεν
        ουμ ουσ σ θ μ ησουν ηση ουντ οντ οντασ ωντασ τ τηρ τησ ησιμ σιμ ειτ ετ ατ ουν αμε
        """,
    ),
    "sq": (
        3,
        """
        im ues es or ar er ur uar yer ej oj aj ij is ik shem ueshem sh esi eri tar tor je i e a m t n v
        """,
    ),
}
# Consonants that change places within a family: возврат, возвращать; γράφω, έγραψα.
_LAST = {
    "ru": {"(?<=[бпвмф])л$": "", "(?:ст|щ|ч|т)$": "щ", "(?:жд|д|ж|з|г)$": "ж", "[сшх]$": "ш"},
    "el": {"(?:πτ|[πβφψ])$": "φ", "[κγχξ]$": "χ"},
}
_LANGUAGE_OF_SCRIPT = {"cyrillic": "ru", "greek": "el"}
_ENDING = {
    lang: (left, re.compile(rf"(?:{'|'.join(sorted(endings.split(), key=len, reverse=True))})$"))
    for lang, (left, endings) in _ENDINGS.items()
}
_CHANGES = {lang: [(re.compile(last), one) for last, one in changes.items()] for lang, changes in _LAST.items()}


def language_of(stem: str, lang: str) -> str:
    """Whose families a word belongs to, by its script; "" where there are no rules."""
    script = script_of(stem)
    return _LANGUAGE_OF_SCRIPT.get(script, lang if script == "latin" and lang in _ENDINGS else "")


@lru_cache(maxsize=100_000)
def root(stem: str, lang: str) -> str:
    left, ending = _ENDING[lang]
    for _ in range(MAX_STRIPPED):
        found = ending.search(stem)
        while found and found.start() < left:
            found = ending.search(stem, found.start() + 1)
        if not found:
            break
        stem = stem[: found.start()]
    for last, one in _CHANGES.get(lang, ()):
        if last.search(stem):
            return last.sub(one, stem)
    return stem

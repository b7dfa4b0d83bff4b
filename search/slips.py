"""How likely one word was typed for another: keys side by side, letters that sound alike, doubled or swapped."""

from functools import lru_cache
from itertools import pairwise

ROWS = (
    "qwertyuiop asdfghjkl zxcvbnm",
    "йцукенгшщзхъ фывапролджэ ячсмитьбю",
    "ςερτυθιοπ ασδφγηξκλ ζχψωβνμ",
    "ضصثقفغعهخحجچ شسیبلاتنمکگ ظطزرذدپو",
)
ALIKE = (  # what sounds the same, or nearly
    *(["ae", "ei", "ie", "iy", "ou", "sz", "ck", "cs", "kq", "gj", "dt", "bp", "vf", "vw", "zx", "yz", "uo"]),
    *(["ао", "ои", "еи", "ея", "ыи", "эе", "жш", "зс", "дт", "бп", "гк", "вф", "щш", "ъь", "уо"]),
    *(["ιη", "ιυ", "ηυ", "οω", "εα", "τδ", "πβ", "κγ", "σζ", "κχ", "θτ", "ξψ"]),
    *(["سص", "سث", "صث", "زذ", "زض", "زظ", "ذض", "ذظ", "ضظ", "تط", "حه", "قغ", "اع", "وا", "یا", "کگ", "بپ", "جچ"]),
)
LIKELY = ((9, 2.0), (7, 1.4), (5, 1.0), (0, 0.7))  # by length: beyond it, a word nobody wrote is a word of its own
SWAPPED, DOUBLED, SOUND, NEXT_KEY, FIRST_LETTER = 0.7, 0.5, 0.5, 0.7, 0.3


def _next_keys():
    for rows in ROWS:
        lines = rows.split()
        for line in lines:
            yield from pairwise(line)
        for upper, lower in pairwise(lines):
            for shift in (0, 1):
                yield from zip(upper[shift:], lower, strict=False)


_COSTS = {frozenset(pair): NEXT_KEY for pair in _next_keys()} | {frozenset(pair): SOUND for pair in ALIKE}


@lru_cache(maxsize=20_000)
def unlikelihood(typed: str, meant: str) -> float:
    """The slips it takes, each by how seldom it happens: 1.0 for any letter, less for the usual ones."""
    rows = [[float(j) for j in range(len(meant) + 1)]]
    for i, letter in enumerate(typed, 1):
        row, above = [float(i)], rows[i - 1]
        for j, other in enumerate(meant, 1):
            cost = min(
                above[j] + (DOUBLED if i > 1 and typed[i - 2] == letter else 1),
                row[j - 1] + (DOUBLED if j > 1 and meant[j - 2] == other else 1),
                above[j - 1] + (0 if letter == other else _COSTS.get(frozenset((letter, other)), 1)),
            )
            if i > 1 and j > 1 and letter == meant[j - 2] and typed[i - 2] == other and letter != other:
                cost = min(cost, rows[i - 2][j - 2] + SWAPPED)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1] + (FIRST_LETTER if typed[:1] != meant[:1] else 0)


def is_likely(typed: str, meant: str) -> bool:
    """Near enough to say "did you mean". What is a little further still helps to find."""
    return unlikelihood(typed, meant) <= next(most for length, most in LIKELY if len(typed) >= length)

"""Language analysis, independent of any engine: texts to finished tokens, the same for documents and queries.

Another engine given these tokens ranks the same. Tokens know where they stand in the text, so that what was found can
be marked.
"""

from functools import lru_cache
from typing import NamedTuple

from search.analysis.folding import fold
from search.analysis.stemming import SCRIPT_OF_LANGUAGE, script_of, stem
from search.analysis.stopwords import STOP_WORDS
from search.analysis.words import split_words

LANGUAGES = tuple(STOP_WORDS)

__all__ = ["LANGUAGES", "SCRIPT_OF_LANGUAGE", "Token", "analyse", "fold", "script_of", "stem"]


class Token(NamedTuple):
    stem: str
    word: str  # folded, with its ending
    position: int
    start: int  # where it stands in the text, in characters
    end: int
    is_stop: bool
    is_whole: bool  # a joined word (AB-1029) whose parts follow at the same and the next positions


def analyse(text: str, lang: str) -> list[Token]:
    """The tokens of a text in one of `LANGUAGES` (another language is read without endings and stop words)."""
    tokens, position = [], 0
    for word, start, end, is_whole in split_words(text):
        reduced, is_stop = _known_word(word, lang)
        tokens.append(Token(word if is_whole else reduced, word, position, start, end, is_stop, is_whole))
        position += not is_whole
    return tokens


@lru_cache(maxsize=100_000)
def _known_word(folded: str, lang: str) -> tuple[str, bool]:
    return stem(folded, lang), folded in STOP_WORDS.get(lang, ())

"""A bare “thank you” is kind, but it is no reason to open a solved request again (RULES §4)."""

import re

MOST_WORDS = 6
# Words that may stand beside the thanks, in the site's languages.
_THANKS = frozenset().union(
    *(
        line.split()
        for line in (
            "thank thanks thx cheers you u so very much a lot many ok okay great perfect that is thats it all good",
            "спасибо большое огромное вам вас благодарю отлично хорошо всё все понятно",
            "ευχαριστώ ευχαριστω ευχαριστούμε πολύ πολυ σας εντάξει ενταξει τέλεια τελεια",
            "ممنون ممنونم متشکرم سپاسگزارم مرسی سپاس خیلی از شما لطف پیگیری بسیار عالی تشکر با",
            "faleminderit flm ju shumë shume rrofsh rrofshi mirë mire në rregull",
        )
    )
)
_CORE = re.compile(
    r"thank|thx|cheers|спасибо|благодарю|ευχαριστ|ممنون|متشکر|سپاس|مرسی|تشکر|faleminderit|flm|rrofsh", re.IGNORECASE
)


def is_bare_thanks(text: str) -> bool:
    """Whether a message says nothing but thanks, in any of the site's languages."""
    words = re.findall(r"[^\W\d_]+", text.lower().replace("'", "").replace("’", "").replace("\u200c", ""))
    return 0 < len(words) <= MOST_WORDS and bool(_CORE.search(text)) and "?" not in text and set(words) <= _THANKS

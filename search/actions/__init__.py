"""The writes of search: what must be re-indexed, what was searched for, and what editors tune."""

from search.actions.logs import MAX_LOGGED, log_search, never_suggest, suggest_again
from search.actions.outbox import enqueue
from search.actions.tuning import (
    CannotTune,
    NoSearch,
    NotFound,
    TooManyPins,
    delete_synonym,
    hide_result,
    move_pin,
    pin_result,
    save_synonym,
    show_result,
    unpin_result,
)

__all__ = [
    "MAX_LOGGED",
    "CannotTune",
    "NoSearch",
    "NotFound",
    "TooManyPins",
    "delete_synonym",
    "enqueue",
    "hide_result",
    "log_search",
    "move_pin",
    "never_suggest",
    "pin_result",
    "save_synonym",
    "show_result",
    "suggest_again",
    "unpin_result",
]

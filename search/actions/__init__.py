"""The writes of search: what must be re-indexed, what was searched for, and what editors tune."""

from search.actions.logs import MAX_LOGGED, log_search
from search.actions.outbox import enqueue

__all__ = ["MAX_LOGGED", "enqueue", "log_search"]

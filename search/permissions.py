"""Who may improve search for everybody: whoever writes the articles."""

from accounts.permissions import is_editor


def can_tune_search(user) -> bool:
    return is_editor(user)

"""Every write of the community: each checks who may, locks, changes, tells, and announces `thread_changed`."""

from community.actions.accepting import accept_answer, unaccept_answer
from community.actions.appealing import appeal
from community.actions.deciding import claim, decide, decide_many, release
from community.actions.editing import edit_answer, edit_thread
from community.actions.flagging import flag, withdraw_flag
from community.actions.following import follow, unfollow
from community.actions.hints import thank_for_hint
from community.actions.moderating import (
    close_thread,
    hide_answer,
    hide_thread,
    reopen_thread,
    restore_answer,
    restore_thread,
)
from community.actions.posting import answer, ask
from community.actions.reactions import me_too, vote_helpful, withdraw_me_too, withdraw_vote
from community.actions.sanctioning import lift, sanction
from community.actions.undoing import undo
from community.errors import Refused

__all__ = [
    "Refused",
    "accept_answer",
    "answer",
    "appeal",
    "ask",
    "claim",
    "close_thread",
    "decide",
    "decide_many",
    "edit_answer",
    "edit_thread",
    "flag",
    "follow",
    "hide_answer",
    "hide_thread",
    "lift",
    "me_too",
    "release",
    "reopen_thread",
    "restore_answer",
    "restore_thread",
    "sanction",
    "thank_for_hint",
    "unaccept_answer",
    "undo",
    "unfollow",
    "vote_helpful",
    "withdraw_flag",
    "withdraw_me_too",
    "withdraw_vote",
]

"""Every write of the community: each checks who may, locks, changes, tells, and announces `thread_changed`."""

from community.actions.accepting import accept_answer, unaccept_answer
from community.actions.appealing import appeal
from community.actions.appealing_points import appeal_points, decide_point_appeal
from community.actions.blocking import block, unblock
from community.actions.changing_rules import change_rules, try_rules
from community.actions.clarifying import give_information, not_solved, request_information
from community.actions.closing import archive_old, archive_thread, close_quiet, close_thread, reopen_thread
from community.actions.commenting import comment, edit_comment, withdraw_comment
from community.actions.deciding import claim, decide, decide_many, release
from community.actions.dissolving import dissolve_board
from community.actions.editing import edit_answer, edit_thread, forget_words, put_words_back
from community.actions.experts import accept_invitation, invite_expert, lay_down
from community.actions.flagging import flag, withdraw_flag
from community.actions.following import follow, unfollow
from community.actions.hints import thank_for_hint
from community.actions.judging_points import decide_points, reverse_award
from community.actions.marking import lock_thread, mark_current, mark_outdated, move_thread, unlock_thread
from community.actions.merging import merge_threads
from community.actions.moderating import (
    hide_answer,
    hide_comment,
    hide_thread,
    restore_answer,
    restore_comment,
    restore_thread,
)
from community.actions.picturing import add_picture, tidy_pictures
from community.actions.posting import answer, ask
from community.actions.proposing import (
    confirm_proposal,
    decline_proposal,
    propose_duplicate,
    propose_outdated,
    withdraw_proposal,
)
from community.actions.ranking import choose_listing
from community.actions.reactions import (
    confirm_fix,
    me_too,
    vote_helpful,
    vote_unhelpful,
    withdraw_fix,
    withdraw_me_too,
    withdraw_vote,
)
from community.actions.retagging import put_tags_back, retag
from community.actions.sanctioning import lift, sanction
from community.actions.splitting import split_thread
from community.actions.supporting import support_answer, withdraw_support
from community.actions.thanking import hide_thanks, remove_thanks, show_thanks, take_thanks_back, thank
from community.actions.touring import begin_tour, finish_tour_step
from community.actions.undoing import undo
from community.actions.uniting import unite_members
from community.actions.verifying import unverify_answer, verify_answer
from community.actions.visiting import note_reading, note_visit
from community.actions.withdrawing import withdraw_thread
from community.errors import Refused

__all__ = [
    "Refused",
    "accept_answer",
    "accept_invitation",
    "add_picture",
    "answer",
    "appeal",
    "appeal_points",
    "archive_old",
    "archive_thread",
    "ask",
    "begin_tour",
    "block",
    "change_rules",
    "choose_listing",
    "claim",
    "close_quiet",
    "close_thread",
    "comment",
    "confirm_fix",
    "confirm_proposal",
    "decide",
    "decide_many",
    "decide_point_appeal",
    "decide_points",
    "decline_proposal",
    "dissolve_board",
    "edit_answer",
    "edit_comment",
    "edit_thread",
    "finish_tour_step",
    "flag",
    "follow",
    "forget_words",
    "give_information",
    "hide_answer",
    "hide_comment",
    "hide_thanks",
    "hide_thread",
    "invite_expert",
    "lay_down",
    "lift",
    "lock_thread",
    "mark_current",
    "mark_outdated",
    "me_too",
    "merge_threads",
    "move_thread",
    "not_solved",
    "note_reading",
    "note_visit",
    "propose_duplicate",
    "propose_outdated",
    "put_tags_back",
    "put_words_back",
    "release",
    "remove_thanks",
    "reopen_thread",
    "request_information",
    "restore_answer",
    "restore_comment",
    "restore_thread",
    "retag",
    "reverse_award",
    "sanction",
    "show_thanks",
    "split_thread",
    "support_answer",
    "take_thanks_back",
    "thank",
    "thank_for_hint",
    "tidy_pictures",
    "try_rules",
    "unaccept_answer",
    "unblock",
    "undo",
    "unfollow",
    "unite_members",
    "unlock_thread",
    "unverify_answer",
    "verify_answer",
    "vote_helpful",
    "vote_unhelpful",
    "withdraw_comment",
    "withdraw_fix",
    "withdraw_flag",
    "withdraw_me_too",
    "withdraw_proposal",
    "withdraw_support",
    "withdraw_thread",
    "withdraw_vote",
]

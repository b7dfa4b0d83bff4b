"""The community's data: where one asks (boards), what was asked (threads), what was answered, who reacted how, and what
moderators did."""

from community.models.answers import Answer
from community.models.appeals import Appeal
from community.models.boards import Board, BoardText
from community.models.comments import Comment
from community.models.flags import Flag, Review
from community.models.hints import SolvedByHint
from community.models.members import Block, Reading, Visit
from community.models.moderation import ModerationAction
from community.models.pictures import Picture
from community.models.reactions import FixConfirmation, Follow, MeToo, Vote
from community.models.revisions import Revision
from community.models.sanctions import Sanction
from community.models.spam import BlockedWord, SpamCheck, TextPrint
from community.models.threads import Tag, Thread

__all__ = [
    "Answer",
    "Appeal",
    "Block",
    "BlockedWord",
    "Board",
    "BoardText",
    "Comment",
    "FixConfirmation",
    "Flag",
    "Follow",
    "MeToo",
    "ModerationAction",
    "Picture",
    "Reading",
    "Review",
    "Revision",
    "Sanction",
    "SolvedByHint",
    "SpamCheck",
    "Tag",
    "TextPrint",
    "Thread",
    "Visit",
    "Vote",
]

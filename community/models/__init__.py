"""The community's data: where one asks (boards), what was asked (threads), what was answered, who reacted how, and what
moderators did."""

from community.models.answers import Answer
from community.models.appeals import Appeal
from community.models.boards import Board, BoardText
from community.models.flags import Flag, Review
from community.models.hints import SolvedByHint
from community.models.moderation import ModerationAction
from community.models.reactions import Follow, MeToo, Vote
from community.models.sanctions import Sanction
from community.models.threads import Tag, Thread

__all__ = [
    "Answer",
    "Appeal",
    "Board",
    "BoardText",
    "Flag",
    "Follow",
    "MeToo",
    "ModerationAction",
    "Review",
    "Sanction",
    "SolvedByHint",
    "Tag",
    "Thread",
    "Vote",
]

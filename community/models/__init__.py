"""The community's data: where one asks (boards), what was asked (threads), what was answered, who reacted how, and what
moderators did."""

from community.models.answers import Answer
from community.models.appeals import Appeal
from community.models.badges import BadgeAward
from community.models.boards import Board, BoardText
from community.models.comments import Comment
from community.models.deeds import (
    ArticleProposal,
    ExpertTerm,
    Promotion,
    Proposal,
    Retag,
    SupportForAnswer,
    Thanks,
    Verification,
)
from community.models.flags import Flag, Review
from community.models.hints import SolvedByHint
from community.models.members import Block, Reading, Visit
from community.models.moderation import ModerationAction
from community.models.pictures import Picture
from community.models.points import (
    Household,
    MemberMerge,
    Organisation,
    PendingPoints,
    PointAppeal,
    PointEntry,
    PointReview,
    RulesVersion,
)
from community.models.reactions import FixConfirmation, Follow, MeToo, Vote
from community.models.revisions import Revision
from community.models.rules_drafts import RulesDraft
from community.models.sanctions import Sanction
from community.models.spam import BlockedWord, SpamCheck, TextPrint
from community.models.standing import Level, Standing, Tally, TallyWindow
from community.models.threads import Tag, Thread

__all__ = [
    "Answer",
    "Appeal",
    "ArticleProposal",
    "BadgeAward",
    "Block",
    "BlockedWord",
    "Board",
    "BoardText",
    "Comment",
    "ExpertTerm",
    "FixConfirmation",
    "Flag",
    "Follow",
    "Household",
    "Level",
    "MeToo",
    "MemberMerge",
    "ModerationAction",
    "Organisation",
    "PendingPoints",
    "Picture",
    "PointAppeal",
    "PointEntry",
    "PointReview",
    "Promotion",
    "Proposal",
    "Reading",
    "Retag",
    "Review",
    "Revision",
    "RulesDraft",
    "RulesVersion",
    "Sanction",
    "SolvedByHint",
    "SpamCheck",
    "Standing",
    "SupportForAnswer",
    "Tag",
    "Tally",
    "TallyWindow",
    "TextPrint",
    "Thanks",
    "Thread",
    "Verification",
    "Visit",
    "Vote",
]

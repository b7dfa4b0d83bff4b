"""Who may do what in the community. Actions refuse by these predicates, and templates hide buttons by them."""

from django.utils.translation import gettext as _

from accounts.permissions import is_agent, is_moderator
from community import states
from community.models import Answer, Board, Comment, FixConfirmation, Tag, Thanks, Thread
from community.models.boards import WhoMayAsk
from community.models.comments import Post
from community.standing import has_earned, has_level_for, is_expert_of, is_no_newcomer, is_team, silence_of
from community.states import Who


def is_member(user) -> bool:
    return bool(user and user.is_authenticated and user.is_active)


def may_write(user) -> bool:
    """Members write, while no silence keeps them from it."""
    return is_member(user) and silence_of(user) is None


def can_sanction(user, member) -> bool:
    """Moderators may warn and silence members, nobody of the team."""
    return can_moderate(user) and not is_team(member) and not member.is_staff


def can_block(user, member) -> bool:
    """Nobody of the team: members would miss what concerns them."""
    return is_member(user) and user.pk != member.pk and not is_team(member)


def can_moderate(user) -> bool:
    return is_member(user) and is_moderator(user)


def can_see_board(user, board: Board) -> bool:
    """A private board: its groups, agents and moderators. Asked once for each reader a board in hand has."""
    if not board.is_private:
        return True
    known = board.__dict__.setdefault("_seen_by", {})
    if user.pk not in known:
        known[user.pk] = Board.objects.open_to(user).filter(pk=board.pk).exists()
    return known[user.pk]


def can_see_thread(user, thread: Thread) -> bool:
    """Its author sees what others do not: while it is hidden, and on a private board they were let out of."""
    if is_author(user, thread) or can_moderate(user):
        return True
    return not thread.is_hidden and can_see_board(user, thread.board)


def can_ask(user) -> bool:
    return may_write(user)


def can_ask_in(user, board: Board) -> bool:
    """Guests may write for boards of members, and sign in at the end."""
    if not can_see_board(user, board):
        return False
    if board.who_may_ask == WhoMayAsk.EVERYONE or (user.is_authenticated and is_team(user)):
        return True
    return board.who_may_ask == WhoMayAsk.MEMBERS and (not user.is_authenticated or is_no_newcomer(user))


def why_not_ask_in(user, board: Board) -> str:
    """What whoever may not ask there reads; empty when they may."""
    if can_ask_in(user, board):
        return ""
    if not can_see_board(user, board):
        return _("This board is not there any more. Choose another one.")
    if board.who_may_ask == WhoMayAsk.TEAM:
        return _("On this board only our team asks. Everyone may answer.")
    words = _("On this board members of level 1 ask: read five questions (ten minutes in all) or take the tour.")
    return f"{words} {_('Everyone may answer.')}"


def may_change(user, thread: Thread) -> bool:
    """Whether anything in it may change at all: what is archived or merged stays, what is locked is the team's."""
    if thread.is_merged or thread.is_archived:
        return can_moderate(user)
    return not thread.is_locked or (is_member(user) and is_team(user))


def may_go(user, thread: Thread, act: str) -> bool:
    """Whether the table of states opens this way to the reader now."""
    way = states.way_of(thread, act)
    if way is None or thread.is_hidden or thread.is_merged or not may_change(user, thread):
        return False
    return {
        Who.ASKER: is_author(user, thread) and may_write(user),
        Who.DECIDER: is_author(user, thread) or can_moderate(user),
        Who.HELPER: not is_author(user, thread) and may_write(user) and is_no_newcomer(user),
        Who.KEEPER: can_moderate(user) or is_keeper(user, thread),
        Who.MODERATOR: can_moderate(user),
        Who.RULES: False,
    }[way.who]


def is_keeper(user, thread: Thread) -> bool:
    """An expert of its board, who verifies, merges, closes and decides on proposals there (RULES §1)."""
    return may_write(user) and is_expert_of(user, thread.board_id) and can_see_thread(user, thread)


def is_open_to(user, thread: Thread) -> bool:
    """Whether it takes answers, of guests too who sign in after writing."""
    takes_answers = not (thread.is_hidden or thread.is_closed or thread.is_merged)
    return takes_answers and may_change(user, thread)


def can_answer(user, thread: Thread) -> bool:
    return may_write(user) and is_open_to(user, thread) and can_see_thread(user, thread)


def can_answer_officially(user, thread: Thread) -> bool:
    """The team's word may stand in a closed thread too, never in one that is hidden or was merged."""
    stands = not thread.is_hidden and not thread.is_merged
    return is_member(user) and stands and (is_agent(user) or is_moderator(user))


def can_edit_thread(user, thread: Thread) -> bool:
    is_own = is_author(user, thread) and may_write(user) and may_change(user, thread) and not thread.is_withdrawn
    return is_own or can_moderate(user) or may_improve(user, thread)


def can_edit_answer(user, answer: Answer) -> bool:
    is_own = is_author(user, answer) and may_write(user) and may_change(user, answer.thread)
    return is_own or can_moderate(user) or (not answer.is_official and may_improve(user, answer))


def may_improve(user, post: Thread | Answer) -> bool:
    """Advocates put others' words right, with a reason; what is out of sight is its author's and the moderators'."""
    thread = post.thread if isinstance(post, Answer) else post
    is_seen = not (is_out_of_sight(post) or thread.is_merged) and can_see_thread(user, thread)
    return may_write(user) and has_earned(user, "edit") and is_seen and may_change(user, thread)


def can_accept_in(user, thread: Thread) -> bool:
    """The one who asked decides what solved it; moderators may for one who left."""
    decides = is_author(user, thread) or can_moderate(user)
    return decides and not thread.is_hidden and not thread.is_merged and may_change(user, thread)


def can_accept_answer(user, answer: Answer) -> bool:
    return not answer.is_hidden and not answer.is_accepted and may_go(user, answer.thread, "accept")


def can_unaccept_answer(user, answer: Answer) -> bool:
    return answer.is_accepted and may_go(user, answer.thread, "take_back")


def can_mark_outdated(user, thread: Thread) -> bool:
    """What was solved or closed can be out of date by now: members of level 3 know, and moderators."""
    is_settled = thread.is_solved or thread.is_closed
    return is_settled and not thread.is_hidden and not thread.is_merged and knows_what_is_outdated(user)


def knows_what_is_outdated(user) -> bool:
    return may_write(user) and (can_moderate(user) or has_earned(user, "outdate"))


def can_merge(user, thread: Thread) -> bool:
    """Moderators, and experts on their boards."""
    return can_decide_proposals_in(user, thread) and not thread.is_hidden and not thread.is_merged


def can_split(user, thread: Thread) -> bool:
    return can_moderate(user) and not thread.is_hidden and not thread.is_merged


def can_decide_proposals_in(user, thread: Thread) -> bool:
    return can_moderate(user) or is_keeper(user, thread)


def can_verify(user, answer: Answer) -> bool:
    """The team, and experts of the board; never one's own, nor what the team says anyway."""
    may = may_write(user) and (is_team(user) or is_keeper(user, answer.thread))
    is_anothers = answer.author_id != user.pk and not answer.is_official
    return may and is_anothers and sees_answer(user, answer) and may_change(user, answer.thread)


def can_support(user, answer: Answer) -> bool:
    """Whether an advocate has a say in it; whether the asker is silent, the action knows."""
    thread = answer.thread
    is_anothers = user.pk not in (answer.author_id, thread.author_id)
    takes_it = states.allows(thread, "accept") and not thread.is_merged and may_change(user, thread)
    earned = may_write(user) and has_earned(user, "support")
    return earned and is_anothers and takes_it and not thread.is_closed and sees_answer(user, answer)


def can_propose(user, thread: Thread) -> bool:
    is_seen = not thread.is_hidden and not thread.is_merged and can_see_thread(user, thread)
    return may_write(user) and has_level_for(user, "propose") and is_seen


def can_retag(user, thread: Thread) -> bool:
    """The tags of others' questions; one's own one edits."""
    is_seen = not thread.is_hidden and not thread.is_merged and can_see_thread(user, thread)
    is_anothers = not is_author(user, thread)
    return may_write(user) and has_level_for(user, "retag") and is_seen and is_anothers and may_change(user, thread)


def sees_answer(user, answer: Answer) -> bool:
    """Whether it stands where the reader sees it."""
    return not is_out_of_sight(answer) and can_see_thread(user, answer.thread)


def can_vote(user, answer: Answer) -> bool:
    is_anothers = answer.author_id != user.pk
    return may_write(user) and is_anothers and sees_answer(user, answer) and may_change(user, answer.thread)


def can_confirm_fix(user, answer: Answer) -> bool:
    """Later readers: neither its author nor the one who asked, who accepts instead."""
    return can_vote(user, answer) and answer.thread.author_id != user.pk


def can_thank(user, answer: Answer) -> bool:
    """Whom it helped: the one who asked, once it is accepted; later readers who said that it fixed it for them."""
    if not can_vote(user, answer) or answer.author_id is None:
        return False
    if answer.thread.author_id == user.pk:
        return answer.is_accepted
    return FixConfirmation.objects.filter(answer=answer, member=user).exists()


def can_remove_thanks(user, said: Thanks) -> bool:
    """Whoever was thanked need not let it stand."""
    return is_member(user) and said.answer.author_id == user.pk


def can_say_me_too(user, thread: Thread) -> bool:
    is_seen = not thread.is_hidden and not thread.is_merged and can_see_thread(user, thread)
    return may_write(user) and thread.author_id != user.pk and is_seen and may_change(user, thread)


def is_out_of_sight(post: Post | Thanks) -> bool:
    """Hidden itself, or with what it stands under."""
    if isinstance(post, Thanks):
        return post.is_hidden or is_out_of_sight(post.answer)
    if isinstance(post, Comment):
        return post.is_hidden or is_out_of_sight(post.post)
    return post.is_hidden or (isinstance(post, Answer) and post.thread.is_hidden)


def can_comment(user, post: Thread | Answer) -> bool:
    """Closed questions take comments, because corrections come late; what is locked or archived takes the team's."""
    thread = post.thread if isinstance(post, Answer) else post
    is_seen = not thread.is_merged and not is_out_of_sight(post) and can_see_thread(user, thread)
    return may_write(user) and is_seen and may_change(user, thread)


def can_edit_comment(user, comment: Comment) -> bool:
    """What its author took back is nobody's to change."""
    is_own = is_author(user, comment) and may_write(user) and may_change(user, comment.question)
    return not comment.is_withdrawn and (is_own or can_moderate(user))


def can_flag(user, post: Post | Thanks) -> bool:
    """Everyone may report what others wrote, while it can be seen."""
    thread = post if isinstance(post, Thread) else post.thread
    is_seen = not is_out_of_sight(post) and can_see_thread(user, thread)
    return may_write(user) and post.author_id != user.pk and is_seen


def can_follow(user, followed: Thread | Board | Tag) -> bool:
    if isinstance(followed, Thread):
        return is_member(user) and can_see_thread(user, followed)
    is_shut = isinstance(followed, Board) and Board.objects.closed_to(user).filter(pk=followed.pk).exists()
    return is_member(user) and not is_shut


def is_author(user, post: Post) -> bool:
    return is_member(user) and post.author_id == user.pk

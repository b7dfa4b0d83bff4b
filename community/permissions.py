"""Who may do what in the community. Actions refuse by these predicates, and templates hide buttons by them."""

from accounts.permissions import is_agent, is_moderator
from community.models import Answer, Thread
from community.standing import is_team, silence_of


def is_member(user) -> bool:
    return bool(user and user.is_authenticated and user.is_active)


def may_write(user) -> bool:
    """Members write, while no silence keeps them from it."""
    return is_member(user) and silence_of(user) is None


def can_sanction(user, member) -> bool:
    """Moderators may warn and silence members, nobody of the team."""
    return can_moderate(user) and not is_team(member) and not member.is_staff


def can_moderate(user) -> bool:
    return is_member(user) and is_moderator(user)


def can_see_thread(user, thread: Thread) -> bool:
    return not thread.is_hidden or is_author(user, thread) or can_moderate(user)


def can_ask(user) -> bool:
    return may_write(user)


def can_answer(user, thread: Thread) -> bool:
    return may_write(user) and not thread.is_hidden and not thread.is_closed


def can_answer_officially(user, thread: Thread) -> bool:
    """The team's word may stand in a closed thread too, never in a hidden one."""
    return is_member(user) and not thread.is_hidden and (is_agent(user) or is_moderator(user))


def can_edit_thread(user, thread: Thread) -> bool:
    return (is_author(user, thread) and may_write(user)) or can_moderate(user)


def can_edit_answer(user, answer: Answer) -> bool:
    return (is_author(user, answer) and may_write(user)) or can_moderate(user)


def can_accept_in(user, thread: Thread) -> bool:
    """The one who asked decides what solved it; moderators may for one who left."""
    return not thread.is_hidden and (is_author(user, thread) or can_moderate(user))


def can_accept_answer(user, answer: Answer) -> bool:
    return not answer.is_hidden and not answer.is_accepted and can_accept_in(user, answer.thread)


def can_unaccept_answer(user, answer: Answer) -> bool:
    return answer.is_accepted and can_accept_in(user, answer.thread)


def can_vote(user, answer: Answer) -> bool:
    is_seen = not answer.is_hidden and not answer.thread.is_hidden
    return may_write(user) and answer.author_id != user.pk and is_seen


def can_say_me_too(user, thread: Thread) -> bool:
    return may_write(user) and thread.author_id != user.pk and not thread.is_hidden


def can_flag(user, post: Thread | Answer) -> bool:
    """Everyone may report what others wrote, while it can be seen."""
    is_hidden = post.is_hidden or (isinstance(post, Answer) and post.thread.is_hidden)
    return may_write(user) and post.author_id != user.pk and not is_hidden


def can_follow(user, thread: Thread) -> bool:
    return is_member(user) and can_see_thread(user, thread)


def is_author(user, post: Thread | Answer) -> bool:
    return is_member(user) and post.author_id == user.pk

"""What a comment or an edit says about how a question stands: asked for more, told more, still not solved."""

from datetime import datetime

from accounts.actions import notify
from accounts.models import User
from community import states
from community.actions.common import words_for_mail
from community.models import Comment, Thread

Kind = Comment.Kind
EVENT_OF = {Kind.REQUEST: "info_requested", Kind.REPLY: "info_given", Kind.MISSING: "not_solved"}


def move_on(new: Comment) -> str:
    """The state follows a comment that everyone may read now; returns as which event it is told.

    Whatever the one who asked comments on a question that needs information is the reply it waits for.
    """
    thread = new.question
    if new.kind == Kind.REQUEST and states.allows(thread, "ask_for_info"):
        states.go(thread, "ask_for_info", at=new.created_at)
    elif thread.needs_info and new.answer_id is None and new.author_id == thread.author_id:
        new.kind = Kind.REPLY
        new.save(update_fields=["kind"])
        states.go(thread, "give_info", at=new.created_at)
    return EVENT_OF.get(new.kind, "post_commented")


def told_more_by_edit(thread: Thread, *, actor: User, at: datetime) -> None:
    """The question says more now: it waits for answers again, and whoever asked for it is told."""
    if not thread.needs_info or actor.pk != thread.author_id:
        return
    states.go(thread, "give_info", at=at)
    if not thread.is_hidden:
        context = {**words_for_mail(thread, thread.body_html), "post": "question"}
        notify(_who_asked(thread), "info_given", url=thread.home_url, context=context, actor=actor)


def _who_asked(thread: Thread) -> list[User]:
    requests = Comment.objects.about(thread).shown().filter(kind=Kind.REQUEST)
    return list(User.objects.filter(pk__in=requests.order_by().values("author")))

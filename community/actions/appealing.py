"""Asking for another look at what was hidden."""

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.common import lock_post, refuse_unless
from community.actions.reviewing import put_in_queue
from community.errors import Refused
from community.models import Answer, Appeal, ModerationAction
from community.models.comments import Post
from community.models.flags import WORDS_LENGTH, place_of
from community.models.moderation import Act
from community.models.reasons import SCREENING
from community.permissions import is_author
from community.texts import clean_title, has_words


@transaction.atomic
def appeal(post: Post, *, actor: User, words: str) -> Appeal:
    """Another moderator than the one who hid it looks again, once. Where reports hid it, one looks in any case."""
    lock_post(post)
    refuse_unless(is_author(actor, post), _("Only the author can ask for another look."))
    refuse_unless(post.is_hidden, _("Everyone sees it already."))
    refuse_unless(not is_withdrawn(post), _("You deleted it."))
    refuse_unless(post.hidden_by_id is not None, _("A moderator looks at it already, because it was reported."))
    words = clean_title(words)[:WORDS_LENGTH]
    refuse_unless(has_words(words), _("Say why everyone should read it."))
    against = hiding_of(post)
    too_late = _("You asked for another look already.")
    refuse_unless(not Appeal.objects.about(post).filter(against=against).exists(), too_late)
    moment = timezone.now()
    review = put_in_queue(post, moment)
    try:
        with transaction.atomic():
            return Appeal.objects.create(
                **place_of(post),
                against=against,
                hidden_by=post.hidden_by,
                review=review,
                words=words,
                created_at=moment,
            )
    except IntegrityError:
        raise Refused(too_late) from None


def is_withdrawn(post: Post) -> bool:
    return not isinstance(post, Answer) and post.is_withdrawn


def hiding_of(post: Post) -> ModerationAction | None:
    """The act that took it out of sight or refused it, not those that left it there; None when older than the log."""
    hidings = ModerationAction.objects.about(post).filter(act__in=[Act.HIDE, Act.FLAGGED])
    return hidings.filter(Q(before__has_key="hidden") | Q(before__hidden_reason=SCREENING)).first()

"""Telling the service outside what a moderator decided, where it said otherwise or did not know."""

from community.models import SpamCheck
from community.models.comments import Post
from community.models.flags import place_of
from community.spam.tasks import teach_outside

Verdict = SpamCheck.Verdict


def tell_what_it_was(post: Post, *, is_spam: bool) -> None:
    """Of a post that was looked at first. What is hidden for another reason than spam teaches nothing. Where its author
    wrote from is not kept once it is decided."""
    place = {f"review__{name}": value for name, value in place_of(post).items()}
    check = SpamCheck.objects.filter(**place).order_by("-pk").first()
    if check is None:
        return
    known = check.taught or check.verdict
    if (is_spam and known != Verdict.SPAM) or (not post.is_hidden and known == Verdict.SPAM):
        teach_outside.enqueue(check.review_id, is_spam)
    else:
        SpamCheck.objects.filter(pk=check.pk).update(address=None, agent="")

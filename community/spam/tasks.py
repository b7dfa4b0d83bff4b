"""What the worker tells the service outside."""

from django_tasks import task

from community.models import Comment, Review, SpamCheck, Thread
from community.spam.outside import Sample, Verdict, service
from site_config.markdown import plain_text


@task()
def teach_outside(review_id: int, is_spam: bool) -> None:
    """A moderator decided otherwise than the service said, or it did not know. Then nothing of the sender is kept."""
    if review := review_to_ask(review_id):
        service().teach(sample_of(review), is_spam=is_spam)
        taught = Verdict.SPAM if is_spam else Verdict.HAM
        SpamCheck.objects.filter(review=review).update(taught=taught, address=None, agent="")


def review_to_ask(pk: int) -> Review | None:
    """None for what is gone, and for private boards: nothing of them leaves the site."""
    reviews = Review.objects.filter(pk=pk, spam_check__isnull=False, thread__board__is_private=False)
    return reviews.select_related("spam_check", "thread__author", "answer__author", "comment__author").first()


def sample_of(review: Review) -> Sample:
    post, check = review.post, review.spam_check
    is_question = isinstance(post, Thread)
    words = plain_text(post.body_html)
    return Sample(
        text=f"{post.title}\n\n{words}" if is_question else words,
        kind="forum-post" if is_question else "comment" if isinstance(post, Comment) else "reply",
        author=str(post.author or ""),
        language=review.thread.language,
        written_at=review.opened_at,
        address=check.address or "",
        agent=check.agent,
    )

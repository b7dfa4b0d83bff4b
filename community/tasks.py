"""Background work of the community: asking the service outside about what waits, and telling it what became of it."""

from django_tasks import task

from community.actions.releasing import heard
from community.models import Comment, Review, SpamCheck, Thread
from community.spam.outside import Sample, Verdict, service
from site_config.markdown import plain_text


@task()
def ask_outside(review_id: int) -> None:
    """Once, of what still waits and is nobody's secret. What it says is kept beside our own signs."""
    review = _review(review_id)
    if review is None or not review.is_waiting or review.thread.board.is_private or review.spam_check.verdict:
        return
    heard(review, service().check(sample_of(review)))


@task()
def teach_outside(review_id: int, is_spam: bool) -> None:
    """A moderator decided otherwise than the service said, or it did not know."""
    review = _review(review_id)
    if review is None or review.thread.board.is_private:
        return
    service().teach(sample_of(review), is_spam=is_spam)
    SpamCheck.objects.filter(review=review).update(
        taught=Verdict.SPAM if is_spam else Verdict.HAM, address=None, agent=""
    )


def _review(pk: int) -> Review | None:
    reviews = Review.objects.select_related("thread__board", "thread__author", "answer__author", "comment__author")
    return reviews.filter(pk=pk, spam_check__isnull=False).select_related("spam_check").first()


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

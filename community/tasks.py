"""Background work of the community."""

from django_tasks import task

from community.actions.releasing import heard
from community.spam.outside import service
from community.spam.tasks import review_to_ask, sample_of


@task()
def ask_outside(review_id: int) -> None:
    """Once, of what still waits. What the service says is kept beside our own signs; silence leaves it to people."""
    review = review_to_ask(review_id)
    if review and review.is_waiting and not review.spam_check.verdict:
        heard(review, service().check(sample_of(review)))

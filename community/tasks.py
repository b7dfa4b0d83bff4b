"""Background work of the community."""

from django.utils import timezone
from django_tasks import task

from community.actions.releasing import heard
from community.models import RulesDraft, RulesVersion
from community.reputation.backwards import apply_backwards
from community.reputation.previewing import count_on
from community.spam.outside import service
from community.spam.tasks import review_to_ask, sample_of


@task()
def ask_outside(review_id: int) -> None:
    """Once, of what still waits. What the service says is kept beside our own signs; silence leaves it to people."""
    review = review_to_ask(review_id)
    if review and review.is_waiting and not review.spam_check.verdict:
        heard(review, service().check(sample_of(review)))


@task()
def apply_rules(version_id: int) -> None:
    """A version that applies backwards: how far it has come stands in the version, and there it goes on."""
    version = RulesVersion.objects.filter(pk=version_id, applies_backwards=True).first()
    if version and not version.progress.get("done"):
        for _progress in apply_backwards(version, timezone.now()):
            pass


@task()
def count_preview(draft_id: int) -> None:
    """What a draft of the rules would have brought, a stretch at a time: mails have their turn in between."""
    draft = RulesDraft.objects.filter(pk=draft_id).first()
    if draft and count_on(draft, timezone.now()):
        count_preview.enqueue(draft_id)

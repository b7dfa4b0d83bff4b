"""What was shown beside the ask form, and solved it."""

from django.db import transaction

from accounts.models import User
from community.models import SolvedByHint
from community.models.threads import TITLE_LENGTH
from community.reputation.ledger import score
from community.texts import clean_title


@transaction.atomic
def thank_for_hint(*, title: str, path: str, lang: str, actor: User | None) -> SolvedByHint:
    """Remember that a page of ours solved a question before it was asked. ``path`` is an address on this site."""
    said = SolvedByHint.objects.create(title=clean_title(title)[:TITLE_LENGTH], path=path, language=lang, member=actor)
    if actor:
        score("hint", keys=[said.pk])
    return said

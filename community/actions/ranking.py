"""Whether a member stands on the boards of honour is their own choice. It works at once, for all of them."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.common import refuse_unless
from community.models import Standing
from community.permissions import is_member
from community.reputation.ranking import rank_again


@transaction.atomic
def choose_listing(*, actor: User, listed: bool) -> None:
    refuse_unless(is_member(actor), _("Sign in to choose whether you are listed."))
    standing = Standing.objects.select_for_update(no_key=True).get(member=actor)
    standing.hides_rank = not listed
    standing.save(update_fields=["hides_rank"])
    rank_again([actor.pk])

"""Not hearing of a member any more: their posts are folded, and nothing they do is told. They do not learn it."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.common import refuse_unless
from community.models import Block
from community.permissions import can_block, is_member


@transaction.atomic
def block(member: User, *, actor: User) -> None:
    refuse_unless(is_member(actor), _("Sign in to block a member."))
    refuse_unless(member.pk != actor.pk, _("This is you."))
    refuse_unless(
        can_block(actor, member), _("Somebody of the team cannot be blocked: you would miss what concerns you.")
    )
    Block.objects.get_or_create(member=actor, blocked=member)


@transaction.atomic
def unblock(member: User, *, actor: User) -> None:
    Block.objects.filter(member=actor, blocked=member).delete()

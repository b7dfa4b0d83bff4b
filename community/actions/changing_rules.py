"""Other values of the rules: a new version, from now on or for everything since day one."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.common import refuse_unless
from community.models import RulesVersion
from community.reputation import versions
from community.reputation.values import checked
from community.tasks import apply_rules
from community.texts import clean_title, has_words

NOTE_LENGTH = 240


@transaction.atomic
def change_rules(values: dict[str, int], *, actor: User, note: str, seen: int, backwards: bool = False) -> RulesVersion:
    """The newest version holds from now on. ``seen``: the number of the version that the actor changed."""
    refuse_unless(actor.has_perm("community.add_rulesversion"), _("Only administrators change the rules of points."))
    newest = RulesVersion.objects.select_for_update().order_by("-number").first()
    elsewhere = _("Somebody else changed the rules meanwhile. Look at their values first.")
    refuse_unless(newest is not None and newest.number == seen, elsewhere)
    values, kept = checked(values), versions.version_of(newest).values
    refuse_unless(values != kept, _("Nothing is different from the values that hold now."))
    note = clean_title(note)[:NOTE_LENGTH]
    refuse_unless(has_words(note), _("Say why: everybody can read it."))
    made = RulesVersion.objects.create(
        number=newest.number + 1, values=values, note=note, applies_backwards=backwards, made_by=actor
    )
    versions.forget_current()
    transaction.on_commit(versions.forget_current)
    if backwards:
        apply_rules.enqueue(made.pk)
    return made

"""Other values of the rules: tried on what happened lately; then a new version, from now on or since day one."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.common import refuse_unless
from community.errors import Refused
from community.models import RulesDraft, RulesVersion
from community.reputation import previewing, versions
from community.reputation.values import checked
from community.tasks import apply_rules, count_preview
from community.texts import clean_title, has_words

NOTE_LENGTH = 240


@transaction.atomic
def try_rules(values: dict[str, int], *, actor: User, seen: int, note: str = "", backwards: bool = False) -> RulesDraft:
    """The actor's draft from now on; what an older one counted is dropped. A short history is counted at once, a long
    one by the worker; the same values again go on where they are."""
    newest = _newest(actor, seen)
    values, words = checked(values), {"note": clean_title(note)[:NOTE_LENGTH], "applies_backwards": backwards}
    draft = RulesDraft.objects.filter(made_by=actor).first()
    if draft and draft.values == values and draft.seen == newest.number and not draft.counted.get("done"):
        RulesDraft.objects.filter(pk=draft.pk).update(**words)
        if previewing.preview_of(draft, timezone.now()).stands_still:
            count_preview.enqueue(draft.pk)
        return draft
    RulesDraft.objects.filter(made_by=actor).delete()
    draft = RulesDraft.objects.create(made_by=actor, values=values, seen=newest.number, **words)
    if not previewing.is_short() or previewing.count_on(draft, timezone.now()):
        count_preview.enqueue(draft.pk)
    return draft


@transaction.atomic
def change_rules(values: dict[str, int], *, actor: User, note: str, seen: int, backwards: bool = False) -> RulesVersion:
    """The newest version holds from now on. ``seen``: the number of the version that the actor changed."""
    newest = _newest(actor, seen)
    values, kept = checked(values), versions.version_of(newest).values
    refuse_unless(values != kept, _("Nothing is different from the values that hold now."))
    note = clean_title(note)[:NOTE_LENGTH]
    if not has_words(note):
        raise Refused(_("Say why: everybody can read it."), "note")
    made = RulesVersion.objects.create(
        number=newest.number + 1, values=values, note=note, applies_backwards=backwards, made_by=actor
    )
    RulesDraft.objects.filter(made_by=actor).delete()
    versions.forget_current()
    transaction.on_commit(versions.forget_current)
    if backwards:
        apply_rules.enqueue(made.pk)
    return made


def _newest(actor: User, seen: int) -> RulesVersion:
    """The version that holds, held: what the actor changed, and nobody else since."""
    refuse_unless(actor.has_perm("community.add_rulesversion"), _("Only administrators change the rules of points."))
    newest = RulesVersion.objects.select_for_update().order_by("-number").first()
    elsewhere = _("Somebody else changed the rules meanwhile. Where you changed nothing, their values stand now.")
    refuse_unless(newest is not None and newest.number == seen, elsewhere)
    return newest

"""What was shown beside the ask form, and solved it."""

from urllib.parse import urlsplit

from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from community.models import SolvedByHint
from community.models.threads import TITLE_LENGTH
from community.reputation.ledger import score
from community.solutions import solution_at
from community.texts import clean_title
from site_config.formats import localized_number


@transaction.atomic
def thank_for_hint(*, title: str, path: str, lang: str, actor: User | None) -> SolvedByHint:
    """Remember that a page of ours solved a question before it was asked. ``path`` is an address on this site.

    Only what answers questions brings points: of any other page it is remembered as a guest's word would be.
    ``earned`` on what is returned: the points that its member has by it now.
    """
    page = urlsplit(path).path  # whatever is asked of it, it is the same page
    solution = solution_at(page, actor) if actor else ""
    member, page = (actor, solution) if solution else (None, page)
    said = SolvedByHint.objects.create(title=clean_title(title)[:TITLE_LENGTH], path=page, language=lang, member=member)
    entries = score("hint", keys=[said.pk]) if member else []
    said.earned = sum(entry.points for entry in entries)
    return said


def words_for_hint(said: SolvedByHint | None) -> SafeString:
    """What whoever says so reads; members also what it brought them, with the way to their points."""
    thanks = format_html("{}", _("Good to hear. Thank you for telling us: it helps others find it."))
    if said is None or not said.earned:
        return thanks
    words = ngettext("It brings you %(number)s point.", "It brings you %(number)s points.", said.earned)
    words = words % {"number": localized_number(said.earned)}
    return format_html('{} <a href="{}">{}</a>', thanks, reverse("member_points", args=[said.member_id]), words)

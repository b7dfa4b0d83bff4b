"""How points work, told from the rules themselves."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.rules_page import levels_in_words, rules_in_words, versions_in_words


@require_safe
def rules(request):
    words = {
        "told": rules_in_words(),
        "levels": levels_in_words(),
        "versions": versions_in_words(),
        "crumbs": [(_("Community"), reverse("community_home"))],
    }
    return render(request, "community/points_rules.html", words)

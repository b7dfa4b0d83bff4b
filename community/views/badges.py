"""All badges, who holds one, and the one beside a reader's own name."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.badges import BADGES
from community.badges.beside import choose_badge
from community.badges.pages import beside_choices, groups_for, holders_of, newest_newcomer, own_award
from community.errors import Refused
from community.views.common import to_sign_in

HOLDERS_A_PAGE = 30


@require_safe
def badges(request):
    """Every badge, what earns it, how many hold it; for a member what they hold and how near they are to the others."""
    words = {
        "groups": groups_for(request.user),
        "beside": beside_choices(request.user),
        "newcomer": newest_newcomer(),
        "crumbs": [(_("Community"), reverse("community_home"))],
    }
    return render(request, "community/badges.html", words)


@require_safe
def badge(request, slug: str):
    """Who holds it, the newest first; and what earned the reader's own."""
    if slug not in BADGES:
        raise Http404
    page = Paginator(holders_of(slug, request.user), HOLDERS_A_PAGE).get_page(request.GET.get("page"))
    words = {
        "badge": BADGES[slug],
        "page": page,
        "own": own_award(slug, request.user),
        "crumbs": [(_("Community"), reverse("community_home")), (_("Badges"), reverse("badges"))],
    }
    return render(request, "community/badge.html", words)


@require_POST
def choose(request):
    """Which badge stands beside one's name."""
    if not request.user.is_authenticated:
        return to_sign_in(request, reverse("badges"), _("Sign in to choose your badge."))
    try:
        choose_badge(request.POST.get("badge", ""), actor=request.user)
        messages.success(request, _("Saved."))
    except Refused as refusal:
        messages.error(request, refusal.html)
    return redirect("badges")

"""A member's page: what everyone may know of them."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from community.cursors import page_of
from community.models import Block
from community.permissions import can_block
from community.profiles import answers_of, profile_of, questions_of, thanks_to
from community.reputation.levels import next_step
from community.standing import is_team
from community.texts import shorten, words_of

POSTS_A_PAGE = 10


@require_safe
def member(request, pk):
    """Their answers, or with ``?show=questions`` what they asked."""
    found = get_object_or_404(User.objects.select_related("standing"), pk=pk)
    profile = profile_of(found)
    show = "questions" if request.GET.get("show") == "questions" or not profile.answers else "answers"
    posts = questions_of(found).for_cards() if show == "questions" else answers_of(found)
    page = page_of(posts, "-created_at", request.GET, POSTS_A_PAGE)
    if show == "answers":
        for answer in page:
            answer.excerpt = shorten(words_of(answer.body_html), 160)
    is_own = request.user == found
    thanks, thanks_number = thanks_to(found, request.user)
    words = {
        "member": found,
        "is_team": is_team(found),
        "profile": profile,
        "thanks": thanks,
        "thanks_number": thanks_number,
        "next_step": next_step(found, timezone.now()) if is_own else None,
        "show": show,
        "page": page,
        "tabs": _tabs(request, profile, show),
        "is_own": is_own,
        "may_block": can_block(request.user, found),
        "is_blocked": _has_blocked(request.user, found),
        "crumbs": [(_("Community"), reverse("community_home"))],
    }
    return render(request, "community/member.html", words)


def _tabs(request, profile, current: str) -> list[dict]:
    """Only where there are both."""
    if not (profile.answers and profile.questions):
        return []
    named = [
        ("answers", _("Answers"), "", profile.answers),
        ("questions", _("Questions"), "?show=questions", profile.questions),
    ]
    return [
        {"title": title, "url": request.path + query, "current": name == current, "count": count}
        for name, title, query, count in named
    ]


def _has_blocked(user, member: User) -> bool:
    is_other = user.is_authenticated and user.pk != member.pk
    return is_other and Block.objects.filter(member=user, blocked=member).exists()

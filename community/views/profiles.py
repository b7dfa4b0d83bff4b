"""A member's page: what everyone may know of them."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from community.models import Answer, Thread
from community.queries import record_of
from community.texts import shorten, words_of

POSTS_ON_PROFILE = 10


@require_safe
def member(request, pk):
    found = get_object_or_404(User, pk=pk)
    answers = Answer.objects.public().filter(author=found).select_related("thread__board").defer("body_source")
    latest = answers.prefetch_related("thread__board__texts").order_by("-created_at")[:POSTS_ON_PROFILE]
    for answer in latest:
        answer.excerpt = shorten(words_of(answer.body_html), 160)
    words = {
        "member": found,
        "record": record_of(found),
        "answers": latest,
        "is_own": request.user == found,
        "threads": Thread.objects.public().filter(author=found).for_cards().newest()[:POSTS_ON_PROFILE],
        "crumbs": [(_("Community"), reverse("community_home"))],
    }
    return render(request, "community/member.html", words)

"""Votes, me-toos and follows: a fragment for htmx, the page again for everyone else."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community import actions
from community.thanks import bring_thanks
from community.viewing import reader_of_thread, with_reader
from community.views.common import answer_or_404, perform, thread_or_404


def verdict(request, answer, **words):
    """Pressed beside the answer: it is one of those readers are asked about."""
    with_reader(request.user, answer.thread, [answer], top=answer.pk if "top" in request.POST else None)
    return render(request, "community/parts/verdict.html", {"answer": answer, "is_fragment": True, **words})


def verdict_and_thanks(request, answer):
    """Whoever says that it fixed it may say thanks, too."""
    return verdict(request, bring_thanks(answer), brings_thanks=True)


def me_too_button(request, thread):
    reader = reader_of_thread(request.user, thread)
    return render(request, "community/parts/me_too_button.html", {"thread": thread, "reader": reader})


@require_POST
def vote(request, pk):
    sign_in = _("Sign in to say that an answer helped.")
    answer = answer_or_404(request.user, pk)
    return perform(request, answer, actions.vote_helpful, sign_in=sign_in, fragment=verdict)


@require_POST
def take_vote_back(request, pk):
    sign_in = _("Sign in to change your vote.")
    answer = answer_or_404(request.user, pk)
    return perform(request, answer, actions.withdraw_vote, sign_in=sign_in, fragment=verdict)


@require_POST
def vote_against(request, pk):
    sign_in = _("Sign in to say that an answer did not help.")
    answer = answer_or_404(request.user, pk)
    return perform(request, answer, actions.vote_unhelpful, sign_in=sign_in, fragment=verdict)


@require_POST
def confirm_fix(request, pk):
    sign_in = _("Sign in to say that an answer fixed it for you.")
    answer = answer_or_404(request.user, pk)
    return perform(request, answer, actions.confirm_fix, sign_in=sign_in, fragment=verdict_and_thanks)


@require_POST
def take_fix_back(request, pk):
    sign_in = _("Sign in to take it back.")
    answer = answer_or_404(request.user, pk)
    return perform(request, answer, actions.withdraw_fix, sign_in=sign_in, fragment=verdict_and_thanks)


@require_POST
def say_me_too(request, pk):
    sign_in = _("Sign in to say that you have this problem too.")
    thread = thread_or_404(request.user, pk)
    return perform(request, thread, actions.me_too, sign_in=sign_in, fragment=me_too_button)


@require_POST
def take_me_too_back(request, pk):
    sign_in = _("Sign in to take it back.")
    thread = thread_or_404(request.user, pk)
    return perform(request, thread, actions.withdraw_me_too, sign_in=sign_in, fragment=me_too_button)

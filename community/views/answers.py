"""Answering a thread, and saying which answer solved it."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community import actions, drafts
from community.errors import Refused
from community.forms import AnswerForm
from community.views.common import answer_or_404, perform, thread_or_404, to_sign_in
from community.views.threads import thread_page
from community.views.writing import brings_picture, form_with_picture, preview_of
from site_config.posting import posted_from


@posted_from("thread_by_id")
def answer_thread(request, pk):
    """Guests may write first: what they typed waits in the form when they come back signed in."""
    thread = thread_or_404(request.user, pk)
    if brings_picture(request):
        return thread_page(request, thread, form_with_picture(request, AnswerForm))
    if "discard" in request.POST:
        drafts.forget(request, f"answer-{thread.pk}")
        return redirect(f"{thread.get_absolute_url()}#your-answer")
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return thread_page(request, thread, form, status=422)
    if "preview" in request.POST:
        return thread_page(request, thread, form, preview=preview_of(request, form.cleaned_data["body"], thread))
    if held_back := form.held_back():
        return thread_page(request, thread, held_back, status=422 if held_back.exposure else 200)
    if not request.user.is_authenticated:
        drafts.keep(request, f"answer-{thread.pk}", form)
        back = f"{thread.get_absolute_url()}#your-answer"
        return to_sign_in(request, back, _("Sign in to post your answer. Your text is kept."))
    return _post_answer(request, thread, form)


def _post_answer(request, thread, form):
    words = {"submission_key": form.submission_key, "origin": form.origin(request)}
    try:
        new = actions.answer(thread, request.user, form.cleaned_data["body"], **words)
    except Refused as refusal:
        refusal.show_in(form)
        return thread_page(request, thread, form, status=422)
    drafts.forget(request, f"answer-{thread.pk}")
    return redirect(new)


@require_POST
def accept(request, pk):
    done, sign_in = _("Marked as solved. Thank you: others will find it first now."), _("Sign in to accept an answer.")
    return perform(request, answer_or_404(request.user, pk), actions.accept_answer, sign_in=sign_in, done=done)


@require_POST
def unaccept(request, pk):
    done, sign_in = _("The question is open again."), _("Sign in to change which answer is accepted.")
    return perform(request, answer_or_404(request.user, pk), actions.unaccept_answer, sign_in=sign_in, done=done)

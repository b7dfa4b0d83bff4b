"""What moderators do on the thread's own page."""

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community import actions
from community.forms import HideForm
from community.views.common import answer_or_404, comment_or_404, lead_to, perform, thread_or_404


def hide(request, post, act):
    form = HideForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["reason"]))
        return lead_to(request, post)
    reason, done = form.cleaned_data["reason"], _("Hidden. The author still sees it, with your reason.")
    return perform(request, post, act, sign_in=_("Sign in as a moderator."), done=done, reason=reason)


@require_POST
def hide_question(request, pk):
    return hide(request, thread_or_404(request.user, pk), actions.hide_thread)


@require_POST
def hide_reply(request, pk):
    return hide(request, answer_or_404(request.user, pk), actions.hide_answer)


@require_POST
def restore_question(request, pk):
    thread, done = thread_or_404(request.user, pk), _("Everyone sees it again.")
    return perform(request, thread, actions.restore_thread, sign_in=_("Sign in as a moderator."), done=done)


@require_POST
def restore_reply(request, pk):
    answer, done = answer_or_404(request.user, pk), _("Everyone sees it again.")
    return perform(request, answer, actions.restore_answer, sign_in=_("Sign in as a moderator."), done=done)


@require_POST
def hide_remark(request, pk):
    return hide(request, comment_or_404(request.user, pk), actions.hide_comment)


@require_POST
def restore_remark(request, pk):
    comment, done = comment_or_404(request.user, pk), _("Everyone sees it again.")
    return perform(request, comment, actions.restore_comment, sign_in=_("Sign in as a moderator."), done=done)


@require_POST
def close_question(request, pk):
    thread, done = thread_or_404(request.user, pk), _("Closed: it takes no more answers.")
    return perform(request, thread, actions.close_thread, sign_in=_("Sign in as a moderator."), done=done)


@require_POST
def reopen_question(request, pk):
    thread, done = thread_or_404(request.user, pk), _("Open again.")
    return perform(request, thread, actions.reopen_thread, sign_in=_("Sign in as a moderator."), done=done)

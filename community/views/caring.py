"""What our team and experienced members say about an answer: it is right, or it solves what a silent asker asked."""

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community import actions
from community.views.common import answer_or_404, perform


@require_POST
def verify(request, pk):
    done = _("Verified. Readers see it beside the answer.")
    answer, sign_in = answer_or_404(request.user, pk), _("Sign in to verify an answer.")
    return perform(request, answer, actions.verify_answer, sign_in=sign_in, done=done)


@require_POST
def unverify(request, pk):
    answer, sign_in = answer_or_404(request.user, pk), _("Sign in to verify an answer.")
    return perform(request, answer, actions.unverify_answer, sign_in=sign_in, done=_("It is not verified any more."))


@require_POST
def support(request, pk):
    def act(answer, *, actor):
        accepted = actions.support_answer(answer, actor=actor)
        together = _("Accepted, by the two of you. The asker is told, and may take it back.")
        messages.success(
            request, together if accepted else _("Thank you. When another advocate agrees, it is accepted.")
        )

    return perform(request, answer_or_404(request.user, pk), act, sign_in=_("Sign in to accept an answer."))


@require_POST
def withdraw_support(request, pk):
    answer, sign_in = answer_or_404(request.user, pk), _("Sign in to take it back.")
    return perform(request, answer, actions.withdraw_support, sign_in=sign_in, done=_("You took it back."))

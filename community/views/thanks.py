"""Thanks at an answer: saying and changing them, taking them back, removing them, and for moderators hiding them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community import actions, permissions
from community.errors import Refused
from community.forms import HideForm
from community.models import Answer, Thanks
from community.thanks import ThanksForm
from community.views.common import answer_or_404, lead_to, thanks_or_404, thread_or_404, to_sign_in

PER_PAGE = 30


@require_http_methods(["GET", "HEAD", "POST"])
def of_answer(request, pk):
    """All that was said there. A refused sentence is shown here again, with what is wrong."""
    answer = answer_or_404(request.user, pk)
    answer.thread = thread_or_404(request.user, answer.thread_id)
    if request.method != "POST":
        return _page(request, answer)
    if not request.user.is_authenticated:
        return to_sign_in(request, answer.get_absolute_url(), _("Sign in to say thanks."))
    form = ThanksForm(request.POST)
    if not (form.is_valid() and _said(request, answer, form)):
        return _page(request, answer, form)
    messages.success(request, _("Your thanks stand at the answer."))
    return lead_to(request, answer)


def _said(request, answer: Answer, form: ThanksForm) -> bool:
    try:
        actions.thank(answer, actor=request.user, words=form.cleaned_data["words"])
    except Refused as refusal:
        refusal.show_in(form)
        return False
    return True


def _page(request, answer: Answer, form: ThanksForm | None = None):
    user = request.user
    own = Thanks.objects.filter(answer=answer, member=user).first() if user.is_authenticated else None
    may_moderate = permissions.can_moderate(user)
    said = Thanks.objects.filter(answer=answer) if may_moderate else Thanks.objects.filter(answer=answer).shown()
    page = Paginator(said.select_related("member__standing").newest_first(), PER_PAGE).get_page(request.GET.get("page"))
    for one in page:
        one.has_asked = one.member_id is not None and one.member_id == answer.thread.author_id
    words = {
        "answer": answer,
        "thread": answer.thread,
        "page": page,
        "own": own,
        "form": form or ThanksForm(initial={"words": own.words if own else ""}),
        "may_thank": (form is not None and own is None) or permissions.can_thank(user, answer),
        "is_author": user.is_authenticated and answer.author_id == user.pk,
        "may_moderate": may_moderate,
        "hide_form": HideForm(auto_id=False),
        "crumbs": [(_("Community"), reverse("community_home")), (answer.thread.title, answer.get_absolute_url())],
    }
    return render(request, "community/thanks.html", words, status=422 if form else 200)


def _act(request, pk: int, act, done: str, **words):
    if not request.user.is_authenticated:
        return to_sign_in(request, reverse("community_home"), _("Sign in to do this."))
    said = thanks_or_404(request.user, pk)
    try:
        act(said, actor=request.user, **words)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return lead_to(request, said.answer)
    messages.success(request, done)
    return lead_to(request, said.answer)


@require_POST
def take_back(request, pk):
    return _act(request, pk, actions.take_thanks_back, _("You took your thanks back."))


@require_POST
def remove(request, pk):
    return _act(request, pk, actions.remove_thanks, _("Removed. Nobody sees it any more."))


@require_POST
def hide(request, pk):
    form = HideForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return _act(request, pk, actions.hide_thanks, _("Hidden. Who wrote it reads your reason."), reason=reason)


@require_POST
def restore(request, pk):
    return _act(request, pk, actions.show_thanks, _("Everyone sees it again."))

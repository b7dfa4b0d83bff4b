"""“Contact us”: likely answers first, then a request to the team. Guests write before they sign in."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community import drafts
from community.actions import thank_for_hint
from community.actions.hints import words_for_hint
from community.errors import Refused
from community.models.threads import TITLE_LENGTH
from community.texts import clean_title
from community.views.common import is_own_path, to_sign_in
from search.queries import likely_answers
from site_config.posting import posted_from
from tickets import actions
from tickets.forms import ContactForm

DRAFT, QUESTION_DRAFT = "contact", "ask"
SHORTEST_SUBJECT = 4  # characters from which a search makes sense


def open_ticket(request):
    """One form, two buttons: look for answers, send."""
    if request.method != "POST":
        draft = drafts.read(request, DRAFT)
        asked = {name: request.GET.get(name, "") for name in ("board", "subject", "body")}
        return _contact_page(request, ContactForm(initial=draft or asked), has_draft=bool(draft))
    if "check" in request.POST:
        return _contact_page(request, ContactForm(initial=request.POST.dict()), checked=True)
    form = ContactForm(request.POST)
    if not form.is_valid():
        return _contact_page(request, form, status=422)
    if not request.user.is_authenticated:
        drafts.keep(request, DRAFT, form)
        return to_sign_in(request, request.path, _("Sign in to send your request. Your text is kept."))
    return _send(request, form)


@posted_from("open_ticket")
def ask_privately(request):
    """What was typed as a question for everyone goes to the team alone. Guests sign in first; nothing is lost."""
    typed = {name: request.POST.get(name, "") for name in ("board", "body", "key_field")}
    form = ContactForm({**typed, "subject": request.POST.get("title", ""), "from_question": "on"})
    if not form.is_valid():
        return _contact_page(request, form, status=422)
    if not request.user.is_authenticated:
        drafts.keep(request, DRAFT, form)
        drafts.forget(request, QUESTION_DRAFT)
        words = _("Sign in to send your request. Your text is kept.")
        return to_sign_in(request, reverse("open_ticket"), words)
    return _send(request, form)


def _send(request, form):
    words = form.cleaned_data
    try:
        ticket = actions.open_ticket(
            request.user,
            words["subject"],
            words["body"],
            language=get_language(),
            board=words["board"],
            submission_key=form.submission_key,
        )
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return _contact_page(request, form, status=422)
    for name in (DRAFT, QUESTION_DRAFT) if words["from_question"] else (DRAFT,):
        drafts.forget(request, name)
    messages.success(request, _("We have your request and answer it here and by email."))
    return redirect(ticket)


def _contact_page(request, form, *, status=200, **words):
    words = {"form": form, **_hints(form["subject"].value()), **words}
    return render(request, "tickets/open_ticket.html", words, status=status)


def _hints(subject) -> dict:
    subject = clean_title(str(subject or ""))[:TITLE_LENGTH]
    has_enough = len(subject) >= SHORTEST_SUBJECT
    return {"subject": subject, "hits": likely_answers(subject, lang=get_language()) if has_enough else []}


@require_safe
def hints(request):
    """The fragment beside the form, while the subject is typed."""
    return render(request, "tickets/parts/hints.html", {**_hints(request.GET.get("subject")), "checked": True})


@require_POST
def hint_solved(request):
    """“This solved it”: no request needed."""
    path = request.POST.get("path", "")
    if not is_own_path(path):
        return redirect("open_ticket")
    member = request.user if request.user.is_authenticated else None
    said = thank_for_hint(title=request.POST.get("subject", ""), path=path, lang=get_language(), actor=member)
    drafts.forget(request, DRAFT)
    messages.success(request, words_for_hint(said))
    return redirect(path)

"""Asking: what may answer it already is shown first, guests write before they sign in, nothing typed is lost.

One form, one address, no script needed. Before a question is published its author decides, once each, about private
matters in it and about questions that say the same; the answers stand in the form and hold for these very words.
"""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community import actions, drafts
from community.actions.hints import words_for_hint
from community.ask_form import AskForm
from community.asking import MIN_TITLE_LENGTH, Hint, TwinOffer, hints_for, known_tags, twins_of, was_sent
from community.errors import Refused
from community.models.threads import TITLE_LENGTH
from community.relations import question_numbered
from community.standing import silence_of
from community.texts import clean_title
from community.views.common import is_own_path, perform, thread_or_404, to_sign_in
from community.views.writing import brings_picture, form_with_picture, preview_of
from search.visitors import is_within_limit

DRAFT = "ask"
THANKS_A_MINUTE = 6  # that are remembered of one address


def ask(request):
    form_of = partial(AskForm, user=request.user)
    if request.method != "POST":
        draft = drafts.read(request, DRAFT)
        initial = draft or {name: request.GET.get(name, "") for name in ("board", "title")}
        if origin := question_numbered(request.user, request.GET.get("follow_up", "")):
            start = draft or {"board": origin.board.slug, "title": origin.title}
            initial = {**start, "follow_up": str(origin.pk)}
        return ask_page(request, form_of(initial=initial), has_draft=bool(draft))
    if "discard" in request.POST:
        drafts.forget(request, DRAFT)
        return redirect("ask")
    if "check" in request.POST:
        return ask_page(request, form_of(initial=request.POST.dict()), checked=True)
    if brings_picture(request):
        return ask_page(request, form_with_picture(request, form_of))
    form = form_of(request.POST)
    if not form.is_valid():
        return ask_page(request, form, status=422)
    if "preview" in request.POST:
        return ask_page(request, form, preview=preview_of(request, form.cleaned_data["body"]))
    return _ask_back(request, form) or _post_question(request, form)


def _ask_back(request, form):
    """What stands between a valid form and its publication, if anything does."""
    if held_back := form.held_back():
        return ask_page(request, held_back, status=422 if held_back.exposure else 200)
    if twins := _twins(request, form):
        return ask_page(request, form, status=422, twins=twins, may_post=not twins[0].is_same)
    if not request.user.is_authenticated:
        drafts.keep(request, DRAFT, form)
        return to_sign_in(request, request.path, _("Sign in to post your question. Your text is kept."))
    return None


def _twins(request, form) -> list[TwinOffer]:
    """None where the author said that theirs is another one, and word by word the same is never another one."""
    words = form.cleaned_data
    if silence_of(request.user):
        return []
    twins = twins_of(words["title"], words["body"], request.user)
    twins = [twin for twin in twins if str(twin.thread.pk) != words.get("follow_up")]
    is_another = constant_time_compare(words["twins_ok"], form.another) and not (twins and twins[0].is_same)
    return [] if is_another or was_sent(form.submission_key, request.user) else twins


def ask_page(request, form, *, status=200, **words):
    title = clean_title(str(form["title"].value() or ""))[:TITLE_LENGTH]
    form.fields["title"].widget.attrs.update(
        {
            "hx-get": reverse("ask_hints"),
            "hx-trigger": "input changed delay:300ms",
            "hx-target": "#hints",
            "hx-sync": "this:replace",
        }
    )
    hints = [] if words.get("twins") else hints_for(title, request.user)
    words = {"form": form, "title": title, **_shown(hints), "known_tags": known_tags(get_language()), **words}
    words["silence"] = silence_of(request.user)
    words["goes_on_from"] = question_numbered(request.user, str(form["follow_up"].value() or ""))
    return render(request, "community/ask.html", words, status=status)


def _shown(hints: list[Hint]) -> dict:
    answers = [hint for hint in hints if not hint.is_waiting]
    return {"answers": answers, "waiting": [hint for hint in hints if hint.is_waiting]}


def _post_question(request, form):
    words = form.cleaned_data
    try:
        thread = actions.ask(
            words["board"],
            request.user,
            words["title"],
            words["body"],
            get_language(),
            tags=words["tags"],
            submission_key=form.submission_key,
            follow_up_of=question_numbered(request.user, words["follow_up"]),
            origin=form.origin(request),
        )
    except Refused as refusal:
        refusal.show_in(form)
        return ask_page(request, form, status=422)
    drafts.forget(request, DRAFT)
    if not thread.is_hidden:
        messages.success(request, _("Your question is posted. We tell you by email when someone answers."))
    return redirect(thread)


@require_safe
def hints(request):
    """The fragment beside the form, while the title is typed."""
    title = clean_title(request.GET.get("title", ""))[:TITLE_LENGTH]
    found = hints_for(title, request.user)
    words = {"title": title, **_shown(found), "checked": len(title) >= MIN_TITLE_LENGTH}
    return render(request, "community/parts/hints.html", words)


@require_POST
def ask_me_too(request, pk):
    """ "Me too" instead of a twin: what was typed is kept in any case, and guests find it again after signing in."""
    thread = thread_or_404(request.user, pk)
    form = AskForm(request.POST, user=request.user)
    form.is_valid()
    if not request.htmx or not request.user.is_authenticated:
        drafts.keep(request, DRAFT, form)
    if not request.user.is_authenticated:
        words = _("Sign in to say that you have this problem too. Your text is kept.")
        return to_sign_in(request, reverse("ask"), words)
    done = _("You have this too now: we tell you when it is solved. What you wrote waits under “Ask the community”.")
    return perform(request, thread, actions.me_too, sign_in="", done=done, fragment=_has_it_too)


def _has_it_too(request, thread):
    return render(request, "community/parts/hint_me_too.html", {"thread": thread, "has_it_too": True})


@require_POST
def hint_solved(request):
    """ "This solved it": thank, remember what did, and forget the draft."""
    path = request.POST.get("path", "")
    if not is_own_path(path):
        return redirect("ask")
    member, said = request.user if request.user.is_authenticated else None, None
    if is_within_limit(request, "hint solved", THANKS_A_MINUTE):
        said = actions.thank_for_hint(title=request.POST.get("title", ""), path=path, lang=get_language(), actor=member)
    drafts.forget(request, DRAFT)
    messages.success(request, words_for_hint(said))
    return redirect("community_home")

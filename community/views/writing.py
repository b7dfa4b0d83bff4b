"""What helps while a text is written: pictures, quotations, names of members, a preview."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from community.actions.picturing import add_picture
from community.errors import Refused
from community.mentions import TOLD_AT_MOST, mentioned_in, people_named, with_names
from community.models import Thread
from community.permissions import is_member
from community.picture_files import MAX_MEGABYTES, too_heavy
from community.quoting import quotation_of
from community.rules import PICTURES_A_MINUTE
from community.texts import clean_title
from community.views.common import answer_or_404, thread_or_404
from search.visitors import is_within_limit
from site_config.formats import localized_number
from site_config.markdown import render_markdown

NAMES_A_MINUTE = 90
TRIES_A_MINUTE = PICTURES_A_MINUTE + 5  # to add a picture: those that are refused, or are there already, count too
LONGEST_WORDS = 200  # of what is said about a picture
MAX_REQUEST = (MAX_MEGABYTES + 1) * 1024 * 1024  # bytes; a longer one is not read


def taken_in(request: HttpRequest):
    """The picture that came along. To read one is dear: a member may try only so often, whatever becomes of it."""
    upload, tries = request.FILES.get("picture"), f"pictures {request.user.pk}"
    if upload is None:
        raise Refused(_("Choose a picture."))
    if is_member(request.user) and not is_within_limit(request, tries, TRIES_A_MINUTE):
        words = _("In a minute you can add this many pictures: %(number)s. Wait a moment, then add it.")
        raise Refused(words % {"number": localized_number(PICTURES_A_MINUTE)})
    return add_picture(upload, actor=request.user)


def picture_markdown(picture, words: str = "") -> str:
    words = clean_title(words)[:LONGEST_WORDS].translate(str.maketrans("[]\\", "()/"))
    words = words or _("describe the picture")
    return f"![{words}]({picture.file.url})"


@csrf_exempt  # The token stands in the body, which is too long to be read: the check follows in `_upload`.
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """A picture that a script sends: JSON with the Markdown that shows it, or with what is wrong."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_REQUEST:
        return _refusal(too_heavy(), 413)
    return _upload(request)


@csrf_protect
def _upload(request: HttpRequest) -> HttpResponse:
    if not is_member(request.user):
        return _refusal(_("Sign in to add pictures."), 403)
    try:
        picture = taken_in(request)
    except Refused as refusal:
        return _refusal(refusal.message, 422)
    return JsonResponse({"markdown": picture_markdown(picture)})


def _refusal(message: str, status: int) -> JsonResponse:
    return JsonResponse({"error": message}, status=status)


def brings_picture(request: HttpRequest) -> bool:
    """Whether the form comes for a picture, without script: then it is shown again, and nothing is posted."""
    return "add" in request.POST or bool(request.FILES.get("picture"))


def form_with_picture(request: HttpRequest, form_class):
    """The form again: with the picture that came along at the end of its text, or with what is wrong with it."""
    data = request.POST.copy()
    try:
        picture = taken_in(request)
    except Refused as refusal:
        form = form_class(data)
        form.is_valid()
        form.add_error("body", refusal.message)
        return form
    shown = picture_markdown(picture, data.get("picture_words", ""))
    data["body"] = f"{data.get('body', '').rstrip()}\n\n{shown}\n".lstrip("\n")
    return form_class(initial=data.dict())


def preview_of(request: HttpRequest, body: str, thread: Thread | None = None):
    """Clean HTML of a text as it would be posted. Who names many people learns that not all will be told."""
    source = with_names(body, thread) if is_member(request.user) else body
    if len(mentioned_in(source)) > TOLD_AT_MOST:
        messages.info(request, only_so_many())
    return render_markdown(source)


def only_so_many() -> str:
    return ngettext(
        "Only the first %(number)s of the people you name is told.",
        "Only the first %(number)s of the people you name are told.",
        TOLD_AT_MOST,
    ) % {"number": localized_number(TOLD_AT_MOST)}


@login_required
@require_safe
def names(request: HttpRequest) -> HttpResponse:
    """Whom ``@…`` may mean: people of the thread, and after two letters other members. So often a minute."""
    if not is_within_limit(request, f"names {request.user.pk}", NAMES_A_MINUTE):
        return ratelimit.respond_429(request)
    number, typed = request.GET.get("thread", ""), clean_title(request.GET.get("q", ""))[:60]
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    thread = thread_or_404(request.user, int(number)) if is_number else None
    named = request.GET.get("named", "")
    is_many = named.isascii() and named.isdigit() and len(named) < 6 and int(named) > TOLD_AT_MOST
    words = {"people": people_named(typed, thread, request.user), "note": only_so_many() if is_many else ""}
    return render(request, "community/parts/names.html", words)


@require_safe
def quote_thread(request: HttpRequest, pk: int) -> HttpResponse:
    return _quotation(request, thread_or_404(request.user, pk))


@require_safe
def quote_answer(request: HttpRequest, pk: int) -> HttpResponse:
    return _quotation(request, answer_or_404(request.user, pk))


def _quotation(request: HttpRequest, post) -> HttpResponse:
    """The Markdown that quotes a post, or those words of it that are asked for."""
    text = quotation_of(post, request.GET.get("words", ""))
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers={"X-Robots-Tag": "noindex"})

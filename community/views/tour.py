"""The tour: its start and its end on one page, the steps' buttons, and the practice question."""

from urllib.parse import urlencode

from allauth.core import ratelimit
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community import actions, practice, tour
from community.errors import Refused
from community.forms import FlagForm
from community.models.standing import Level
from community.privileges import privileges_of
from community.standing import is_team, level_of, standing_of
from community.views.common import is_own_path, lead_to, to_sign_in
from site_config.markdown import render_markdown


@require_safe
def start(request):
    """What it is and what it gives; for guests, how to begin; for whoever did it, what they know and what is open."""
    step = tour.step_of(request.user) if request.user.is_authenticated else tour.STEPS[0]
    words = {
        "steps": tour.STEPS,
        "step": step,
        "is_begun": request.user.is_authenticated and step is not None and step.number > 1,
        "is_of_team": request.user.is_authenticated and is_team(request.user),
        "is_rewarded": request.user.is_authenticated and bool(standing_of(request.user).toured_at),
        "is_new": not request.user.is_authenticated or level_of(request.user) == Level.NEW,
        "privileges": privileges_of(Level.MEMBER),
        "crumbs": [(_("Community"), reverse("community_home"))],
        "back_here": urlencode({"next": request.path}),
    }
    return render(request, "community/tour.html", words)


@require_POST
def begin(request):
    if not request.user.is_authenticated:
        return to_sign_in(request, reverse("tour"), _("Sign in to take the tour."))
    actions.begin_tour(actor=request.user)
    tour.begin(request)
    return redirect(_place_of(tour.step_of(request.user)))


@require_POST
def next_step(request):
    """The bar's button. What the page signed says which step was done on it."""
    step = tour.step_of(request.user) if tour.is_running(request) else None
    if step is None:
        return redirect("tour")
    back = _own(request.POST.get("next", ""))
    if not tour.proves(request.POST.get("token", ""), request.user, step.number):
        messages.info(request, f"{step.title}: {step.waits}")
        return redirect(back or _place_of(step))
    try:
        actions.finish_tour_step(step.number, actor=request.user, seconds=tour.seconds_of(request))
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(back or _place_of(step))
    following = tour.step_of(request.user)
    if following is None:
        tour.end(request)
        return redirect("tour")
    stays = following.page == step.page and back
    return redirect(back if stays else _place_of(following))


@require_POST
def skip(request):
    """Left for now: it goes on where it was."""
    if tour.is_running(request):
        tour.end(request)
        messages.info(request, _("You find the tour in the menu under your name, and go on where you left it."))
    return redirect(_own(request.POST.get("next", "")) or "tour")


def _own(path: str) -> str:
    return path if is_own_path(path) else ""


def _place_of(step: tour.TourStep) -> str:
    """The first one begins where everybody does."""
    return reverse(step.page) if step.number > 1 else f"/{get_language()}/"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def practise(request):
    """The practice question, as far as the member is. Nothing that is typed here is kept."""
    step = tour.step_of(request.user) if tour.is_running(request) else None
    if step is None or step.number < tour.PRACTICE:
        return redirect("tour")
    words = {"form": practice.PracticeForm()}
    if request.method == "POST" and "body" in request.POST:
        words = _previewed(request)
    elif request.method == "POST":
        words["wrong"] = _accepted(request)
    status = 422 if words["form"].errors else 200
    return render(request, "community/tour_practice.html", {**_practice(request, step), **words}, status=status)


def _previewed(request) -> dict:
    form = practice.PracticeForm(request.POST)
    if not form.is_valid():
        return {"form": form}
    tour.remember(request, 4)
    return {"form": form, "preview": render_markdown(form.cleaned_data["body"])}


def _accepted(request) -> str:
    """Why this is not the one that solves it; empty when it is."""
    answer = practice.answer_called(request.POST.get("accept", ""))
    if answer and answer.solves:
        tour.remember(request, 5)
        return ""
    return answer.why_not if answer else _("It is not there any more.")


@require_POST
def preview(request):
    """The editor's preview, with the bar's next words."""
    if not tour.is_running(request) or tour.step_of(request.user) is None:
        return redirect("tour")
    if not ratelimit.consume(request, action="preview"):
        return ratelimit.respond_429(request)
    words = _previewed(request)
    html = words.get("preview") or render_markdown(request.POST.get("body", "")[:2000])
    return render(request, "community/parts/tour_preview.html", {"html": html, "form": words["form"]})


def _practice(request, step: tour.TourStep) -> dict:
    """What stands on its page: answers from the fifth step on, the accepted one first."""
    is_solved = tour.was_done(request, 5)
    answers = sorted(practice.ANSWERS, key=lambda answer: answer is not practice.SOLUTION) if is_solved else ()
    return {
        "step": step,
        "asker": practice.ASKER,
        "title": practice.TITLE,
        "question": practice.QUESTION,
        "answers": (answers or practice.ANSWERS) if step.number > tour.PRACTICE else (),
        "is_solved": is_solved,
        "was_previewed": tour.was_done(request, 4),
        "was_reported": tour.was_done(request, 6),
        "crumbs": [(_("Community"), reverse("community_home")), (_("Tour"), reverse("tour"))],
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, key):
    """The form by which posts are reported; of the practice question nobody learns."""
    step, answer = tour.step_of(request.user) if tour.is_running(request) else None, practice.answer_called(key)
    if step is None or step.number < tour.LAST or answer is None:
        return redirect("tour")
    form = FlagForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if answer.is_spam:
            tour.remember(request, 6)
            return lead_to(request, f"{reverse('tour_practice')}#what-happens")
        form.add_error(None, answer.not_spam)
    words = {
        "form": form,
        "answer": answer,
        "page": request.path,
        "may_report": True,
        "back_url": f"{reverse('tour_practice')}#answer-{answer.pk}",
    }
    template = "community/parts/report.html" if request.htmx else "community/tour_report.html"
    return render(request, template, words, status=422 if form.errors else 200)

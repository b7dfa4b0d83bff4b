"""The tour: six steps on the real site, each done and not clicked away. What they are, and how a page proves one.

How far a member is stands in their `Standing`. That the tour runs now, since when, and what was done on the practice
question, their session knows. The page on which a step is done signs a token, and only with it the next step begins.
"""

import time
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.core import signing
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.standing import standing_of

SESSION = "tour"
QUICKEST = 20  # seconds from its begin to its end: nobody reads quicker
TOKEN_LASTS = 24 * 3600
_signer = signing.TimestampSigner(salt="community.tour")


@dataclass(frozen=True)
class TourStep:
    """``name``: by it the style sheet finds what is meant on the page. ``page``: the URL name of where it is done.
    ``found_nothing``: what is said instead of ``done`` when there is nothing to be seen."""

    number: int
    name: str
    title: Promise
    do: Promise
    waits: Promise
    done: Promise
    page: str
    found_nothing: Promise | str = ""


STEPS = (
    TourStep(
        1,
        "search",
        _("Search"),
        _("Most problems were solved before. Type a word or two into the search box, as you would for one of yours."),
        _("Goes on when you have searched."),
        _("Articles, videos and solved questions, the likeliest first. Often this is all it takes."),
        "search",
        _("Nothing there this time. Other words, or fewer, often find it; for what is new, one asks."),
    ),
    TourStep(
        2,
        "read",
        _("Read"),
        _("Open an article or a solved question that looks right."),
        _("Goes on when one is open."),
        _("This is what an answer looks like. If it solved your problem, say so: the next one finds it sooner."),
        "search",
    ),
    TourStep(
        3,
        "ask",
        _("Ask"),
        _("Nothing fits? Then ask. Begin with a title, and watch what may answer it already. Nothing is posted."),
        _("Goes on when the title has a few words."),
        _("That is how you ask: a title, the details, the board. Leave it here for now; nothing was posted."),
        "ask",
    ),
    TourStep(
        4,
        "answer",
        _("Answer"),
        _("Now help somebody. Only you see this question. Write a sentence that may help, and look at its preview."),
        _("Goes on when you have seen the preview."),
        _("So it would look to everyone. Nothing was published, and nobody was told."),
        "tour_practice",
    ),
    TourStep(
        5,
        "accept",
        _("Accept"),
        _("Suppose the question is yours. One of these answers solves it: say which."),
        _("Goes on when you have accepted it."),
        _("Readers find it first now, and the question as solved. Whoever wrote it earns points for it."),
        "tour_practice",
    ),
    TourStep(
        6,
        "report",
        _("Report"),
        _("One answer only sells something. Report it, and read what happens then."),
        _("Goes on when you have reported it."),
        _("That is all. You helped to keep this place worth reading."),
        "tour_practice",
    ),
)
LAST = len(STEPS)
PRACTICE = 4  # the first step on the practice question


def is_running(request) -> bool:
    return request.user.is_authenticated and SESSION in request.session


def step_of(member: AbstractBaseUser) -> TourStep | None:
    """The step that a member is at; None when all are done."""
    done = standing_of(member).tour_step
    return STEPS[done] if done < LAST else None


def token_for(member: AbstractBaseUser, step: TourStep) -> str:
    """By this a page says that the step was done on it."""
    return _signer.sign_object([member.pk, step.number])


def proves(token: str, member: AbstractBaseUser, number: int) -> bool:
    try:
        return _signer.unsign_object(token, max_age=TOKEN_LASTS) == [member.pk, number]
    except signing.BadSignature:
        return False


def begin(request) -> None:
    """It runs in this session from now on; what runs goes on."""
    request.session.setdefault(SESSION, {"began": time.time(), "did": 0})


def end(request) -> None:
    request.session.pop(SESSION, None)


def remember(request, number: int) -> None:
    """What this step asks for was done on the practice question; of another step's there is nothing to remember."""
    step = step_of(request.user)
    if step and step.number == number:
        request.session[SESSION] = {**request.session[SESSION], "did": number}


def was_done(request, number: int) -> bool:
    return request.session[SESSION].get("did", 0) >= number


def seconds_of(request) -> float:
    return time.time() - request.session[SESSION]["began"]

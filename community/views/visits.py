"""What a member's page tells by itself (static/js/visit.js): that they are here, and how long they read."""

from contextlib import suppress
from datetime import UTC, datetime

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from community import actions
from community.actions import Refused
from community.views.common import thread_or_404


@require_POST
def visit(request):
    with suppress(Refused):
        actions.note_visit(actor=request.user)
    return HttpResponse(status=204)


@require_POST
def reading(request, pk):
    """``seconds`` it was looked at, as it was shown at ``until`` (seconds since 1970)."""
    if request.user.is_authenticated:
        with suppress(Refused):
            seconds, until = (_number(request.POST.get(name, "")) for name in ("seconds", "until"))
            shown = datetime.fromtimestamp(until, UTC) if until else timezone.now()
            actions.note_reading(thread_or_404(request.user, pk), seconds, shown, actor=request.user)
    return HttpResponse(status=204)


def _number(text: str) -> int:
    """Of up to ten digits; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else 0

"""The live parts of the inbox: fragments for htmx, the inbox again for everyone else."""

import json

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import mark_read
from accounts.views import by_day

PAGE_LENGTH = 30


def inbox_page(request):
    return Paginator(request.user.notifications.select_related("actor"), PAGE_LENGTH).get_page(request.GET.get("page"))


@require_safe
@never_cache
def bell(request):
    """How much is new. Asked by pages that lie open: a guest whose session ended meanwhile is told nothing."""
    if not request.user.is_authenticated:
        return HttpResponse(status=204)
    return render(request, "components/bell.html")


@login_required
@require_POST
def read_notification(request, pk):
    """Mark one notification read without going where it points."""
    notification = get_object_or_404(request.user.notifications.select_related("actor"), pk=pk)
    mark_read(request.user, [notification.pk])
    if not request.htmx:
        return redirect("inbox")
    notification.refresh_from_db(fields=["read_at"])
    return _changed(render(request, "accounts/_notification.html", {"notification": notification}))


@login_required
@require_POST
def read_all(request):
    mark_read(request.user)
    if not request.htmx:
        return redirect("inbox")
    page = inbox_page(request)
    fragment = render(request, "accounts/_inbox_list.html", {"page": page, "days": by_day(page)})
    return _changed(fragment, toast=_("Everything is marked as read."))


def _changed(response: HttpResponse, **events: str) -> HttpResponse:
    """Let the bell count again, and say ``toast`` if there is one."""
    response["HX-Trigger"] = json.dumps({"inbox-changed": "", **events})
    return response

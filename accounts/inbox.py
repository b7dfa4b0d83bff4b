"""The inbox, and its live parts: fragments for htmx, the inbox again for everyone else."""

import json

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import mark_group_read, mark_read
from accounts.inbox_rows import inbox_page, rows_of
from accounts.views import by_day
from site_config.addresses import in_language


def _words(request) -> dict:
    only_unread = request.GET.get("show") == "unread"
    page = inbox_page(request.user, request.GET, only_unread=only_unread)
    return {"page": page, "days": by_day(page), "only_unread": only_unread}


@login_required
@require_safe
def inbox(request):
    """``?show=unread`` for what is new."""
    has_unread = request.user.notifications.unread().exists()
    shows = [(_("All"), "", ""), (_("Unread"), "unread", "?show=unread")]
    current = "unread" if request.GET.get("show") == "unread" else ""
    chips = [{"title": title, "url": request.path + query, "current": show == current} for title, show, query in shows]
    return render(request, "accounts/inbox.html", {**_words(request), "has_unread": has_unread, "chips": chips})


@require_safe
@never_cache
def bell(request):
    """How much is new. Asked by pages that lie open: a guest whose session ended meanwhile is told nothing."""
    if not request.user.is_authenticated:
        return HttpResponse(status=204)
    return render(request, "components/bell.html")


@login_required
@require_POST
def open_notification(request, pk):
    """Mark a notification read, with all of its subject, and go where it points."""
    notification = get_object_or_404(request.user.notifications, pk=pk)
    mark_group_read(request.user, notification.group)
    return redirect(in_language(notification.url, get_language()))


@login_required
@require_POST
def read_notification(request, pk):
    """Mark a notification read, with all of its subject, without going where it points."""
    notification = get_object_or_404(request.user.notifications, pk=pk)
    mark_group_read(request.user, notification.group)
    if not request.htmx:
        return redirect("inbox")
    [row] = rows_of(request.user, [notification.pk])
    return _changed(render(request, "accounts/_notification.html", {"notification": row}))


@login_required
@require_POST
def read_all(request):
    mark_read(request.user)
    if not request.htmx:
        return redirect("inbox")
    fragment = render(request, "accounts/_inbox_list.html", _words(request))
    return _changed(fragment, toast=_("Everything is marked as read."))


def _changed(response: HttpResponse, **events: str) -> HttpResponse:
    """Let the bell count again, and say ``toast`` if there is one."""
    response["HX-Trigger"] = json.dumps({"inbox-changed": "", **events})
    return response

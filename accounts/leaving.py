"""The pages where somebody takes their data along, or leaves."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.closing import LastAdministrator, close_account, export_of


@login_required
@reauthentication_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request):
    """GET says what will happen; POST, with the box ticked, does it. Both ask for the password again."""
    problem = ""
    if request.method == "POST" and "sure" not in request.POST:
        problem = _("Tick the box if you are sure.")
    elif request.method == "POST":
        try:
            close_account(request.user)
        except LastAdministrator as refusal:
            problem = refusal.message
        else:
            logout(request)
            messages.success(request, _("Your account is deleted. Take care."))
            return redirect("community_home")
    return render(request, "accounts/close.html", {"problem": problem}, status=422 if problem else 200)


@login_required
@reauthentication_required
@never_cache
@require_safe
def export(request):
    """All of it in one file."""
    answer = JsonResponse(export_of(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer

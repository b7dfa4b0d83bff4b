from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST
from django.views.i18n import set_language

from accounts import actions
from accounts.actions import set_mail_preferences
from accounts.forms import PreferencesForm
from accounts.stopping import stop_mails
from accounts.unsubscribing import in_words, read_token


def choose_language(request):
    """POST: keep the language in a cookie and, signed in, in the account; then lead to ``next``. GET keeps nothing."""
    response, language = set_language(request), request.POST.get("language")
    if request.user.is_authenticated and language in dict(settings.LANGUAGES):
        actions.choose_language(request.user, language)
    return response


def by_day(notifications) -> list[tuple[str, list]]:
    """The notifications in their order under “Today”, “Yesterday” and “Earlier”, without empty parts."""
    today = timezone.localdate()
    names = {today: _("Today"), today - timedelta(days=1): _("Yesterday")}
    days: dict[str, list] = {}
    for notification in notifications:
        day = timezone.localtime(notification.created_at).date()
        days.setdefault(names.get(day, _("Earlier")), []).append(notification)
    return list(days.items())


@login_required
def preferences(request):
    form = PreferencesForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        user = form.save()
        set_mail_preferences(user, form.wanted_mails())
        with override(user.language):
            messages.success(request, _("Saved."))
            return _with_language_kept(redirect(reverse("preferences")), user.language)
    return render(request, "accounts/preferences.html", {"form": form}, status=422 if form.errors else 200)


@csrf_exempt  # the signed token is the authority: mail programs post it without a session (RFC 8058)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token):
    """POST stops the mails the token names, at once and without signing in; GET only shows the button that does."""
    known = read_token(token)
    if known is None:
        return render(request, "accounts/unsubscribe.html", {"is_unknown": True}, status=404)
    user, subject = known
    if request.method == "POST":
        stop_mails(user, subject)
    words = {"subject": in_words(subject), "is_done": request.method == "POST"}
    return render(request, "accounts/unsubscribe.html", words)


def _with_language_kept(response, language: str):
    """The same cookie as ``choose_language`` sets, so that the language stays after signing out."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response


@login_required
@require_POST
def sign_out_elsewhere(request):
    """End one's sessions on every other device."""
    actions.sign_out_everywhere(request.user, but=request.session.session_key)
    messages.success(request, _("You are signed out on your other devices."))
    return redirect("account_change_password")

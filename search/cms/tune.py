"""“Tune a search”: what a reader finds, and what an editor can do about it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from search import actions
from search.cms.forms import CANNOT_ANSWER, TuneForm
from search.cms.trying import DAYS, try_search, tune_url
from search.engines.base import SearchUnavailable
from search.models import HiddenResult, PinnedResult
from search.permissions import can_tune_search
from search.questions import clean, read
from search.tuning import MAX_PINS


class TuneView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "search/cms/tune.html"
    page_title = gettext_lazy("Tune a search")
    header_icon = "sliders"

    def dispatch(self, request, *args, **kwargs):
        if not can_tune_search(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        query = self.request.GET
        form = TuneForm(query if "q" in query else None, initial={"lang": get_language()})
        tried = None
        if form.is_bound and form.is_valid():
            try:
                tried = try_search(form.cleaned_data["q"], form.cleaned_data["lang"])
            except SearchUnavailable:
                form.add_error(None, CANNOT_ANSWER)
        return super().get_context_data(**kwargs) | {"form": form, "tried": tried, "days": DAYS}


@require_POST
def act(request):
    """One decision about one result of one search."""
    if not can_tune_search(request.user):
        raise PermissionDenied
    form, decide = TuneForm(request.POST), DECISIONS.get(request.POST.get("decision", ""))
    if not form.is_valid() or not decide:
        return redirect("search_tune:index")
    text, lang = form.cleaned_data["q"], form.cleaned_data["lang"]
    try:
        messages.success(request, decide(clean(request.POST.get("identifier", "")), text, lang, request.user))
    except actions.TooManyPins:
        most = {"most": MAX_PINS}
        messages.error(request, _("At most %(most)s results can be pinned for a search. Unpin one first.") % most)
    except SearchUnavailable:
        messages.error(request, CANNOT_ANSWER)
    except (actions.CannotTune, PinnedResult.DoesNotExist, HiddenResult.DoesNotExist):
        messages.error(request, _("That result is not there any more. Nothing was changed."))
    return redirect(tune_url(text, lang))


def _pin(identifier, text, lang, actor) -> str:
    pin = actions.pin_result(identifier, text=text, lang=lang, actor=actor)
    return _("Pinned to the top: %(title)s") % {"title": pin.title}


def _move(up: bool):
    def move(identifier, text, lang, actor) -> str:
        pin = _pin_of(identifier, text, lang)
        actions.move_pin(pin, up=up, actor=actor)
        return _("Moved: %(title)s") % {"title": pin.title}

    return move


def _unpin(identifier, text, lang, actor) -> str:
    pin = _pin_of(identifier, text, lang)
    actions.unpin_result(pin, actor=actor)
    return _("Not pinned any more: %(title)s") % {"title": pin.title}


def _hide(everywhere: bool):
    def hide(identifier, text, lang, actor) -> str:
        hidden = actions.hide_result(identifier, text=text, lang=lang, everywhere=everywhere, actor=actor)
        if everywhere:
            return _("Hidden in every search: %(title)s") % {"title": hidden.title}
        return _("Hidden for this search: %(title)s") % {"title": hidden.title}

    return hide


def _show(identifier, text, lang, actor) -> str:
    """`identifier` is the row of the decision: a result may be hidden for this search and everywhere."""
    hidden = HiddenResult.objects.get(pk=identifier if identifier.isdecimal() else None)
    actions.show_result(hidden, actor=actor)
    return _("Shown again: %(title)s") % {"title": hidden.title}


def _pin_of(identifier: str, text: str, lang: str) -> PinnedResult:
    return PinnedResult.objects.get(lang=lang, key=read(text, lang).key, identifier=identifier)


DECISIONS = {
    "pin": _pin,
    "up": _move(up=True),
    "down": _move(up=False),
    "unpin": _unpin,
    "hide": _hide(everywhere=False),
    "hide_everywhere": _hide(everywhere=True),
    "show": _show,
}


class TuneMenuItem(MenuItem):
    def is_shown(self, request):
        return can_tune_search(request.user)


class TuneViewSet(ViewSet):
    name = "search_tune"
    url_prefix = "search/tune"
    icon = "sliders"
    menu_label = gettext_lazy("Tune a search")
    menu_item_class = TuneMenuItem

    def get_urlpatterns(self):
        return [path("", TuneView.as_view(), name="index"), path("act/", act, name="act")]

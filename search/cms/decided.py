"""Lists of what was pinned and hidden: for which search, by whom, and whether it can still be found."""

from django.utils.translation import gettext_lazy as _
from haystack import connections
from wagtail.admin.ui.tables import Column, DateColumn, UserColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from search import actions
from search.cms.policy import ByRole, LookAndDeletePolicy
from search.cms.trying import tune_url
from search.engines.base import SearchUnavailable
from search.models import HiddenResult, PinnedResult


def state_of(decision) -> str:
    """The index holds what is public, so no app needs to be asked."""
    try:
        is_public = connections["default"].get_backend().fetch([decision.identifier])
    except SearchUnavailable:
        return ""
    return _("public") if is_public else _("no longer public")


def search_of(decision) -> str:
    return decision.query if decision.key else _("every search")


class DecidedIndexView(generic.IndexView):
    """A row leads to its search, where it is changed."""

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("created_by__wagtail_userprofile")

    def get_edit_url(self, instance):
        return tune_url(instance.query, instance.lang)


class UnpinView(generic.DeleteView):
    def delete_action(self):
        actions.unpin_result(self.object, actor=self.request.user)


class ShowAgainView(generic.DeleteView):
    def delete_action(self):
        actions.show_result(self.object, actor=self.request.user)


class DecidedViewSet(ByRole, ModelViewSet):
    policy_class = LookAndDeletePolicy
    form_fields = []
    index_view_class = DecidedIndexView
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = [
        "title",
        Column("query", label=_("Search"), accessor=search_of, sort_key="query"),
        Column("get_lang_display", label=_("Language"), sort_key="lang"),
        Column("state", label=_("State"), accessor=state_of),
        UserColumn("created_by"),
        DateColumn("created_at", label=_("When"), sort_key="created_at"),
    ]
    list_filter = ["lang"]
    search_fields = ["query", "title"]
    ordering = ["-created_at"]


class PinnedViewSet(DecidedViewSet):
    model = PinnedResult
    name = "search_pinned"
    url_prefix = "search/pinned"
    icon = "thumbtack"
    menu_label = _("Pinned results")
    delete_view_class = UnpinView


class HiddenViewSet(DecidedViewSet):
    model = HiddenResult
    name = "search_hidden"
    url_prefix = "search/hidden"
    icon = "no-view"
    menu_label = _("Hidden results")
    delete_view_class = ShowAgainView

"""In the CMS: the menu “Site search”, apart from Wagtail's own search among pages."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from search.cms.decided import HiddenViewSet, PinnedViewSet
from search.cms.synonyms import SynonymViewSet
from search.cms.tune import TuneViewSet


class SearchViewSetGroup(ViewSetGroup):
    menu_label = _("Site search")
    menu_name = "search-tuning"
    menu_icon = "sliders"
    menu_order = 350
    items = (TuneViewSet, SynonymViewSet, PinnedViewSet, HiddenViewSet)


@hooks.register("register_admin_viewset")
def tune_search():
    return SearchViewSetGroup()

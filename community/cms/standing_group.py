"""In the CMS: the menu “Standing”, all that people decide about points, levels and badges."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from community.cms.article_texts import ArticleTextsViewSet
from community.cms.champions import HonoursViewSet
from community.cms.points_rules import RulesViewSet


class StandingViewSetGroup(ViewSetGroup):
    menu_label = _("Standing")
    menu_name = "standing"
    menu_icon = "pick"
    menu_order = 345
    items = (ArticleTextsViewSet, RulesViewSet, HonoursViewSet)

"""In the CMS: the menu “Standing”, all that people decide about points, levels and badges."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from community.cms.article_texts import ArticleTextsViewSet
from community.cms.champions import HonoursViewSet
from community.cms.experts import ExpertTermViewSet
from community.cms.organisations import HouseholdViewSet, OrganisationViewSet
from community.cms.point_appeals import PointAppealViewSet
from community.cms.points_rules import RulesViewSet
from community.cms.reviews import PointReviewViewSet


class StandingViewSetGroup(ViewSetGroup):
    menu_label = _("Standing")
    menu_name = "standing"
    menu_icon = "pick"
    menu_order = 345
    items = (
        PointReviewViewSet,
        PointAppealViewSet,
        ArticleTextsViewSet,
        RulesViewSet,
        HonoursViewSet,
        ExpertTermViewSet,
        OrganisationViewSet,
        HouseholdViewSet,
    )

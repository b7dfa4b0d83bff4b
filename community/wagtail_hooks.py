"""The community in the CMS: its boards, its posts and their log, what of points waits for a person."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from community.actions.appealing_points import APPEAL_DECIDED
from community.actions.judging_points import DECIDED
from community.cms.article_texts import TakenOverFormatter, TextsWaiting
from community.cms.boards import BoardViewSet, delete_boards_with_questions_singly
from community.cms.point_appeals import AppealDecidedFormatter, PointsWaiting
from community.cms.posts import AnswerViewSet, ModerationActionViewSet, ThreadViewSet
from community.cms.reviews import PointsDecidedFormatter
from community.cms.standing_group import StandingViewSetGroup
from community.cms.words import BlockedWordViewSet
from community.reputation.ranking import rank_again

register_snippet(BoardViewSet)
hooks.register("before_delete_snippet", delete_boards_with_questions_singly)
register_snippet(BlockedWordViewSet)


@hooks.register("register_log_actions")
def tell_what_was_decided(actions):
    actions.register_action("community.text_taken_over")(TakenOverFormatter)
    actions.register_action(DECIDED)(PointsDecidedFormatter)
    actions.register_action(APPEAL_DECIDED)(AppealDecidedFormatter)


@hooks.register("after_bulk_action")
def rank_as_accounts_say(request, action_type, objects, action):
    """Accounts that are closed, or opened again, several at a time: no row of theirs is saved by itself."""
    if action_type == "set_active_state":
        rank_again([member.pk for member in objects])


@hooks.register("construct_homepage_summary_items")
def tell_of_what_waits(request, items):
    items += [TextsWaiting(request), PointsWaiting(request)]


@hooks.register("register_admin_viewset")
def look_through_posts():
    return [ThreadViewSet(), AnswerViewSet(), ModerationActionViewSet(), StandingViewSetGroup()]

"""The community in the CMS: boards are edited there; threads, answers and what moderators
did are looked through, and opened on the site."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import ModelPermissionPolicy
from wagtail.snippets.models import register_snippet

from community.actions.appealing_points import APPEAL_DECIDED
from community.actions.judging_points import DECIDED
from community.cms.article_texts import TakenOverFormatter, TextsWaiting
from community.cms.boards import BoardViewSet, delete_boards_with_questions_singly
from community.cms.point_appeals import AppealDecidedFormatter, PointsWaiting
from community.cms.reviews import PointsDecidedFormatter
from community.cms.standing_group import StandingViewSetGroup
from community.cms.words import BlockedWordViewSet
from community.models import Answer, ModerationAction, Thread


class LookOnlyPolicy(ModelPermissionPolicy):
    """Posts change on the site, through the actions: the CMS only shows them."""

    def user_has_permission(self, user, action):
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return "view" in actions and super().user_has_permission(user, "view")


class PostViewSet(ModelViewSet):
    """A list with search; each post's title leads to it on the site, where moderators act."""

    inspect_view_enabled = True
    form_fields = []
    list_per_page = 50
    add_to_admin_menu = True
    ordering = ["-pk"]

    @property
    def permission_policy(self):
        return LookOnlyPolicy(self.model)


def on_the_site(post):
    return format_html('<a href="{}">{}</a>', post.home_url, _("Open on the site"))


class ThreadViewSet(PostViewSet):
    model = Thread
    name = url_prefix = "threads"
    icon = "help"
    menu_label = _("Questions")
    menu_order = 310
    list_display = [
        "title",
        Column("board", label=_("Board")),
        Column("author", label=_("Author")),
        Column("language", label=_("Language"), sort_key="language"),
        Column("get_state_display", label=_("State"), sort_key="state"),
        Column("answer_count", label=_("Answers"), sort_key="answer_count"),
        BooleanColumn("is_hidden", label=_("Hidden")),
        DateColumn("created_at", label=_("Asked"), sort_key="created_at"),
        Column("link", label="", accessor=on_the_site),
    ]
    list_filter = ["board", "state", "language"]
    search_fields = ["title"]
    inspect_view_fields = [
        "title", "board", "author", "language", "state", "body_source", "created_at", "hidden_at", "hidden_reason",
    ]  # fmt: skip

    def get_queryset(self, request):
        return Thread.objects.select_related("board", "author").prefetch_related("board__texts")


class AnswerViewSet(PostViewSet):
    model = Answer
    name = url_prefix = "answers"
    icon = "comment"
    menu_label = _("Answers")
    menu_order = 320
    list_display = [
        Column("thread", label=_("Question")),
        Column("author", label=_("Author")),
        BooleanColumn("is_accepted", label=_("Accepted")),
        BooleanColumn("is_official", label=_("By our team")),
        BooleanColumn("is_hidden", label=_("Hidden")),
        Column("helpful_score", label=_("Found helpful")),
        DateColumn("created_at", label=_("Answered"), sort_key="created_at"),
        Column("link", label="", accessor=on_the_site),
    ]
    list_filter = ["is_official"]
    search_fields = ["body_source"]
    inspect_view_fields = ["thread", "author", "body_source", "created_at", "accepted_at", "hidden_at", "hidden_reason"]

    def get_queryset(self, request):
        return Answer.objects.select_related("thread", "author")


def history_on_the_site(done):
    words = _("History and undo") if done.may_be_undone else _("History")
    return format_html('<a href="{}">{}</a>', done.history_url, words) if done.history_url else "–"


def by_whom(done):
    return done.actor or _("by the rules")


class ModerationActionViewSet(PostViewSet):
    """Every act with who, what, why, before and after. It only grows; undoing leads to the post's history."""

    model = ModerationAction
    name = url_prefix = "moderation-log"
    icon = "history"
    menu_label = _("Moderation log")
    menu_order = 330
    list_display = [
        Column("get_act_display", label=_("Act")),
        Column("thread", label=_("Question")),
        Column("actor", label=_("By"), accessor=by_whom),
        Column("member", label=_("Whom it concerns")),
        Column("why", label=_("Reason")),
        BooleanColumn("is_undone", label=_("Undone")),
        DateColumn("created_at", label=_("When"), sort_key="created_at"),
        Column("link", label="", accessor=history_on_the_site),
    ]
    list_filter = {"act": ["exact"], "created_at": ["gte", "lte"]}
    search_fields = ["reason"]
    inspect_view_fields = [
        "act", "actor", "member", "thread", "answer", "reason", "before", "after", "created_at", "reverses",
    ]  # fmt: skip

    def get_queryset(self, request):
        return ModerationAction.objects.select_related("actor", "member", "thread", "answer", "reversed_by")


register_snippet(BoardViewSet)
hooks.register("before_delete_snippet", delete_boards_with_questions_singly)
register_snippet(BlockedWordViewSet)


@hooks.register("register_log_actions")
def tell_what_was_decided(actions):
    actions.register_action("community.text_taken_over")(TakenOverFormatter)
    actions.register_action(DECIDED)(PointsDecidedFormatter)
    actions.register_action(APPEAL_DECIDED)(AppealDecidedFormatter)


@hooks.register("construct_homepage_summary_items")
def tell_of_what_waits(request, items):
    items += [TextsWaiting(request), PointsWaiting(request)]


@hooks.register("register_admin_viewset")
def look_through_posts():
    return [ThreadViewSet(), AnswerViewSet(), ModerationActionViewSet(), StandingViewSetGroup()]

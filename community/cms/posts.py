"""Questions, answers and what moderators did, in the CMS: looked through there, and opened on the site."""

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from community.cms.columns import WordsColumn, name_of_language
from community.cms.policies import LookPolicy
from community.models import Answer, Board, ModerationAction, Thread


class PostViewSet(ModelViewSet):
    """A list with search; each post's title leads to it on the site, where moderators act."""

    inspect_view_enabled = True
    form_fields = []
    list_per_page = 50
    add_to_admin_menu = True
    ordering = ["-pk"]

    @property
    def permission_policy(self):
        return LookPolicy(self.model)


def on_the_site(post):
    return format_html('<a href="{}">{}</a>', post.home_url, _("Open on the site"))


class IndexOfThreads(IndexView):
    def get_base_queryset(self):
        return Thread.objects.select_related("board", "author").prefetch_related("board__texts")


class ThreadFilters(WagtailFilterSet):
    """Boards are offered by their names, which are fetched together."""

    board = ModelChoiceFilter(label=gettext_lazy("Board"), queryset=lambda request: Board.objects.with_texts())

    class Meta:
        model = Thread
        fields = ["board", "state", "language"]


class ThreadViewSet(PostViewSet):
    model = Thread
    name = url_prefix = "threads"
    icon = "help"
    menu_label = gettext_lazy("Questions")
    menu_order = 310
    index_view_class = IndexOfThreads
    list_display = [
        "title",
        WordsColumn("board", label=gettext_lazy("Board")),
        WordsColumn("author", label=gettext_lazy("Author")),
        Column("language", label=gettext_lazy("Language"), accessor=name_of_language, sort_key="language"),
        Column("get_state_display", label=gettext_lazy("State"), sort_key="state"),
        Column("answer_count", label=gettext_lazy("Answers"), sort_key="answer_count"),
        BooleanColumn("is_hidden", label=gettext_lazy("Hidden")),
        DateColumn("created_at", label=gettext_lazy("Asked"), sort_key="created_at"),
        Column("link", label="", accessor=on_the_site),
    ]
    filterset_class = ThreadFilters
    search_fields = ["title"]
    inspect_view_fields = [
        "title", "board", "author", "language", "state", "body_source", "created_at", "hidden_at", "hidden_reason",
    ]  # fmt: skip


class IndexOfAnswers(IndexView):
    def get_base_queryset(self):
        return Answer.objects.select_related("thread", "author")


class AnswerViewSet(PostViewSet):
    model = Answer
    name = url_prefix = "answers"
    icon = "comment"
    menu_label = gettext_lazy("Answers")
    menu_order = 320
    index_view_class = IndexOfAnswers
    list_display = [
        WordsColumn("thread", label=gettext_lazy("Question")),
        WordsColumn("author", label=gettext_lazy("Author")),
        BooleanColumn("is_accepted", label=gettext_lazy("Accepted")),
        BooleanColumn("is_official", label=gettext_lazy("By our team")),
        BooleanColumn("is_hidden", label=gettext_lazy("Hidden")),
        Column("helpful_score", label=gettext_lazy("Found helpful")),
        DateColumn("created_at", label=gettext_lazy("Answered"), sort_key="created_at"),
        Column("link", label="", accessor=on_the_site),
    ]
    list_filter = ["is_official"]
    search_fields = ["body_source"]
    inspect_view_fields = ["thread", "author", "body_source", "created_at", "accepted_at", "hidden_at", "hidden_reason"]


def history_on_the_site(done):
    words = _("History and undo") if done.may_be_undone else _("History")
    return format_html('<a href="{}">{}</a>', done.history_url, words) if done.history_url else "–"


def by_whom(done):
    return done.actor or _("by the rules")


class IndexOfActs(IndexView):
    def get_base_queryset(self):
        return ModerationAction.objects.select_related("actor", "member", "thread", "answer", "reversed_by")


class ModerationActionViewSet(PostViewSet):
    """Every act with who, what, why, before and after. It only grows; undoing leads to the post's history."""

    model = ModerationAction
    name = url_prefix = "moderation-log"
    icon = "history"
    menu_label = gettext_lazy("Moderation log")
    menu_order = 330
    index_view_class = IndexOfActs
    list_display = [
        Column("get_act_display", label=gettext_lazy("Act")),
        WordsColumn("thread", label=gettext_lazy("Question")),
        WordsColumn("actor", label=gettext_lazy("By"), accessor=by_whom),
        WordsColumn("member", label=gettext_lazy("Whom it concerns")),
        WordsColumn("why", label=gettext_lazy("Reason")),
        BooleanColumn("is_undone", label=gettext_lazy("Undone")),
        DateColumn("created_at", label=gettext_lazy("When"), sort_key="created_at"),
        Column("link", label="", accessor=history_on_the_site),
    ]
    list_filter = {"act": ["exact"], "created_at": ["gte", "lte"]}
    search_fields = ["reason"]
    inspect_view_fields = [
        "act", "actor", "member", "thread", "answer", "reason", "before", "after", "created_at", "reverses",
    ]  # fmt: skip

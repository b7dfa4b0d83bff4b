"""Boards in the CMS: one screen for what a board is and who takes part; and how one with questions is deleted."""

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import DeleteView, SnippetViewSet

from community import actions
from community.cms.board_form import BoardForm
from community.errors import Refused
from community.models import Board
from site_config.formats import isolated


def delete_boards_with_questions_singly(request, instances):
    """Of several boards ticked in the list none is deleted while one of them has questions."""
    boards = [instance for instance in instances if isinstance(instance, Board)]
    if request.resolver_match.url_name == "wagtail_bulk_action" and boards:
        full = Board.objects.with_texts().filter(pk__in=[board.pk for board in boards], threads__isnull=False).first()
        if full:
            words = _("Questions stand on %(board)s. Choose first where they go.")
            messages.error(request, words % {"board": isolated(full.name)})
            return redirect("wagtailsnippets_community_board:delete", full.pk)
    return None


class BoardFacts(HelpPanel):
    """How many questions stand on it, and for whoever keeps the rules of escalation, which one holds."""

    class BoundPanel(HelpPanel.BoundPanel):
        @property
        def may_keep_rules(self) -> bool:
            return self.request.user.has_perm("tickets.change_escalationpolicy")


class MoveForm(forms.Form):
    """Where the questions of a board go that is deleted."""

    board = forms.ModelChoiceField(
        label=gettext_lazy("Move the questions to"),
        queryset=None,
        empty_label=gettext_lazy("Choose a board"),
        error_messages={
            "required": gettext_lazy("Choose where its questions go."),
            "invalid_choice": gettext_lazy("This board is not there any more. Choose another one."),
        },
    )

    def __init__(self, *args, source: Board, **kwargs):
        super().__init__(*args, **kwargs)
        others = Board.objects.with_texts().exclude(pk=source.pk)
        self.fields["board"].queryset = others.filter(is_private=True) if source.is_private else others


class DeleteBoard(DeleteView):
    """A board with questions is deleted once they stand on another one."""

    form = None

    def dispatch(self, request, *args, **kwargs):
        self.questions = self.object.threads.count()
        self.form = MoveForm(request.POST if request.method == "POST" else None, source=self.object)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(questions=self.questions, move_form=self.form, **kwargs)

    def post(self, request, *args, **kwargs):
        if not self.questions:
            return super().post(request, *args, **kwargs)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        try:
            actions.dissolve_board(self.object, self.form.cleaned_data["board"], actor=request.user)
        except Refused as refusal:
            self.form.add_error("board", refusal.message)
            return self.render_to_response(self.get_context_data(), status=422)
        messages.success(request, _("The questions were moved, and the board is deleted."))
        return redirect(self.get_success_url())


class BoardViewSet(SnippetViewSet):
    model = Board
    icon = "folder-open-inverse"
    menu_label = gettext_lazy("Boards")
    add_to_admin_menu = True
    menu_order = 300
    sort_order_field = "order"
    ordering = ["order", "slug"]
    delete_view_class = DeleteBoard
    delete_template_name = "community/cms/delete_board.html"
    list_display = [
        "name",
        Column("thread_count", label=gettext_lazy("Questions"), sort_key="thread_count"),
        Column("get_who_may_ask_display", label=gettext_lazy("Who may ask"), sort_key="who_may_ask"),
        BooleanColumn("is_private", label=gettext_lazy("Private"), sort_key="is_private"),
        Column("order", label=gettext_lazy("Position"), sort_key="order"),
    ]
    panels = [
        BoardFacts(template="community/cms/board_facts.html", heading=gettext_lazy("At a glance")),
        InlinePanel(
            "texts",
            heading=gettext_lazy("Name and description in each language"),
            label=gettext_lazy("Language"),
            min_num=1,
            panels=[
                FieldRowPanel([FieldPanel("language"), FieldPanel("name")]),
                FieldPanel("description"),
                FieldPanel("template", widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"})),
            ],
        ),
        MultiFieldPanel(
            [FieldPanel("who_may_ask"), FieldPanel("is_private"), FieldPanel("groups")],
            heading=gettext_lazy("Who takes part"),
        ),
        FieldPanel("icon"),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("order")], heading=gettext_lazy("Address and position")),
    ]

    def get_form_class(self, for_update=False):
        return self.get_edit_handler().get_form_class()

    def get_edit_handler(self):
        handler = super().get_edit_handler()
        handler.base_form_class = BoardForm
        return handler

    def get_queryset(self, request):
        return Board.objects.with_texts().annotate(thread_count=Count("threads"))

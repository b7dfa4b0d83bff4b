"""The form of a new question: where, in one sentence, in detail, tags."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.asking import boards_to_ask_in
from community.exposing import CONFIRMATION_LENGTH, confirmation_of
from community.forms import QuestionForm
from community.models import Board

MOST_CARDS = 12  # more boards are a list to choose from


class AskForm(QuestionForm):
    """``twins_ok`` says that the author looked at what was asked alike, and that theirs is another question.

    ``follow_up`` is the number of the question it goes on from, if it does.
    """

    twins_ok = forms.CharField(widget=forms.HiddenInput, required=False)
    follow_up = forms.CharField(widget=forms.HiddenInput, required=False, max_length=9)
    field_order = ("board", "title", "body", "tags")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.boards = user, boards_to_ask_in(user)
        for board in self.boards:
            board.template = template_of(board)
        board, body = self.fields["board"], self.fields["body"]
        board.label = _("What is it about?")
        board.queryset = Board.objects.filter(pk__in=[each.pk for each in self.boards])
        self.fields["tags"].widget.attrs.update({"list": "known-tags", "autocomplete": "off", "dir": "auto"})
        body.widget.attrs["data-template"] = self.template
        if not self.is_bound and self.is_untouched(self.initial.get("body", "")):
            self.initial = {**self.initial, "body": self.template}

    def again(self, typed: dict[str, str]) -> "AskForm":
        return AskForm(initial=typed, user=self.user)

    @property
    def has_cards(self) -> bool:
        return len(self.boards) <= MOST_CARDS

    @property
    def chosen(self) -> str:
        return str(self["board"].value() or "")

    @property
    def template(self) -> str:
        """What the details begin with on the chosen board, in the reader's language."""
        return next((board.template for board in self.boards if board.slug == self.chosen), "")

    @property
    def has_templates(self) -> bool:
        return any(board.template for board in self.boards)

    def is_untouched(self, body: str) -> bool:
        """Nothing was typed there yet: it is empty, or some board's template in some language."""
        templates = {_plain(text.template) for board in self.boards for text in board.texts.all()}
        return not _plain(body) or _plain(body) in templates

    def clean_body(self) -> str:
        body = self.cleaned_data["body"]
        if self.is_untouched(body):
            raise ValidationError(_("Write your own words: these are still only our questions."))
        return body

    def clean_twins_ok(self) -> str:
        return self.cleaned_data["twins_ok"][:CONFIRMATION_LENGTH]

    @property
    def another(self) -> str:
        """What "mine is different" sends back: it holds for this title alone."""
        return confirmation_of("another", self.cleaned_data["title"])


def template_of(board: Board) -> str:
    text = board.text_in(get_language())
    return text.template.replace("\r\n", "\n").strip() if text and text.language == get_language() else ""


def _plain(text: str) -> str:
    return " ".join(text.split())

"""What people type when the state of a question changes: what is needed, what is missing, why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.comment_forms import CommentForm
from community.forms import CheckedField, check_question, reason_field
from community.models import Board
from community.texts import checked_body, clean_body, clean_title


class WordsForm(CommentForm):
    """A comment that changes the state: the same words, another label."""

    label = ""

    def __init__(self, *args, autofocus: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = self.label
        if not autofocus:
            self.fields["text"].widget.attrs.pop("autofocus", None)


class RequestForm(WordsForm):
    label = _("What do you need to know?")


class ReplyForm(WordsForm):
    label = _("Your reply")


class MissingForm(WordsForm):
    label = _("What is still missing?")


def optional_reason() -> CheckedField:
    field = reason_field()
    field.required = False
    return field


class ActForm(forms.Form):
    """A moderator's act, with the reason the author reads."""

    reason = reason_field()

    def __init__(self, *args, needs_reason: bool, board: Board | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason
        if board:
            boards = Board.objects.with_texts().exclude(pk=board.pk)
            errors = {"required": _("Choose another board."), "invalid_choice": _("Choose another board.")}
            choice = forms.ModelChoiceField(boards, label=_("To which board?"), to_field_name="slug", empty_label=None)
            choice.widget, choice.error_messages = forms.RadioSelect(choices=choice.choices), errors
            self.fields = {"board": choice, **self.fields}


class MergeForm(forms.Form):
    reason = optional_reason()


class SplitForm(forms.Form):
    """Which answers, and what the question is that they answer."""

    title = CheckedField(
        label=_("The new question in one sentence"),
        error_messages={"required": _("Write your question in one sentence.")},
        check=check_question,
        tidy=clean_title,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    body = CheckedField(
        label=_("The question in your words"),
        required=False,
        help_text=_("Leave it empty, and the earliest of the answers becomes the question, in its author's name."),
        check=checked_body,
        tidy=clean_body,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    reason = optional_reason()

"""Forms that change a post: they know the version they were made from, and take a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.forms import AnswerForm, QuestionForm, reason_field
from community.models.moderation import REASON_LENGTH


class VersionedForm(forms.Form):
    version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def now_from(self, version: str) -> None:
        """What was typed stays, for the words as they stand now: sent again, it replaces these."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = version


def own_reason_field() -> forms.CharField:
    return forms.CharField(
        label=_("What did you change?"),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=_("Everyone can read it beside the earlier words."),
    )


class EditQuestionForm(VersionedForm, QuestionForm):
    reason = own_reason_field()
    field_order = ("title", "board", "body", "tags", "reason")


class EditAnswerForm(VersionedForm, AnswerForm):
    reason = own_reason_field()
    field_order = ("body", "reason")


class EditOthersQuestionForm(EditQuestionForm):
    """A moderator says why another's words change."""

    reason = reason_field()


class ImproveQuestionForm(EditOthersQuestionForm):
    """An advocate changes words only: neither the board nor the tags."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["board"], self.fields["tags"]


class EditOthersAnswerForm(EditAnswerForm):
    reason = reason_field()

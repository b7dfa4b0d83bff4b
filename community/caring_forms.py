"""What members type when they look after others' questions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.forms import CheckedField, QuestionForm
from community.models import Proposal
from community.texts import clean_title

LENGTH = Proposal._meta.get_field("words").max_length


class DuplicateForm(forms.Form):
    words = forms.CharField(
        label=_("What should we know about it?"),
        required=False,
        max_length=LENGTH,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )


class OutdatedForm(forms.Form):
    words = CheckedField(
        label=_("What changed?"),
        help_text=_("Everyone reads it above the question when it is confirmed."),
        max_length=LENGTH,
        check=lambda words: None,
        tidy=clean_title,
        error_messages={"required": _("Say what changed, and since when if you know.")},
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "maxlength": LENGTH}),
    )


class RetagForm(QuestionForm):
    """Only the tags, checked as when somebody asks."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = {"tags": self.fields["tags"]}

"""What a reader may say about a page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kb.models.feedback import MAX_COMMENT_LENGTH


class FeedbackForm(forms.Form):
    """“Did this solve it?”: yes or no, and what was missing."""

    helpful = forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.HiddenInput)
    comment = forms.CharField(
        label=_("What was missing?"),
        required=False,
        max_length=MAX_COMMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Please leave out names, addresses and card numbers."),
    )

    @property
    def is_helpful(self) -> bool:
        return self.cleaned_data["helpful"] == "yes"

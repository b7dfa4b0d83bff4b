"""Forms for texts of articles: a member writes one, an editor decides on it, a question becomes one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.articles import ArticleText
from community.editing_forms import VersionedForm
from kb.textform import MAX_LENGTH

_WORDS = {"dir": "auto", "autocomplete": "off"}


class ArticleTextForm(VersionedForm):
    """Lengths are the action's own business, which says it beside the field."""

    title = forms.CharField(label=_("Title"), max_length=255, widget=forms.TextInput(attrs=_WORDS))
    summary = forms.CharField(
        label=_("Short answer"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={**_WORDS, "rows": 3}),
        help_text=_("One or two sentences that answer the question. Many readers need no more."),
    )
    body = forms.CharField(
        label=_("Text"),
        strip=False,
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={**_WORDS, "rows": 22}),
        help_text=_("Lines such as [[1: …]] stand for pictures and videos. Keep them; their words you may change."),
    )

    def clean_body(self) -> str:
        """Browsers send lines with two ends: compared as they are, no paragraph would be the same."""
        return self.cleaned_data["body"].replace("\r\n", "\n")

    @property
    def text(self) -> ArticleText:
        return ArticleText(*(self.cleaned_data[name] for name in ("title", "summary", "body")))


class BetterTextForm(ArticleTextForm):
    why = forms.CharField(
        label=_("What is better?"),
        max_length=240,
        widget=forms.TextInput(attrs=_WORDS),
        help_text=_("An editor decides by it."),
        error_messages={"required": _("Say what is better: an editor decides by it.")},
    )


class DecisionForm(ArticleTextForm):
    """The member's text, which the editor may put right before it is taken over."""

    reply = forms.CharField(
        label=_("A word to the member"),
        required=False,
        max_length=240,
        widget=forms.TextInput(attrs=_WORDS),
        help_text=_("They read it with your decision. Needed when you decline."),
    )


class PromoteForm(forms.Form):
    """What the article is called, its short answer, and where it goes."""

    section = forms.ChoiceField(label=_("Section"))
    title = forms.CharField(label=_("Title"), max_length=255, widget=forms.TextInput(attrs=_WORDS))
    summary = forms.CharField(
        label=_("Short answer"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={**_WORDS, "rows": 3}),
        help_text=_("One or two sentences that answer the question. Many readers need no more."),
    )

    def __init__(self, *args, sections, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [("", _("Choose a section")), *sections]

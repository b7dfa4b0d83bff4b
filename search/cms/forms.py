"""What editors type: a search to try, and synonyms."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from search.analysis import analyse
from search.models import Synonym
from search.questions import MAX_LENGTH
from search.synonyms import MAX_PHRASES, MAX_WORDS, phrases_of, stems_of


def language_choices() -> list[tuple[str, str]]:
    return [(code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES]


CANNOT_ANSWER = gettext_lazy("Search cannot answer at the moment. Try again in a minute.")


class TuneForm(forms.Form):
    q = forms.CharField(label=gettext_lazy("Search"), max_length=MAX_LENGTH, widget=forms.TextInput({"type": "search"}))
    lang = forms.ChoiceField(label=gettext_lazy("Language"), choices=lazy(language_choices, list))


class SynonymForm(WagtailAdminModelForm):
    class Meta:
        model = Synonym
        fields = ["lang", "typed", "means", "both_ways"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lang"].choices = language_choices()

    def clean_typed(self) -> str:
        return self._phrases("typed")

    def clean_means(self) -> str:
        """No word on both sides, however it is written."""
        text, lang = self._phrases("means"), self.cleaned_data.get("lang", "")
        typed = {stems_of(phrase, lang): phrase for phrase in phrases_of(self.cleaned_data.get("typed", ""))}
        for phrase in phrases_of(text):
            same = typed.get(stems_of(phrase, lang))
            if same == phrase:
                raise ValidationError(_("“%(word)s” stands on both sides.") % {"word": phrase})
            if same:
                words = {"word": phrase, "other": same}
                raise ValidationError(_("“%(word)s” and “%(other)s” are the same word to the search already.") % words)
        return text

    def _phrases(self, name: str) -> str:
        phrases, lang = phrases_of(self.cleaned_data[name]), self.cleaned_data.get("lang", "")
        for refuse in (_refuse_number, _refuse_each):
            refuse(phrases, lang)
        return ", ".join(dict.fromkeys(phrases))


def _refuse_number(phrases: list[str], lang: str) -> None:
    if not phrases:
        raise ValidationError(_("Write at least one word."))
    if len(phrases) > MAX_PHRASES:
        raise ValidationError(_("At most %(most)s words or phrases here.") % {"most": MAX_PHRASES})


def _refuse_each(phrases: list[str], lang: str) -> None:
    for phrase in phrases:
        tokens = [token for token in analyse(phrase, lang) if not token.is_whole]
        if not tokens:
            raise ValidationError(_("“%(word)s” has no letters or digits.") % {"word": phrase})
        if not stems_of(phrase, lang):
            raise ValidationError(_("“%(word)s” says too little to be searched for.") % {"word": phrase})
        if sum(not token.is_stop for token in tokens) > MAX_WORDS:
            words = {"word": phrase, "most": MAX_WORDS}
            raise ValidationError(_("“%(word)s” is too long: at most %(most)s words.") % words)

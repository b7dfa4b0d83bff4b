"""The form of a board in the CMS."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from community.models.boards import ICONS
from site_config.assets import asset


def pictured_icons() -> list[tuple[str, str]]:
    """Each icon as it looks; its name is read aloud."""
    sprite = asset("icons.svg").url
    picture = '<svg aria-hidden="true" width="22" height="22"><use href="{}#i-{}"></use></svg>'
    words = '<span class="visually-hidden">{}</span>'
    return [(name, format_html(picture + words, sprite, name, name.replace("-", " "))) for name in ICONS]


class BoardForm(WagtailAdminModelForm):
    """Who is let in counts for a private board alone, and every language has one text."""

    class Media:
        css = {"all": ["cms/boards.css"]}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        icon = self.fields["icon"]
        icon.widget = forms.RadioSelect(attrs={"class": "icon-choice"})
        icon.choices = pictured_icons()
        self.fields["who_may_ask"].widget = forms.RadioSelect(choices=self.fields["who_may_ask"].choices)
        groups = self.fields["groups"]
        groups.widget = forms.CheckboxSelectMultiple(choices=groups.choices)

    def is_valid(self):
        """A language given twice is said beside the second, not by the database."""
        is_valid = super().is_valid()
        return self._each_language_once() and is_valid

    def _each_language_once(self) -> bool:
        seen, is_right = set(), True
        for text in self.formsets["texts"].forms if self.is_bound and "texts" in self.formsets else ():
            words = getattr(text, "cleaned_data", None) or {}
            language = words.get("language")
            if language in seen and not words.get("DELETE"):
                text.add_error("language", _("This language is there already. Change that one."))
                is_right = False
            if language and not words.get("DELETE"):
                seen.add(language)
        return is_right

"""The form of a board in the CMS."""

from django import forms
from django.utils.html import format_html
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
    """With widgets that show everything one chooses from."""

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

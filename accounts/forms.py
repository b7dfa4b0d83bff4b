from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.actions import mail_choices
from accounts.events import BUNDLED, DEFAULTS, How, Kind
from accounts.models import User
from site_config.texts import clean_title, has_words


class NameField(forms.CharField):
    """One line that can be seen and is read in the order it is shown: it stands beside the names of others."""

    def to_python(self, value):
        return clean_title(super().to_python(value))

    def validate(self, value):
        super().validate(value)
        if not has_words(value):
            raise ValidationError(self.error_messages["required"], code="required")


class KeptChoice(forms.ChoiceField):
    """What an older form did not ask stays as it was."""

    def clean(self, value):
        return super().clean(value) if value else self.initial


class SignupForm(forms.Form):
    """What we ask for besides email and password; allauth mixes it into its own form."""

    display_name = NameField(
        label=_("Name shown to others"),
        max_length=60,
        help_text=_("A first name or a nickname is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname", "dir": "auto"}),
    )
    field_order = ["email", "display_name", "password1"]

    def signup(self, request, user):
        user.display_name = self.cleaned_data["display_name"]
        user.save(update_fields=["display_name"])


class PreferencesForm(forms.ModelForm):
    """Name, language, time zone and which mails how: a ``mail_<kind>`` field for each kind one chooses."""

    timezone = forms.ChoiceField(label=_("Time zone"), widget=forms.Select(attrs={"lang": "en"}))

    class Meta:
        model = User
        fields = ["display_name", "about", "language", "timezone", "mails_paused"]
        field_classes = {"display_name": NameField}
        widgets = {
            "display_name": forms.TextInput(attrs={"dir": "auto"}),
            "about": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["display_name"].required = True
        self.fields["timezone"].choices = [(name, name.replace("_", " ")) for name in sorted(available_timezones())]
        for kind, how in mail_choices(self.instance).items():
            self.fields[f"mail_{kind}"] = KeptChoice(label=Kind(kind).label, choices=ways(kind), initial=how)

    def clean_about(self) -> str:
        return clean_title(self.cleaned_data["about"])

    @property
    def mail_fields(self):
        return [self[f"mail_{kind}"] for kind in DEFAULTS]

    def wanted_mails(self) -> dict[str, str]:
        return {kind: self.cleaned_data[f"mail_{kind}"] for kind in DEFAULTS}


def ways(kind: str) -> list[tuple[str, str]]:
    """How a kind may be mailed: thanks and standing come once a day at most (RULES §1)."""
    return [(how.value, how.label) for how in How if not (kind in BUNDLED and how == How.NOW)]

from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.actions import EVENTS
from accounts.models import User
from site_config.texts import clean_title, has_words

EVENT_LABELS = {
    "thread_answered": _("Someone answers a question you follow"),
    "answer_accepted": _("Your answer solves a question"),
    "thread_solved": _("A question you follow is solved"),
    "post_moderated": _("A moderator changes something you wrote"),
    "escalation_notice": _("Your question will soon be passed to our team"),
    "thread_escalated": _("Your question is passed to our team"),
}


class NameField(forms.CharField):
    """One line that can be seen and is read in the order it is shown: it stands beside the names of others."""

    def to_python(self, value):
        return clean_title(super().to_python(value))

    def validate(self, value):
        super().validate(value)
        if not has_words(value):
            raise ValidationError(self.error_messages["required"], code="required")


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
    """Name, language, time zone and which mails: the ``mail_<event>`` fields are made from ``EVENTS``."""

    timezone = forms.ChoiceField(label=_("Time zone"), widget=forms.Select(attrs={"lang": "en"}))

    class Meta:
        model = User
        fields = ["display_name", "about", "language", "timezone"]
        field_classes = {"display_name": NameField}
        widgets = {
            "display_name": forms.TextInput(attrs={"dir": "auto"}),
            "about": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["display_name"].required = True
        self.fields["timezone"].choices = [(name, name.replace("_", " ")) for name in sorted(available_timezones())]
        unwanted = set(self.instance.notification_preferences.filter(by_mail=False).values_list("event", flat=True))
        for event, may_turn_off in EVENTS.items():
            if may_turn_off:
                self.fields[f"mail_{event}"] = forms.BooleanField(
                    label=EVENT_LABELS[event], required=False, initial=event not in unwanted
                )

    def clean_about(self) -> str:
        return clean_title(self.cleaned_data["about"])

    @property
    def mail_fields(self):
        return [self[name] for name in self.fields if name.startswith("mail_")]

    def wanted_mails(self) -> dict[str, bool]:
        return {name.removeprefix("mail_"): on for name, on in self.cleaned_data.items() if name.startswith("mail_")}

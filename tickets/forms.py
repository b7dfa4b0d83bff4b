"""What customers and agents type. The same checks as in the actions, so that a message stands by its field."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.forms import CheckedField, SubmissionForm
from community.models import Board
from community.texts import checked_body, checked_title, clean_body, clean_title
from tickets.actions.changing import SUMMARY_LENGTH
from tickets.models.messages import Visibility
from tickets.models.tickets import State


def message_field(label, rows: int, help_text="") -> CheckedField:
    return CheckedField(
        label=label,
        check=checked_body,
        tidy=clean_body,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
        help_text=help_text,
    )


class ContactForm(SubmissionForm):
    """A customer's own request to the team."""

    subject = CheckedField(
        label=_("What is it about?"),
        check=checked_title,
        tidy=clean_title,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    board = forms.ModelChoiceField(
        label=_("Topic"), queryset=None, to_field_name="slug", required=False, empty_label=_("Something else")
    )
    body = message_field(
        _("Your message"), 9, _("An order number helps us to help you. Never send a password or a card number.")
    )
    # It was typed as a question for everyone, and taken here before it was posted.
    from_question = forms.BooleanField(widget=forms.HiddenInput, required=False)
    keyed_fields = ("subject", "body")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["board"].queryset = Board.objects.with_texts()


class CustomerReplyForm(SubmissionForm):
    body = message_field(_("Your reply"), 5)
    keyed_fields = ("body",)


class SeenForm(forms.Form):
    """Carries what the agent saw: a write on an older state of the ticket is refused."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    seen_message = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen_event = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AgentReplyForm(SubmissionForm, SeenForm):
    """The composer of the desk."""

    visibility = forms.ChoiceField(
        label=_("Who reads it"), choices=Visibility, initial=Visibility.REQUESTER, widget=forms.RadioSelect
    )
    body = message_field(_("Message"), 7)
    then = forms.ChoiceField(
        label=_("Then the request is"),
        choices=[(state.value, state.label) for state in (State.PENDING_CUSTOMER, State.OPEN, State.ON_HOLD)],
        initial=State.PENDING_CUSTOMER,
    )
    keyed_fields = ("visibility", "body")

    def __init__(self, *args, has_thread: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_thread:
            visibility = self.fields["visibility"]
            visibility.choices = [choice for choice in Visibility.choices if choice[0] != Visibility.THREAD]


class SolveForm(SeenForm):
    """How it was solved, for others to read, or that it is nobody else's business."""

    public_summary = forms.CharField(
        label=_("Public summary"),
        max_length=SUMMARY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("One or two sentences without names or numbers: the problem and what solved it."),
    )
    is_private = forms.BooleanField(label=_("Private: nothing of this is for others"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        summary = self.fields["public_summary"]
        summary.error_messages["required"] = _("Say in a few words how it was solved, or mark it as private.")

    def clean(self):
        """What is private needs no summary."""
        words = super().clean()
        if words.get("is_private"):
            self.errors.pop("public_summary", None)
            words["public_summary"] = ""
        return words


class ChangeForm(SeenForm):
    """One of the small changes of the desk: whose, how urgent, which state."""

    ACTIONS = ["take", "give_back", "assign", "priority", "state", "reopen"]
    action = forms.ChoiceField(choices=[(name, name) for name in ACTIONS])
    value = forms.CharField(required=False, max_length=20)

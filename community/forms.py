"""What the community asks people to type. The same checks as in the actions, so that a message stands by its field."""

import re
from hashlib import sha256

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community import drafts
from community.errors import Refused
from community.exposing import CONFIRMATION_LENGTH, Exposure, exposure_of
from community.models import Board
from community.models.flags import WORDS_LENGTH
from community.models.moderation import REASON_LENGTH
from community.models.reasons import FlagReason
from community.personal_data import take_out
from community.spam.origin import Origin
from community.spam.traps import TRAP, KeyWidget, new_key, origin_of
from community.texts import MAX_TAGS, checked_body, checked_tags, checked_title, clean_body, clean_title, has_words

MIN_TITLE_LENGTH = 8


def check_reason(reason: str) -> None:
    if not has_words(reason):
        raise ValidationError(_("Say why: the author will read it."))


class CheckedField(forms.CharField):
    """A text that an action's own check takes or refuses."""

    def __init__(self, *, check, tidy, **kwargs):
        super().__init__(**kwargs)
        self.check, self.tidy = check, tidy

    def to_python(self, value):
        return self.tidy(value or "")

    def validate(self, value):
        super().validate(value)
        if value in self.empty_values:
            return
        try:
            self.check(value)
        except Refused as refusal:
            raise ValidationError(refusal.message) from None


def check_question(title: str) -> None:
    if len(checked_title(title)) < MIN_TITLE_LENGTH:
        raise ValidationError(_("A few more words, please: say what is wrong and with what."))


class SubmissionForm(forms.Form):
    """A form that can be sent twice by mistake: what was typed and the form's own number make its key.

    Its number stands beside a trap for scripts. Nothing typed is lost in it: people are asked to send the form again.
    """

    key_field = forms.CharField(widget=KeyWidget, required=False, initial=new_key)
    keyed_fields: tuple[str, ...] = ()

    def clean(self):
        if self.data.get(TRAP):
            self._set_key(self["key_field"].value() or new_key())
            words = _("A hidden field was filled in, perhaps by your browser. We emptied it: send it again.")
            self.add_error(None, words)
        return super().clean()

    def origin(self, request) -> Origin:
        """Where it comes from and how quickly. An old form is young again when it is shown once more."""
        key = self.cleaned_data.get("key_field", "")
        origin = origin_of(request, key, was_kept=drafts.has_any(request))
        if origin.pace == "old":
            self._set_key(new_key())
        return origin

    def _set_key(self, key: str) -> None:
        self.data = self.data.copy()
        self.data[self.add_prefix("key_field")] = key

    @property
    def submission_key(self) -> str | None:
        """The same for the same text in the same form; another text from a form gone back to is a new post."""
        number = re.sub(r"[^0-9a-f]", "", self.cleaned_data.get("key_field", ""))[:32]
        text = "\n".join(str(self.cleaned_data.get(name, "")) for name in self.keyed_fields)
        return f"{number}:{sha256(text.encode()).hexdigest()[:40]}" if number else None


class PublicForm(SubmissionForm):
    """What everyone will read: its author decides about the private matters in it before it is published."""

    private_ok = forms.CharField(widget=forms.HiddenInput, required=False)
    public_fields: tuple[str, ...] = ("body",)
    exposure: Exposure | None = None
    is_taken_out = False

    def clean_private_ok(self) -> str:
        return self.cleaned_data["private_ok"][:CONFIRMATION_LENGTH]

    def held_back(self, *before: str) -> "PublicForm | None":
        """The form to show instead of publishing a valid one: it names what everyone would read, unless its author
        confirmed that, or has it taken out. ``before``: the words that everyone can read already."""
        if "mask" in self.data:
            again = self.again({**self.data.dict(), **self._taken_out()})
            again.is_taken_out = True
            return again
        texts = [self.cleaned_data[name] for name in self.public_fields]
        self.exposure = exposure_of(*texts, confirmed=self.cleaned_data["private_ok"], before=before)
        return self if self.exposure else None

    def again(self, typed: dict[str, str]) -> "PublicForm":
        return type(self)(initial=typed, auto_id=self.auto_id)

    def _taken_out(self) -> dict[str, str]:
        return {name: take_out(self.cleaned_data[name]) for name in self.public_fields}


def body_field(label, rows: int) -> CheckedField:
    return CheckedField(
        label=label,
        error_messages={"required": _("Write a few words.")},
        check=checked_body,
        tidy=clean_body,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
        help_text=_("Everyone can read this: leave out passwords, card numbers and addresses."),
    )


class QuestionForm(PublicForm):
    """Asking, and editing what one asked."""

    board = forms.ModelChoiceField(
        label=_("Board"),
        queryset=None,
        to_field_name="slug",
        empty_label=_("Choose what it is about"),
        error_messages={
            "required": _("Choose what it is about."),
            "invalid_choice": _("This board is not there any more. Choose another one."),
        },
    )
    title = CheckedField(
        label=_("Your question in one sentence"),
        error_messages={"required": _("Write your question in one sentence.")},
        check=check_question,
        tidy=clean_title,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    body = body_field(_("Details"), rows=10)
    tags = forms.CharField(
        label=_("Tags"),
        required=False,
        max_length=1_000,
        help_text=_("Up to five, with commas between. You can leave this empty."),
    )
    keyed_fields = public_fields = ("title", "body")
    field_order = ("title", "board", "body", "tags")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["board"].queryset = Board.objects.with_texts()

    def clean_tags(self) -> list[str]:
        try:
            return checked_tags(re.split("[,،;\n]", self.cleaned_data["tags"])[: MAX_TAGS * 4])
        except Refused as refusal:
            raise ValidationError(refusal.message) from None


class AnswerForm(PublicForm):
    body = body_field(_("Your answer"), rows=7)
    keyed_fields = ("body",)


def reason_field() -> CheckedField:
    return CheckedField(
        label=_("Why? The author will read it."),
        check=check_reason,
        tidy=clean_title,
        error_messages={"required": _("Say why: the author will read it.")},
        widget=forms.TextInput(attrs={"maxlength": REASON_LENGTH, "dir": "auto"}),
    )


class HideForm(forms.Form):
    reason = reason_field()


class FlagForm(forms.Form):
    """Reporting a post. What is "something else" is said in words."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=FlagReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong with it.")},
    )
    words = forms.CharField(
        label=_("In your words"),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def clean(self):
        words = super().clean()
        if words.get("reason") == FlagReason.OTHER and not has_words(words.get("words", "")):
            self.add_error("words", _("Say in a few words what is wrong with it."))
        return words


class SanctionForm(forms.Form):
    measure = forms.ChoiceField(
        label=_("What to do"),
        choices=[
            ("notice", _("A notice: say a word, change nothing")),
            ("24h", _("Silence for 24 hours")),
            ("72h", _("Silence for 72 hours")),
            ("7d", _("Silence for 7 days")),
            ("30d", _("Silence for 30 days")),
            ("permanent", _("Silence for good")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what to do.")},
        help_text=_("Whoever is silenced reads on, and does not ask, answer, vote or report."),
    )
    reason = reason_field()


class PointAppealForm(forms.Form):
    words = forms.CharField(
        label=_("Why are these points right?"),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Say why these points are right.")},
    )


class AppealForm(forms.Form):
    words = forms.CharField(
        label=_("Why should everyone read it?"),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Say why everyone should read it.")},
    )

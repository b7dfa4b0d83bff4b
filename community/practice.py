"""The question that the tour practises on: three answers, in the reader's language, stored nowhere."""

from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.forms import body_field
from community.texts import render, words_of

FEWEST_WORDS = 3


@dataclass(frozen=True)
class PracticeAnswer:
    """``why_not``: what is said to whoever takes it for the solution; ``not_spam``: to whoever reports it."""

    pk: str
    author: Promise
    words: Promise
    why_not: Promise | str = ""
    not_spam: Promise | str = ""

    @property
    def solves(self) -> bool:
        return not self.why_not

    @property
    def html(self) -> str:
        return format_html("<p>{}</p>", self.words)

    @property
    def is_spam(self) -> bool:
        return not self.not_spam


ASKER = pgettext_lazy("who asks in the practice question", "Nora")
TITLE = _("My lamp does not react to its remote control any more")
QUESTION = _("Until yesterday it worked. The button on the lamp itself still does. What can I try?")
ANSWERS = (
    PracticeAnswer(
        "same",
        pgettext_lazy("who answers in the practice question", "Ben"),
        _("I have the same lamp in blue, and mine works well. I like it very much."),
        why_not=_("This one is friendly, but says nothing to try. Look for the one that tells what to do."),
        not_spam=_("This one does not help much, and harms nobody: leave it. Look for the one that sells something."),
    ),
    PracticeAnswer(
        "pair",
        pgettext_lazy("who answers in the practice question", "Iris"),
        _("Switch the lamp off at the wall for ten seconds, then hold ON on the remote until the lamp blinks. "
          "They know each other again then. It helped with two of mine."),
        not_spam=_("This is the one that solved it. Look for the one that only sells something."),
    ),
    PracticeAnswer(
        "sale",
        pgettext_lazy("who advertises in the practice question", "Best deals"),
        _("Why repair it? Remote controls and lamps at 90 % off, only today, only in our shop. Write to me now."),
        why_not=_("This one only wants to sell something. Look for the one that tells what to do."),
    ),
)  # fmt: skip
SOLUTION = next(answer for answer in ANSWERS if answer.solves)


def answer_called(key: str) -> PracticeAnswer | None:
    return next((answer for answer in ANSWERS if answer.pk == key), None)


class PracticeForm(forms.Form):
    body = body_field(_("Your answer"), rows=5)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].help_text = ""

    def clean_body(self) -> str:
        body = self.cleaned_data["body"]
        if len(words_of(render(body, "markdown")).split()) < FEWEST_WORDS:
            raise forms.ValidationError(_("Write a whole sentence: what to try, or where to look."))
        return body

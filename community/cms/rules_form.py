"""The form of the rules of points: a field for each value, and what becomes of them when somebody else was faster."""

from django import forms
from django.utils.translation import gettext_lazy

from community.actions.changing_rules import NOTE_LENGTH
from community.models import RulesDraft, RulesVersion
from community.reputation import versions
from community.reputation.rules import DEFAULTS
from community.reputation.values import SHARED, mistakes, rules_with_values, words_of


def label_of(name: str) -> str:
    titles = {value: rule.title for rule, values in rules_with_values() for value in values}
    return f"{titles[name]}: {words_of(name)}" if name in titles else str(words_of(name))


class RulesForm(forms.Form):
    """A field for each value, named ``value-<name>``; all that is wrong is said beside its field. ``seen`` is the
    number of the version whose values were changed."""

    note = forms.CharField(label=gettext_lazy("Why"), max_length=NOTE_LENGTH, required=False)
    since = forms.ChoiceField(
        label=gettext_lazy("From when on"),
        choices=[("now", gettext_lazy("From now on")), ("ever", gettext_lazy("For everything since day one"))],
        widget=forms.RadioSelect,
        initial="now",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].widget.attrs["dir"] = "auto"
        for name in DEFAULTS:
            keys = "text" if name == "removed" else "numeric"  # of a telephone: not all have a minus among the digits
            words = {"inputmode": keys, "dir": "ltr", "aria-label": label_of(name), "step": 1}
            number = forms.NumberInput(attrs=words)
            self.fields[f"value-{name}"] = forms.IntegerField(label=words_of(name), widget=number)

    @property
    def values(self) -> dict[str, int]:
        """Those that are numbers: of a form without mistakes all of them."""
        typed = {name: self.cleaned_data.get(f"value-{name}") for name in DEFAULTS}
        return {name: value for name, value in typed.items() if value is not None}

    def clean_seen(self) -> int:
        """A form that does not say it is taken for an old one."""
        typed = self.cleaned_data["seen"]
        return int(typed) if typed.isdecimal() and len(typed) < 9 else 0

    def clean(self):
        for name, words in mistakes(self.values).items():
            self.add_error(f"value-{name}", words)
        return self.cleaned_data

    def catch_up(self, kept: versions.Version) -> None:
        """Where nothing was changed stands what holds now; what was typed stays."""
        typed = caught_up(self.values, self.cleaned_data["seen"], kept)
        fresh = {f"value-{name}": value for name, value in typed.items()}
        self.data = {**self.data.dict(), **fresh, "seen": kept.number}

    def rows(self, kept: dict[str, int]) -> list[dict]:
        def numbers(names):
            return [self._row(name, kept[name]) for name in names]

        return [{"rule": rule, "numbers": numbers(names)} for rule, names in rules_with_values()] + [
            {"rule": None, "numbers": numbers(SHARED)}
        ]

    def _row(self, name: str, kept: int) -> dict:
        field = self[f"value-{name}"]
        return {"words": words_of(name), "field": field, "kept": kept, "is_other": str(field.value()) != str(kept)}


def caught_up(values: dict[str, int], seen: int, kept: versions.Version) -> dict[str, int]:
    """Values that were changed from the version ``seen``, on top of those that hold now."""
    row = None if seen == kept.number else RulesVersion.objects.filter(number=seen).first()
    if row is None:
        return values
    before = versions.version_of(row).values
    return {name: kept.values[name] if value == before.get(name) else value for name, value in values.items()}


def untouched(kept: versions.Version) -> dict:
    return _typed(kept.values, kept)


def of_version(row: RulesVersion, kept: versions.Version, note: str) -> dict:
    """An earlier version to go back to."""
    return {**_typed(versions.version_of(row).values, kept), "note": "" if row.number == kept.number else note}


def of_draft(draft: RulesDraft, kept: versions.Version) -> dict:
    """As they were tried."""
    since = "ever" if draft.applies_backwards else "now"
    values = caught_up({**kept.values, **draft.values}, draft.seen, kept)
    return {**_typed(values, kept), "note": draft.note, "since": since}


def _typed(values: dict[str, int], kept: versions.Version) -> dict:
    return {"seen": kept.number, "since": "now", **{f"value-{name}": values[name] for name in DEFAULTS}}

"""What editors decide about search: logged with its author, and raising the version in its own transaction."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, Model
from haystack import connections
from wagtail.log_actions import log

from search.models import HiddenResult, PinnedResult, Synonym, TuningVersion
from search.permissions import can_tune_search
from search.questions import Question, read
from search.tuning import MAX_PINS


class CannotTune(Exception):
    """Why a search cannot be tuned so; the message is for the editor."""


class NotFound(CannotTune):
    """The result is not in the index: deleted, unpublished, or never there."""


class TooManyPins(CannotTune):
    """`MAX_PINS` results are pinned for this search already."""


class NoSearch(CannotTune):
    """A search without words."""


@transaction.atomic
def save_synonym(synonym: Synonym, *, actor) -> Synonym:
    """`synonym` was validated by `search.cms.forms.SynonymForm`."""
    _allow(actor)
    is_new = synonym.pk is None
    synonym.save()
    return _changed(synonym, "wagtail.create" if is_new else "wagtail.edit", actor)


@transaction.atomic
def delete_synonym(synonym: Synonym, *, actor) -> None:
    _remove(synonym, actor)


@transaction.atomic
def pin_result(identifier: str, *, text: str, lang: str, title: str = "", actor) -> PinnedResult:
    """Put a result below those that are pinned for this search already. Again changes nothing.

    Only what the public can find can be pinned; a caller who gives the `title` knows that (before there is an index).
    """
    _allow(actor)
    TuningVersion.bump()  # First: its row is the lock that keeps two editors from taking one place.
    question, title = _question(text, lang), title or _title(identifier)
    pins = PinnedResult.objects.filter(lang=lang, key=question.key)
    if pin := pins.filter(identifier=identifier).first():
        return pin
    if pins.count() >= MAX_PINS:
        raise TooManyPins
    last = pins.aggregate(last=Max("position"))["last"]
    for hidden in HiddenResult.objects.filter(lang=lang, key=question.key, identifier=identifier):
        _remove(hidden, actor)
    position = 0 if last is None else last + 1
    pin = PinnedResult.objects.create(**_what(question, identifier, title, actor), position=position)
    return _changed(pin, "wagtail.create", actor)


@transaction.atomic
def move_pin(pin: PinnedResult, *, up: bool, actor) -> None:
    """One place up or down among the pinned results of its search; at the end it stays."""
    _allow(actor)
    TuningVersion.bump()
    pins = list(PinnedResult.objects.filter(lang=pin.lang, key=pin.key))
    at = pins.index(pin)
    to = at - 1 if up else at + 1
    if 0 <= to < len(pins):
        pins[at], pins[to] = pins[to], pins[at]
        for position, each in enumerate(pins):
            PinnedResult.objects.filter(pk=each.pk).update(position=position)
        log(pin, "wagtail.edit", user=actor)


@transaction.atomic
def unpin_result(pin: PinnedResult, *, actor) -> None:
    _remove(pin, actor)


@transaction.atomic
def hide_result(identifier: str, *, text: str, lang: str, everywhere: bool = False, actor) -> HiddenResult:
    """Take a result out of one search, or of all in every language, and its pins with it. Again changes nothing."""
    _allow(actor)
    TuningVersion.bump()
    question, title = _question(text, lang), _title(identifier)
    what = _what(question, identifier, title, actor)
    pins = PinnedResult.objects.filter(identifier=identifier)
    same = HiddenResult.objects.filter(identifier=identifier, key="")
    if everywhere:
        what["key"] = ""
    else:
        pins = pins.filter(lang=lang, key=question.key)
        same = HiddenResult.objects.filter(identifier=identifier, lang=lang, key=question.key)
    for pin in pins:
        _remove(pin, actor)
    if hidden := same.first():
        return hidden
    return _changed(HiddenResult.objects.create(**what), "wagtail.create", actor)


@transaction.atomic
def show_result(hidden: HiddenResult, *, actor) -> None:
    _remove(hidden, actor)


def _allow(actor) -> None:
    if not can_tune_search(actor):
        raise PermissionDenied


def _question(text: str, lang: str) -> Question:
    question = read(text, lang)
    if not question.key:
        raise NoSearch
    return question


def _title(identifier: str) -> str:
    stored = connections["default"].get_backend().fetch([identifier]).get(identifier)
    if stored is None:
        raise NotFound
    return stored["title"][:255]


def _what(question: Question, identifier: str, title: str, actor) -> dict:
    return {
        "lang": question.lang,
        "query": question.text[:200],
        "key": question.key,
        "identifier": identifier,
        "title": title,
        "created_by": actor,
    }


def _changed(thing: Model, action: str, actor) -> Model:
    log(thing, action, user=actor, content_changed=True)
    TuningVersion.bump()
    return thing


def _remove(thing: Model, actor) -> None:
    _allow(actor)
    log(thing, "wagtail.delete", user=actor, deleted=True)
    thing.delete()
    TuningVersion.bump()

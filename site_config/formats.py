"""Dates, numbers and time spans as the reader's language writes them (Persian: its digits and the Jalali calendar)."""

from datetime import datetime
from unicodedata import bidirectional

import jdatetime
from django.utils import timezone
from django.utils.dateformat import format as django_format
from django.utils.formats import date_format, get_format
from django.utils.numberformat import format as number_format
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext

_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_JALALI_MONTHS = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"]


def is_persian() -> bool:
    return (get_language() or "").startswith("fa")


def localized_digits(text: str) -> str:
    """``text`` with the reader's own digits."""
    return text.translate(_PERSIAN_DIGITS) if is_persian() else text


def isolated(text: str) -> str:
    """``text`` as a word of a sentence that may run the other way: a name or a title keeps its own direction."""
    may_differ = get_language_bidi() or any(bidirectional(letter) in ("R", "AL") for letter in text)
    return f"\u2068{text}\u2069" if text and may_differ else text


def localized_number(value: int | float, decimals: int | None = None) -> str:
    """A number with the separators and digits of the reader's language."""
    point, comma = get_format("DECIMAL_SEPARATOR"), get_format("THOUSAND_SEPARATOR")
    text = number_format(value, point, decimals, 3, comma, force_grouping=bool(value) and abs(value) >= 1_000)
    return localized_digits(text.replace(",", "٬") if is_persian() else text)


def signed_number(value: int) -> str:
    """With its sign before it, whichever way the line runs: ``+25``, ``−5``, ``+0``."""
    text = f"{'−' if value < 0 else '+'}{localized_number(abs(value))}"
    return f"\u2066{text}\u2069" if get_language_bidi() else text


def localized_date(moment: datetime) -> str:
    """A day in words, in the reader's time zone: ``21 November 2026`` or ``۳۰ آبان ۱۴۰۵``."""
    day = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    if is_persian():
        jalali = jdatetime.date.fromgregorian(day=day.day, month=day.month, year=day.year)
        return localized_digits(f"{jalali.day} {_JALALI_MONTHS[jalali.month - 1]} {jalali.year}")
    return date_format(day, "DATE_FORMAT")


def localized_datetime(moment: datetime) -> str:
    """A day and a time of day, in the reader's time zone."""
    local = timezone.localtime(moment)
    clock = localized_digits(django_format(local, "H:i"))
    return gettext("%(day)s, %(clock)s") % {"day": localized_date(local), "clock": clock}


def localized_soon(moment: datetime) -> str:
    """A moment of the coming days by its weekday: “Tuesday, 14:00”; one further away, or past, by its date."""
    days = (timezone.localtime(moment).date() - timezone.localdate()).days
    if not 0 <= days < 7:
        return localized_datetime(moment)
    local = timezone.localtime(moment)
    clock = localized_digits(django_format(local, "H:i"))
    return gettext("%(day)s, %(clock)s") % {"day": django_format(local, "l"), "clock": clock}


def time_ago(moment: datetime, now: datetime | None = None) -> str:
    """A moment as people say it: “just now”, “3 hours ago”, “in 2 days”; older than 30 days, the date."""
    seconds = int(((now or timezone.now()) - moment).total_seconds())
    ahead, span = seconds < 0, abs(seconds)
    if span < 60:
        return gettext("in a moment") if ahead else gettext("just now")
    if span >= 30 * 86_400:
        return localized_date(moment)
    if span < 3_600:
        count = span // 60
        text = (
            ngettext("in %(count)s minute", "in %(count)s minutes", count)
            if ahead
            else ngettext("%(count)s minute ago", "%(count)s minutes ago", count)
        )
    elif span < 86_400:
        count = span // 3_600
        text = (
            ngettext("in %(count)s hour", "in %(count)s hours", count)
            if ahead
            else ngettext("%(count)s hour ago", "%(count)s hours ago", count)
        )
    else:
        count = span // 86_400
        text = (
            ngettext("in %(count)s day", "in %(count)s days", count)
            if ahead
            else ngettext("%(count)s day ago", "%(count)s days ago", count)
        )
    return text % {"count": localized_number(count)}

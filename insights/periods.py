"""Weeks a report looks at: the last few, or one; from Monday on, the present one as far as it has come."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from insights.figures import Period
from search.tallies import start_of, week_of

CHOICES = (1, 4, 12, 52)
USUAL = 4
WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Weeks:
    """`count` weeks from the Monday `first`, in one language or, with "", in all."""

    first: date
    count: int
    lang: str
    now: datetime
    is_one: bool = False  # a week that was asked for by its Monday

    @classmethod
    def of(cls, query: QueryDict) -> "Weeks":
        """What an address asks for; what makes no sense is the usual."""
        now = timezone.now()
        present, lang = week_of(now), query.get("lang", "")
        lang = lang if lang in dict(settings.LANGUAGES) else ""
        try:
            day = date.fromisoformat(query.get("week", ""))
            week = day - timedelta(days=day.weekday())
        except (ValueError, OverflowError):
            week = None
        if week and present - 60 * WEEK <= week <= present:
            return cls(week, 1, lang, now, is_one=True)
        count = next((count for count in CHOICES if query.get("weeks") == str(count)), USUAL)
        return cls(present - (count - 1) * WEEK, count, lang, now)

    @property
    def end(self) -> date:
        return self.first + self.count * WEEK

    @property
    def before(self) -> "Weeks":
        return Weeks(self.first - self.count * WEEK, self.count, self.lang, self.now)

    @property
    def period(self) -> Period:
        return Period(start_of(self.first), start_of(self.end))

    @property
    def mondays(self) -> list[date]:
        return [self.first + number * WEEK for number in range(self.count)]

    @property
    def share_passed(self) -> float:
        """How much of the period is over: what makes a week that is not over comparable with a whole one."""
        passed, whole = self.now - self.period.start, self.period.end - self.period.start
        return min(1.0, max(passed / whole, 1 / (7 * self.count)))

    @property
    def tallies(self) -> Q:
        where = Q(week__gte=self.first, week__lt=self.end)
        return where & Q(lang=self.lang) if self.lang else where

    @property
    def query(self) -> dict[str, str]:
        """The same in an address."""
        chosen = {"week": self.first.isoformat()} if self.is_one else {"weeks": str(self.count)}
        return chosen | ({"lang": self.lang} if self.lang else {})

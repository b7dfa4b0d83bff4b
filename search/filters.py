"""The filters of the results page: read from the address, kept in the address."""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict

from search.queries import KINDS, MAX_PAGE, SINCE

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_NAMES = ("kind", "in", "lang", "since", "solved")  # in addresses


@dataclass(frozen=True)
class Filters:
    """What is shown of the results. A value nobody offers is no filter: an old or mistyped link still finds."""

    kind: str | None = None
    lang: str | None = None
    group: str | None = None
    solved: bool | None = None
    since: int | None = None
    is_exact: bool = False  # the words as typed, although nobody wrote them so
    page: int = 1

    @classmethod
    def of(cls, query: QueryDict) -> "Filters":
        kind, lang, group, page = (query.get(name, "") for name in ("kind", "lang", "in", "page"))
        return cls(
            kind=kind if kind in KINDS else None,
            lang=lang if lang in dict(settings.LANGUAGES) else None,
            group=group if is_group_key(group) else None,
            solved=True if query.get("solved") == "1" else None,
            since=next((days for days in SINCE if str(days) == query.get("since")), None),
            is_exact=query.get("exact") == "1",
            page=min(int(page), MAX_PAGE) if page.isascii() and page.isdecimal() and len(page) < 6 and int(page) else 1,
        )

    @property
    def options(self) -> dict:
        """What `search.queries.search` is asked with."""
        return {
            **{"kind": self.kind, "only_lang": self.lang, "group": self.group, "solved": self.solved},
            **{"since": self.since, "correcting": not self.is_exact, "page": self.page},
        }

    @property
    def values(self) -> dict[str, str]:
        """The chosen filters as an address holds them."""
        solved, since = "1" if self.solved else None, str(self.since) if self.since else None
        values = {"kind": self.kind, "in": self.group, "lang": self.lang, "since": since, "solved": solved}
        return {name: value for name, value in values.items() if value}

    @property
    def count(self) -> int:
        return len(self.values)

    def url(self, text: str, **changes: str | None) -> str:
        """The address of the first page with other filters; None takes one away."""
        return _url(text, {**self.values, **changes}, self.is_exact)

    def without_each(self) -> list["Filters"]:
        """In the order of `values`: the others, without one."""
        return [replace(self, page=1, **{"group" if name == "in" else name: None}) for name in self.values]


def is_group_key(text: str) -> bool:
    return bool(_KEY.fullmatch(text))


def _url(text: str, values: dict, is_exact: bool) -> str:
    kept = {"q": text, **{name: values[name] for name in _NAMES if values.get(name)}}
    return f"?{urlencode(kept | ({'exact': '1'} if is_exact else {}))}"

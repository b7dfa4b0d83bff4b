"""How a reader finds the way: head and foot of the page, search, crumbs, tabs, pages."""

import re
from types import SimpleNamespace

from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import mark_safe

from site_config.styleguide.frames import Example, Part, both
from site_config.styleguide.samples import ADDRESS, LONG_WORD, MARA, RETURN_ITEM, RETURNS
from site_config.templatetags.stoa import language_links


class _Reader(SimpleNamespace):
    """Someone signed in, with that many new notifications."""

    pk, is_authenticated, is_superuser, roles = 1, True, False, frozenset()

    def __str__(self):
        return str(MARA)

    @property
    def unread_count(self):
        return self.new


def _with_languages(user=None, path="/", **more):
    """What base.html knows around the head and the foot."""
    request = SimpleNamespace(user=user, path=path, get_full_path=lambda: path, GET={}, META={})
    return lambda: {
        "request": request, "user": user, "csrf_token": "sample",
        "languages": language_links({"request": request, "translations": dict.fromkeys(("en", "fa", "ru"), "#")}),
        **more,
    }  # fmt: skip


def _suggestions():
    lang = translation.get_language()
    offered = [
        {"kind": "search", "text": both("return label", "برچسب مرجوعی")},
        {"kind": "article", "text": RETURN_ITEM, "place": RETURNS},
        {
            "kind": "video",
            "text": both("Pack a fragile item", "بسته‌بندی کالای شکستنی"),
            "place": both("Video, 2:14", "ویدیو، ۲:۱۴"),
        },
        {"kind": "thread", "text": ADDRESS, "place": both("Community, solved", "انجمن، حل‌شده")},
    ]
    typed = str(both("return", "مرجوع"))
    for one in offered:
        words = re.sub(typed, r"<mark>\g<0></mark>", escape(str(one["text"])), flags=re.IGNORECASE)
        one |= {"url": "#", "lang": lang, "words": mark_safe(words)}
    html = render_to_string("search/suggestions.html", {"completions": offered, "text": typed})
    return {
        "box_id": "open",
        "value": both("return", "مرجوع"),
        "open_suggestions": mark_safe(html.replace("<a ", '<a aria-selected="true" ', 1)),
    }


def _page(number, count):
    return {"page": Paginator(range(count * 10), 10).page(number), "request": SimpleNamespace(GET=_Query())}


class _Query(dict):
    def copy(self):
        return _Query(self)

    def urlencode(self):
        return "&".join(f"{key}={value}" for key, value in self.items())


CRUMBS = [(both("Help", "راهنما"), "#"), (RETURNS, "#")]
TABS = [
    {"title": both("Newest", "تازه‌ترین"), "url": "#", "current": True, "count": 40},
    {"title": both("Unsolved", "حل‌نشده"), "url": "#", "count": 7},
    {"title": both("Without an answer", "بدون پاسخ"), "url": "#"},
]
CHIPS = [
    {"title": both("All", "همه"), "url": "#", "current": True},
    {"title": both("Articles", "مقاله‌ها"), "url": "#", "icon": "file-text", "count": 18},
    {"title": both("Videos", "ویدیوها"), "url": "#", "icon": "circle-play", "count": 3},
    {"title": both("Community", "انجمن"), "url": "#", "icon": "messages-square", "count": 0},
]
FACET = {
    "name": "topic",
    "title": both("Topic", "موضوع"),
    "choices": [
        {"title": both("All topics", "همهٔ موضوع‌ها"), "url": "#", "count": None},
        {"title": RETURNS, "url": "#", "count": 18, "current": True},
        {"title": both("Delivery", "ارسال"), "url": "#", "count": 7, "is_board": True},
        {"title": LONG_WORD, "url": "#", "count": 1204},
    ],
    "more": [{"title": both("Gift cards", "کارت هدیه"), "url": "#", "count": 1}],
}
HEADINGS = [
    (both("Before you start", "پیش از شروع"), "before"),
    (both("Send it back", "پس فرستادن کالا"), "send"),
    (both("With a label", "با برچسب پستی"), "label", 3),
    (both("Your refund", "بازپرداخت شما"), "refund"),
]

PARTS = [
    Part(
        "site_header",
        "Header",
        [
            Example("A guest", [_with_languages()]),
            Example("Signed in, three new notifications", [_with_languages(_Reader(new=3))]),
            Example(
                "More than 99 new; home page, where the search is in the middle",
                [_with_languages(_Reader(new=120), hide_header_search=True)],
            ),
        ],
        wide=True,
        named=("site_links", "bell", "site_icons"),
    ),
    Part("wordmark", "Wordmark", [Example("The name of the site, leading home")]),
    Part(
        "language_menu",
        "Language switch",
        [
            Example("Closed", [_with_languages()], "row"),
            Example("Open: Greek and Albanian have no translation yet", [_with_languages(menu_open=True)], "row"),
        ],
    ),
    Part(
        "account_menu",
        "Account menu",
        [
            Example("Closed", [_with_languages(_Reader(new=0))], "row"),
            Example("Open", [_with_languages(_Reader(new=0), menu_open=True)], "row"),
        ],
    ),
    Part(
        "account_nav",
        "Parts of the account",
        [Example("Inbox", [_with_languages(_Reader(new=0), "/en/account/inbox/")])],
    ),
    Part("site_footer", "Footer", [Example("On every page", [_with_languages()])], wide=True),
    Part("theme_switch", "Theme switch", [Example("Changes this whole page; the frames keep theirs")]),
    Part(
        "breadcrumbs",
        "Breadcrumbs",
        [
            Example("On most pages, whose h1 says the rest", [{"crumbs": CRUMBS}]),
            Example(
                "With this page; a long word wraps",
                [{"crumbs": [*CRUMBS, (RETURN_ITEM, "")]}, {"crumbs": [*CRUMBS, (LONG_WORD, "")]}],
            ),
        ],
    ),
    Part(
        "search_box",
        "Search box",
        [
            Example("Large, empty", [{"box_id": "large"}]),
            Example("Large, focus", [{"box_id": "focused"}], look="focus"),
            Example("Open: the first suggestion is chosen", [_suggestions]),
            Example(
                "Compact, in the header; with words",
                [{"box_id": "small", "compact": True}, {"box_id": "typed", "compact": True, "value": RETURNS}],
            ),
        ],
    ),
    Part(
        "filter_chips",
        "Filter chips",
        [
            Example("Rest, one is current", [{"chips": CHIPS, "label": both("Kind", "نوع")}]),
            Example("Hover", [{"chips": CHIPS[1:], "label": both("Kind", "نوع")}], look="hover"),
        ],
    ),
    Part(
        "facet",
        "Filter with counts",
        [
            Example("One value is chosen, the seldom ones are folded", [{"facet": FACET}]),
            Example("Hover", [{"facet": {**FACET, "name": "topic-2", "more": []}}], look="hover"),
        ],
    ),
    Part(
        "tabs",
        "Tabs",
        [
            Example("Few", [{"tabs": TABS, "label": both("Questions", "پرسش‌ها")}]),
            Example("More than fit: the strip scrolls", [{"tabs": TABS * 3, "label": both("Questions", "پرسش‌ها")}]),
            Example("Focus", [{"tabs": TABS[1:], "label": both("Questions", "پرسش‌ها")}], look="focus"),
        ],
    ),
    Part(
        "pager",
        "Pager",
        [
            Example("First page", [lambda: _page(1, 100)]),
            Example("In the middle", [lambda: _page(37, 100)]),
            Example("Last page", [lambda: _page(100, 100)]),
            Example("A single page shows nothing", [lambda: _page(1, 1)]),
        ],
    ),
    Part(
        "toc",
        "Contents of a page",
        [Example("The part being read is marked while scrolling", [{"headings": HEADINGS}])],
    ),
]

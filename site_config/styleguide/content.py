"""What the help pages are made of: tiles, cards and the parts of an article."""

from site_config.styleguide.frames import Example, Part, both
from site_config.styleguide.samples import DELIVERY, LONG_WORD, RETURN_ITEM, RETURNS, ago

ARTICLES = [
    {"title": both("Track your order", "پیگیری سفارش"), "url": "#"},
    {"title": both("My parcel is late", "بسته‌ام دیر کرده است"), "url": "#"},
    {"title": both("Change the delivery address", "تغییر نشانی تحویل"), "url": "#"},
]
STEPS = [
    {
        "title": both("Open My orders", "«سفارش‌های من» را باز کنید"),
        "text": both("Choose the order.", "سفارش را انتخاب کنید."),
    },
    {"text": both("Press “Return” and say why.", "روی «مرجوعی» بزنید و دلیل را بنویسید.")},
    {"text": both("Bring the parcel to a pick-up point within 14 days.", "بسته را ظرف ۱۴ روز به مرکز تحویل ببرید.")},
]
HEAD = [both("Way", "روش"), both("Days", "روز"), both("Price", "هزینه")]
ROWS = [
    [both("Standard", "عادی"), both("2–4", "۲ تا ۴"), both("€4.90", "۴٫۹۰ یورو")],
    [both("Express", "سریع"), both("1", "۱"), both("€9.90", "۹٫۹۰ یورو")],
]
PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
PERSIAN_DIGITS = str.maketrans("0123456789", PERSIAN)
WIDE_HEAD = [both("Country", "کشور"), *(both(f"Zone {n}", f"منطقهٔ {PERSIAN[n]}") for n in range(1, 9))]
WIDE_ROWS = [
    [name, *(both(f"€{n * 3}.90", f"{n * 3}٫۹۰ یورو".translate(PERSIAN_DIGITS)) for n in range(1, 9))]
    for name in (both("Germany", "آلمان"), both("Greece", "یونان"))
]
TIMES = both("Delivery times", "زمان تحویل")

PARTS = [
    Part(
        "section_card",
        "Section",
        [
            Example(
                "With its top articles",
                [{"title": DELIVERY, "url": "#", "icon": "truck", "articles": ARTICLES, "count": 14}],
            ),
            Example(
                "One article", [{"title": RETURNS, "url": "#", "icon": "undo-2", "articles": ARTICLES[:1], "count": 1}]
            ),
            Example(
                "Empty, with a word that is too long",
                [
                    {
                        "title": LONG_WORD,
                        "url": "#",
                        "icon": "credit-card",
                        "intro": both("Nothing here yet.", "هنوز چیزی اینجا نیست."),
                    }
                ],
            ),
        ],
    ),
    Part(
        "article_card",
        "Article",
        [
            Example(
                "With summary, place and date",
                [
                    lambda: {
                        "title": RETURN_ITEM,
                        "url": "#",
                        "summary": both(
                            "Within 30 days, free of charge, from home or at a pick-up point.",
                            "ظرف ۳۰ روز، رایگان، از خانه یا از مرکز تحویل.",
                        ),
                        "place": RETURNS,
                        "updated": ago(days=3),
                    }
                ],
            ),
            Example("Title only", [{"title": RETURN_ITEM, "url": "#"}]),
        ],
    ),
    Part(
        "guide_card",
        "Guide",
        [
            Example(
                "Without a poster, with its length",
                [
                    {
                        "title": both("Change the shade of the Alba lamp", "تعویض سرپوش چراغ آلبا"),
                        "url": "#",
                        "seconds": 134,
                        "place": both("Warranty", "ضمانت"),
                    }
                ],
            ),
            Example(
                "In a row",
                [
                    {
                        "title": both("Pack a fragile item", "بسته‌بندی کالای شکستنی"),
                        "url": "#",
                        "seconds": 4000,
                        "row": True,
                        "place": RETURNS,
                    }
                ],
            ),
        ],
    ),
    Part(
        "callout",
        "Callout",
        [
            Example(
                "The short answer",
                [
                    {
                        "kind": "answer",
                        "text": both(
                            "Within 30 days, in My orders → Return. Sending it back is free.",
                            "ظرف ۳۰ روز، در «سفارش‌های من» ← «مرجوعی». پس فرستادن رایگان است.",
                        ),
                    }
                ],
            ),
            Example(
                "Note, tip, warning",
                [
                    {"kind": "note", "text": both("Keep the receipt of the post office.", "رسید پست را نگه دارید.")},
                    {"kind": "tip", "text": both("A photo of the box helps.", "عکسی از جعبه کمک می‌کند.")},
                    {"kind": "warning", "text": both("Switch the lamp off first.", "اول چراغ را خاموش کنید.")},
                ],
            ),
        ],
    ),
    Part("steps", "Steps", [Example("Titles are optional", [{"steps": STEPS}])]),
    Part(
        "table",
        "Table",
        [
            Example("Narrow", [{"caption": TIMES, "head": HEAD, "rows": ROWS, "first_is_head": True}]),
            Example(
                "Wide: scrolls inside its frame, by Tab and arrows, too",
                [
                    {
                        "caption": both("Prices by zone", "هزینه بر اساس منطقه"),
                        "head": WIDE_HEAD,
                        "rows": WIDE_ROWS,
                        "first_is_head": True,
                    }
                ],
            ),
        ],
    ),
]

"""What the site says back: good, bad, waiting, nothing."""

from site_config.styleguide.frames import Example, Part, both
from site_config.styleguide.samples import ASK, CONTACT

DELETE = both("Delete this answer?", "این پاسخ حذف شود؟")
SAVED = both("Saved.", "ذخیره شد.")

PARTS = [
    Part(
        "alert",
        "Alert",
        [
            Example(
                "To know; success",
                [
                    {
                        "kind": "info",
                        "text": both(
                            "Answers usually come within four working hours.", "معمولاً ظرف چهار ساعت کاری پاسخ می‌دهیم."
                        ),
                    },
                    {"kind": "success", "text": SAVED},
                ],
            ),
            Example(
                "Warning with a way on; error",
                [
                    {
                        "kind": "warning",
                        "title": both("Two people edit this", "دو نفر هم‌زمان ویرایش می‌کنند"),
                        "text": both("Mara saved a newer version.", "مریم نسخهٔ تازه‌تری ذخیره کرده است."),
                        "action_url": "#",
                        "action": both("See both", "دیدن هر دو"),
                    },
                    {
                        "kind": "error",
                        "title": both("We could not send it", "ارسال نشد"),
                        "text": both(
                            "The picture is 14 MB, the limit is 5 MB. Your text is still here.",
                            "حجم تصویر ۱۴ مگابایت است و حداکثر ۵ مگابایت. متن شما همین‌جا مانده است.",
                        ),
                    },
                ],
            ),
        ],
    ),
    Part("maintenance_bar", "Maintenance bar", [Example("For the team, while visitors see a notice")]),
    Part(
        "messages",
        "Messages",
        [
            Example(
                "After a request: one alert each",
                [
                    {"messages": [type("Said", (), {"level_tag": "success", "__str__": lambda self: str(SAVED)})()]},
                ],
            )
        ],
    ),
    Part(
        "dialog",
        "Dialog",
        [
            Example(
                "A question before something is lost",
                [
                    {
                        "id": "sample",
                        "dialog_open": True,
                        "title": DELETE,
                        "text": both(
                            "Votes on it are lost. You can not undo this.", "رأی‌های آن از بین می‌رود و بازگشتی نیست."
                        ),
                        "confirm": both("Delete", "حذف"),
                        "action_url": "#",
                        "danger": True,
                    }
                ],
            ),
            Example(
                "Without danger",
                [
                    {
                        "id": "calm",
                        "dialog_open": True,
                        "title": both("Accept this answer?", "این پاسخ پذیرفته شود؟"),
                        "text": both("Others will see it first.", "دیگران اول این را می‌بینند."),
                        "confirm": both("Accept", "پذیرفتن"),
                        "action_url": "#",
                    }
                ],
            ),
        ],
    ),
    Part(
        "toast",
        "Toast",
        [
            Example(
                "Passing by, success, failure",
                [
                    {"toast_text": both("Copied.", "کپی شد.")},
                    {"toast_text": SAVED},
                    {
                        "toast_text": both(
                            "That did not work. Check the connection and try again.",
                            "انجام نشد. اتصال را بررسی کنید و دوباره امتحان کنید.",
                        ),
                        "toast_action": both("Try again", "دوباره امتحان کنید"),
                    },
                ],
            ),
        ],
    ),
    Part(
        "progress",
        "Progress",
        [
            Example(
                "Some, none, full",
                [
                    {
                        "value": 3,
                        "max": 5,
                        "label": both("Steps done", "گام‌های انجام‌شده"),
                        "id": "some",
                        "words": both("3 of 5", "۳ از ۵"),
                    },
                    {"value": 0, "max": 5, "label": both("Not begun", "شروع‌نشده"), "id": "none"},
                    {"value": 5, "max": 5, "label": both("All done", "همه انجام شد"), "id": "full"},
                ],
            ),
            Example(
                "Nobody knows how long",
                [{"label": both("Sending the picture…", "در حال ارسال تصویر…"), "id": "endless"}],
            ),
        ],
    ),
    Part(
        "skeleton",
        "Skeleton",
        [
            Example("Lines", [{"lines": "..."}]),
            Example("A card", [{"kind": "card"}]),
            Example("A list", [{"kind": "list", "lines": "..."}]),
        ],
    ),
    Part(
        "empty_state",
        "Empty state",
        [
            Example(
                "With the next step and another way",
                [
                    {
                        "icon": "inbox",
                        "title": both("No requests yet", "هنوز درخواستی نیست"),
                        "text": both(
                            "When you contact us, the conversation appears here.",
                            "وقتی با ما تماس بگیرید، گفتگو اینجا دیده می‌شود.",
                        ),
                        "action_url": "#",
                        "action": CONTACT,
                        "second_url": "#",
                        "second": ASK,
                    }
                ],
            ),
            Example("Nothing to do", [{"icon": "circle-check", "title": both("All answered", "همه پاسخ گرفته‌اند")}]),
        ],
    ),
]

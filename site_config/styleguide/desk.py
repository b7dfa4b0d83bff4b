"""Requests, for customers and at the desk."""

from site_config.styleguide.frames import Example, Part, both
from site_config.styleguide.samples import ELENI, JONAS, LONG_WORD, MARA, REFUND, ago, post


def _message(number, author, **more):
    return lambda: {"id": number, "author": author, "html": post(), "when": ago(hours=3), **more}


PARTS = [
    Part(
        "ticket_row",
        "Request in a list",
        [
            Example(
                "Unread; open now and late; a long word",
                [
                    lambda: {
                        "url": "#",
                        "number": 1042,
                        "title": REFUND,
                        "status": "new",
                        "who": MARA,
                        "updated": ago(minutes=9),
                        "due": both("in 2 hours", "تا ۲ ساعت دیگر"),
                        "unread": True,
                    },
                    lambda: {
                        "url": "#",
                        "number": 1041,
                        "title": both("Charged twice", "دو بار پول کم شد"),
                        "status": "open",
                        "who": JONAS,
                        "updated": ago(days=1),
                        "due": both("3 hours late", "۳ ساعت دیر"),
                        "breach": True,
                        "current": True,
                        "priority": both("High", "زیاد"),
                    },
                    lambda: {
                        "url": "#",
                        "number": 1040,
                        "title": LONG_WORD,
                        "status": "closed",
                        "updated": ago(days=30),
                    },
                ],
                "list",
            ),
        ],
    ),
    Part(
        "message",
        "Message",
        [
            Example("From the customer", [_message(1, MARA)]),
            Example("From our team, also shown in the community", [_message(2, ELENI, staff=True, kind="thread")]),
            Example("Internal note", [_message(3, ELENI, staff=True, kind="internal")]),
        ],
    ),
]

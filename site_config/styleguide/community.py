"""Questions, people and answers."""

from django.utils.safestring import mark_safe

from site_config.styleguide.frames import Example, Part, both
from site_config.styleguide.samples import ADDRESS, DELIVERY, ELENI, JONAS, LONG_WORD, MARA, Member, ago, post

STATES = ("solved", "open", "waiting", "answered", "needs_info", "escalated", "official", "hidden", "locked")
SETTLED = ("outdated", "closed", "archived", "merged")
REQUEST_STATES = ("new", "pending_customer", "on_hold", "closed", "due", "breach")
HELPER = Member(JONAS, 2, 1240, both("Helper", "یاری‌رسان"))
EXPERT = Member(MARA, 4, 18_930, both("Expert", "خبره"), "rescuer")
BADGE_OF_GROUP = ("oriented", "rescuer", "clear-asker", "librarian", "sentinel", "board-expert")
HELPFUL = both("Helpful", "مفید بود")
ME_TOO = both("I have this too", "من هم همین مشکل را دارم")
OWN = both("This is your own answer", "این پاسخ خود شماست")


def _thread(title, status, answers, me_too, **more):
    return lambda: {
        "url": "#", "title": title, "status": status, "board": DELIVERY, "answers": answers, "me_too": me_too,
        "asked": ago(hours=7), "author": MARA, **more,
    }  # fmt: skip


def _answer(number, author, **more):
    return lambda: {"id": number, "author": author, "html": post(), "created": ago(days=1), **more}


ASKS = both("Asks for more information", "اطلاعات بیشتری می‌خواهد")
MISSING = both("Says what is missing", "می‌گوید چه کم است")


def _comment(author, **more):
    words = both("On mine it is called <code>KE-10482</code>.", "روی مال من نامش <code>KE-10482</code> است.")
    comment = {"pk": 1, "author": author, "author_id": 1, "body_html": words, "kind": "plain", "get_absolute_url": "#"}
    reader = more.pop("reader", {"may_report": True})
    return lambda: {"comment": {**comment, "created_at": ago(hours=2), "reader": reader, **more}}


BLINKED = both("It blinked at once, thank you", "همان لحظه چشمک زد، سپاس از شما")
EDIT = [
    {
        "name": both("Title", "عنوان"),
        "shown": mark_safe("Where is my <del>lamp</del> <ins>refund</ins>?"),
    }
]


def _act(act, words, reason, **more):
    done = {"pk": 1, "get_act_display": words, "actor": ELENI, "reason": reason, **more}
    return lambda: {"done": {**done, "created_at": ago(hours=3)}, "undo": True}


def _review(title, reasons, **more):
    flags = [{"get_reason_display": reason} for reason in reasons]
    review = {"pk": 1, "version": 1, "thread": {"title": title}, "waiting_flags": flags, "excerpt": ADDRESS, **more}
    post = {"author": JONAS, "is_hidden": more["answer"]}
    return lambda: {"review": {**review, "opened_at": ago(hours=3), "record": {"hidden": 2}}, "post": post, "url": "#"}


PARTS = [
    Part(
        "thread_card",
        "Question in a list",
        [
            Example(
                "Solved; waiting; with our team",
                [
                    _thread(ADDRESS, "solved", 4, 12),
                    _thread(
                        both("Lamp flickers when dimmed below 20 %", "چراغ در نور کمتر از ۲۰٪ چشمک می‌زند"),
                        "waiting",
                        0,
                        3,
                    ),
                    _thread(both("Charged twice for one order", "برای یک سفارش دو بار پول کم شد"), "escalated", 23, 1),
                ],
                "list",
            ),
            Example(
                "With the beginning of its text",
                [
                    _thread(
                        ADDRESS,
                        "open",
                        1,
                        0,
                        excerpt=both(
                            "I moved last week and the parcel is already on its way.",
                            "هفتهٔ پیش اسباب‌کشی کردم و بسته در راه است.",
                        ),
                    )
                ],
            ),
            Example(
                "A long word, emoji, the other direction",
                [
                    _thread(LONG_WORD, "answered", 2, 0),
                    _thread("🛋️💡📦", "open", 0, 0),
                    _thread(both("سفارش من هنوز نرسیده است؛ کد KE-10482", "Where is my order KE-10482?"), "open", 1, 1),
                ],
                "list",
            ),
        ],
        wide=True,
    ),
    Part(
        "person",
        "Person",
        [
            Example(
                "A member; with what stands beside the name; with words",
                [
                    lambda: {"name": JONAS, "url": "#", "when": ago(hours=2)},
                    lambda: {"name": HELPER, "when": ago(days=3)},
                    {"name": EXPERT, "words": both("+120 this month", "۱۲۰+ در این ماه")},
                ],
            ),
            Example(
                "Our team; small; without a name; a long one",
                [
                    lambda: {"name": ELENI, "staff": True, "when": ago(minutes=5)},
                    lambda: {"name": JONAS, "small": True, "when": ago(days=40)},
                    lambda: {"name": "", "when": ago(days=1)},
                    {"name": Member(LONG_WORD, 3, 512, both("Advocate", "حامی"))},
                ],
            ),
        ],
    ),
    Part(
        "member_name",
        "Name of a member",
        [
            Example(
                "Level 1, Helper, Expert, our team",
                [{"member": Member(ELENI)}, {"member": HELPER}, {"member": EXPERT}, {"member": ELENI, "staff": True}],
            ),
            Example(
                "Small, bare, who left",
                [
                    {"member": HELPER, "size": "small"},
                    {"member": EXPERT, "size": "bare"},
                    {"member": both("Former member", "عضو پیشین")},
                ],
            ),
        ],
    ),
    Part(
        "badge",
        "Badge",
        [
            Example("A shape for each group", [{"slug": slug, "size": "medium"} for slug in BADGE_OF_GROUP], "row"),
            Example("Small, as beside a name", [{"slug": slug, "named": True} for slug in BADGE_OF_GROUP], "row"),
            Example(
                "Steps; not earned yet",
                [
                    *({"slug": f"solver-{step}", "size": "medium"} for step in (1, 2, 3, 4)),
                    {"slug": "mentor", "size": "medium", "missing": True},
                ],
                "row",
            ),
            Example("Large", [{"slug": "champion", "size": "large", "named": True}]),
        ],
    ),
    Part(
        "status_chip",
        "Status",
        [
            Example("Of a question", [{"status": status} for status in (*STATES, *SETTLED)], "row"),
            Example("Of a request", [{"status": status} for status in REQUEST_STATES], "row"),
        ],
    ),
    Part(
        "vote_button",
        "Vote",
        [
            Example(
                "Rest, pressed, me too",
                [
                    {"url": "#", "count": 31, "label": HELPFUL},
                    {"url": "#", "count": 32, "pressed": True, "label": HELPFUL},
                    {"url": "#", "count": 12, "label": ME_TOO, "icon": "hand"},
                ],
                "row",
            ),
            Example("Hover", [{"url": "#", "count": 31, "label": HELPFUL}], "row", "hover"),
            Example(
                "Busy; it did not work; not for one's own answer",
                [
                    {"url": "#", "count": 31, "label": HELPFUL, "busy": True},
                    {"url": "#", "count": 31, "label": HELPFUL, "failed": True},
                    {"disabled": True, "why": OWN, "count": 3, "label": HELPFUL},
                ],
                "row",
            ),
        ],
    ),
    Part(
        "answer",
        "Answer",
        [
            Example(
                "Accepted",
                [
                    _answer(
                        1,
                        HELPER,
                        accepted=True,
                        why_accepted=both("Chosen by the person who asked", "انتخاب پرسنده"),
                        controls="styleguide/answer_controls.html",
                        rights="author",
                    )
                ],
            ),
            Example(
                "Votes and accept, as the person who asked sees them",
                [_answer(4, MARA, controls="styleguide/answer_controls.html", rights="asker")],
            ),
            Example("Official, edited", [_answer(2, ELENI, staff=True, official=True, edited=True)]),
            Example(
                "Hidden, as moderators see it",
                [_answer(3, JONAS, hidden=True, hidden_reason=both("Advertising", "تبلیغات"))],
            ),
        ],
    ),
    Part(
        "thanks",
        "Thanks at an answer",
        [
            Example(
                "Of the one who asked; of a later reader, who may change it; of somebody who left; hidden",
                [
                    {"said": {"words": BLINKED, "member": MARA, "has_asked": True}},
                    {
                        "said": {
                            "words": both("Second lamp, same trick.", "لامپ دوم هم با همین روش."),
                            "member": JONAS,
                        },
                        "way": "#",
                        "user": {"is_authenticated": True},
                        "reader": {"is_author": True},
                    },
                    {"said": {"words": both("It still helps.", "هنوز هم به درد می‌خورد."), "member": None}},
                    {"said": {"words": BLINKED, "member": JONAS, "is_hidden": True}},
                ],
            )
        ],
    ),
    Part(
        "comment",
        "Comment under a post",
        [
            Example(
                "As readers see it; edited; of somebody who left",
                [
                    _comment(JONAS),
                    _comment(MARA, edited_at=ago(hours=1)),
                    _comment(None, body_html=both("It still helps.", "هنوز هم به درد می‌خورد.")),
                ],
            ),
            Example(
                "A question back; what is missing; hidden, as its author sees it; of somebody the reader blocked",
                [
                    _comment(ELENI, kind="request", picture="circle-help", get_kind_display=ASKS),
                    _comment(MARA, kind="missing", picture="circle-alert", get_kind_display=MISSING),
                    _comment(
                        JONAS, is_hidden=True, why_hidden=both("Advertising", "تبلیغات"), reader={"may_edit": True}
                    ),
                    _comment(JONAS, reader={"is_blocked": True}),
                ],
            ),
        ],
    ),
    Part(
        "act",
        "Act of a moderator",
        [
            Example(
                "Hidden, with undo; an edit that was undone; by the rules",
                [
                    _act("hide", both("Hidden", "پنهان شد"), both("Advertising", "تبلیغات"), may_be_undone=True),
                    _act("edit", both("Edited", "ویرایش شد"), both("Clearer", "روشن‌تر"), is_undone=True, changes=EDIT),
                    _act("hide", both("Hidden", "پنهان شد"), "", actor=None, reverses_id=1),
                ],
            ),
        ],
    ),
    Part(
        "review_row",
        "Post in the moderators’ queue",
        [
            Example(
                "A question; an answer that is hidden, was edited, and that somebody looks at",
                [
                    _review(ADDRESS, [both("Spam or advertising", "هرزنامه یا تبلیغ")], answer=False),
                    _review(
                        DELIVERY,
                        [both("Rude or abusive", "توهین‌آمیز"), both("Off topic", "نامربوط")],
                        answer=True,
                        is_edited=True,
                        holder_words=both("Nina looks at it until 14:20.", "نینا تا ۱۴:۲۰ آن را می‌بیند."),
                    ),
                ],
                "list",
            ),
        ],
        wide=True,
    ),
]

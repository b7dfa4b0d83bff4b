"""What people type into and press."""

from django import forms

from site_config.styleguide.frames import Example, Part, both
from site_config.styleguide.samples import ASK

TITLE = both("Your question", "پرسش شما")
LONG_ERROR = both(
    "This address is not complete. Write it as in a mail program, for example name@example.org, "
    "without spaces before or after it.",
    "این نشانی کامل نیست. آن را مانند برنامهٔ ایمیل بنویسید، مثلاً name@example.org، بدون فاصله در آغاز یا پایان.",
)


class SampleForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(label=TITLE, help_text=both("One sentence is best.", "یک جمله بهتر است."), max_length=150)
    email = forms.EmailField(label=both("Email", "ایمیل"))
    board = forms.ChoiceField(
        label=both("Board", "تالار"),
        choices=[("", both("Choose…", "انتخاب کنید…")), ("orders", both("Orders", "سفارش‌ها"))],
    )
    reach = forms.ChoiceField(
        label=both("How may we answer?", "چگونه پاسخ بدهیم؟"),
        choices=[("mail", both("By email", "با ایمیل")), ("phone", both("By phone", "با تلفن"))],
        widget=forms.RadioSelect,
    )
    body = forms.CharField(
        label=both("Details", "جزئیات"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=both("What did you try?", "چه کارهایی کردید؟"),
        max_length=4000,
    )
    picture = forms.FileField(label=both("Picture", "تصویر"), required=False)
    follow = forms.BooleanField(
        label=both("Mail me about answers", "پاسخ‌ها را ایمیل کنید"),
        required=False,
        help_text=both("You can stop it at any time.", "هر زمان می‌توانید آن را قطع کنید."),
    )


def _field(name, error="", value=None, **attrs):
    """One bound field in a form of its own; ``error`` is said at it."""

    def params():
        form = SampleForm({name: value} if value is not None else None)
        if error:
            form = SampleForm({name: value or ""})
            form._errors = forms.utils.ErrorDict({name: form.error_class([error])})
        elif value is not None:
            form._errors = forms.utils.ErrorDict()
        form.fields[name].widget.attrs.update(attrs)
        return {"field": form[name]}

    return params


def _form(data=None, **more):
    return lambda: {
        "form": SampleForm(data),
        "submit": both("Send the request", "ارسال درخواست"),
        "action": "#",
        **more,
    }


def _button(label, **more):
    return {"label": label, **more}


def _kind(title, kind, label, icon=""):
    """The states of one kind of button beside each other: rest, small, busy, disabled; then hover and focus."""
    shown = {"kind": kind, "icon": icon}
    return [
        Example(
            f"{title}: rest, busy, disabled, small",
            [
                _button(label, **shown),
                _button(label, busy=True, **shown),
                _button(label, disabled=True, **shown),
                _button(label, small=True, **shown),
            ],
            "row",
        ),
        Example(f"{title}: hover", [_button(label, **shown)], "row", "hover"),
        Example(f"{title}: focus", [_button(label, **shown)], "row", "focus"),
    ]


WRONG = {"title": "", "email": "mara@", "body": "", "board": ""}
NOTHING_TYPED = both("Write your question in one sentence.", "پرسش خود را در یک جمله بنویسید.")

PARTS = [
    Part(
        "button",
        "Button",
        [
            *_kind("Primary", "primary", ASK, "message-square-plus"),
            *_kind("Secondary", "secondary", both("Save", "ذخیره")),
            *_kind("Quiet", "quiet", both("Cancel", "انصراف")),
            *_kind("Danger", "danger", both("Delete", "حذف"), "trash-2"),
            Example(
                "A link that looks like one; as wide as its column",
                [_button(ASK, url="#"), _button(ASK, kind="primary", wide=True)],
            ),
        ],
    ),
    Part(
        "field",
        "Field",
        [
            Example("Text with help; focus", [_field("title")], look="focus"),
            Example(
                "With a value; disabled; read-only",
                [
                    _field("title", value=both("Where is my parcel?", "بستهٔ من کجاست؟")),
                    _field("title", value=both("Where is my parcel?", "بستهٔ من کجاست؟"), disabled=True),
                    _field("title", value=both("Where is my parcel?", "بستهٔ من کجاست؟"), readonly=True),
                ],
            ),
            Example(
                "With an error; with a long one",
                [_field("title", error=NOTHING_TYPED), _field("email", error=LONG_ERROR, value="mara@")],
            ),
            Example("Text area", [_field("body", value=both("It flickers.", "چشمک می‌زند."))]),
            Example(
                "Choice from a list; radio buttons; radio buttons with an error",
                [
                    _field("board"),
                    _field("reach", value="mail"),
                    _field("reach", error=both("Choose one.", "یکی را انتخاب کنید.")),
                ],
            ),
            Example(
                "Check box; file",
                [
                    _field("follow", value="on"),
                    _field("picture"),
                    _field(
                        "picture",
                        error=both(
                            "The picture is 14 MB, the limit is 5 MB.", "حجم تصویر ۱۴ مگابایت است؛ حداکثر ۵ مگابایت."
                        ),
                    ),
                ],
            ),
        ],
        named=("field_errors",),
    ),
    Part(
        "form",
        "Form",
        [
            Example("Empty, with a way out", [_form(secondary_url="#", secondary=both("Cancel", "انصراف"))]),
            Example("Sent with mistakes: a summary with links, then each at its field", [_form(WRONG)]),
        ],
        named=("form_errors", "form_key"),
    ),
    Part(
        "markdown_editor",
        "Markdown editor",
        [
            Example("Empty", [_field("body")]),
            Example(
                "With a draft that was put back",
                [
                    lambda: {
                        **_field("body", value=both("It **flickers** when dimmed.", "در نور کم **چشمک** می‌زند."))(),
                        "draft_note": both("Draft put back.", "پیش‌نویس برگردانده شد."),
                    }
                ],
            ),
            Example(
                "With an error",
                [
                    _field(
                        "body",
                        error=both(
                            "Write a few words more: at least 20 characters.", "کمی بیشتر بنویسید: دست‌کم ۲۰ نویسه."
                        ),
                    )
                ],
            ),
        ],
        named=("markdown_preview",),
    ),
]

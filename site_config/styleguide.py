"""The living page of all components in their states, for staff: /styleguide/ (theme and language as everywhere)."""

from datetime import timedelta

from django import forms
from django.contrib.admin.views.decorators import staff_member_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from site_config.markdown import render_markdown

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitän" * 5
STATES = (
    *("solved", "open", "waiting", "answered", "escalated", "official", "hidden", "locked"),
    *("new", "pending_customer", "on_hold", "closed", "due", "breach"),
)
COLOURS = (
    *("paper", "quiet", "ink", "soft", "line", "edge", "accent", "accent-strong", "accent-tint", "mark"),
    *("solved", "waiting", "escalated", "breach", "info"),
)
SAMPLE_POST = """Place the lamp **face down** on a cloth, then:

1. Turn the ring to the left until it clicks.
2. Lift the shade off. It weighs about `400 g`.

> The ring may be tight the first time.

```
KE-10482  Delivered
```
"""


class SampleForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(label="Your question", help_text="One sentence is best.", max_length=150)
    email = forms.EmailField(label="Email")
    board = forms.ChoiceField(label="Board", choices=[("", "Choose…"), ("orders", "Orders"), ("delivery", "Delivery")])
    reach = forms.ChoiceField(
        label="How may we answer?", choices=[("mail", "By email"), ("phone", "By phone")], widget=forms.RadioSelect
    )
    body = forms.CharField(label="Details", widget=forms.Textarea(attrs={"rows": 6}), help_text="What did you try?")
    picture = forms.FileField(label="Picture", required=False)
    follow = forms.BooleanField(label="Mail me about answers", required=False, help_text="You can stop it at any time.")


def _sample_threads(now):
    texts = [
        ("How do I change the delivery address after ordering?", "solved", 4, 12),
        ("Lamp flickers when dimmed below 20 %", "waiting", 0, 3),
        (f"{LONG_WORD}: does it fit?", "escalated", 23, 0),
        ("سفارش من هنوز نرسیده است؛ کد رهگیری KE-10482", "open", 1, 1),
        ("🛋️💡📦", "answered", 2, 0),
    ]
    return [
        {"title": title, "status": status, "answers": answers, "me_too": me_too, "asked": now - timedelta(hours=7 * n)}
        for n, (title, status, answers, me_too) in enumerate(texts)
    ]


@staff_member_required(login_url="account_login")
def styleguide(request):
    now = timezone.now()
    context = {
        "colours": COLOURS,
        "states": STATES,
        "now": now,
        "earlier": now - timedelta(days=3),
        "long_word": LONG_WORD,
        "form": SampleForm(),
        "wrong_form": SampleForm({"title": "", "email": "mara@", "body": "", "board": ""}),
        "threads": _sample_threads(now),
        "post": render_markdown(SAMPLE_POST),
        "page": Paginator(range(1000), 10).page(3),
        "articles": [{"title": "Track your order", "url": "#"}, {"title": "My parcel is late", "url": "#"}],
        "headings": [("Before you start", "a"), ("Send it back", "b"), ("With a label", "c", 3), ("Your refund", "d")],
        "steps": [{"title": "Open My orders", "text": "Choose the order."}, {"text": "Press “Return” and say why."}],
        "tabs": [{"title": "Newest", "url": "#", "current": True, "count": 40}, {"title": "Unsolved", "url": "#"}],
        "chips": [
            {"title": _("All"), "url": "#", "current": True},
            {"title": "Videos", "url": "#", "icon": "circle-play", "count": 3},
        ],
        "head": ["Way", "Days", "Price"],
        "rows": [["Standard", "2–4", "€4.90"], ["Express", "1", "€9.90"]],
        "chapters": [{"start": 0, "title": "What you need"}, {"start": 74, "title": "Turn the ring"}],
        "cues": [(0, "You need a cloth and a minute."), (74.5, "Turn the ring to the left until it clicks.")],
        "crumbs": [("Help", "#"), ("Returns", "#"), ("How do I return something?", "")],
    }
    return render(request, "styleguide.html", context)

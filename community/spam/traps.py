"""Traps in forms, for scripts that fill whatever they find and send it at once. People who step in are asked once more.

The form's number carries the moment it was shown, signed. Beside it stands a field that nobody sees: it is out of the
tab order, named for those whose tools read it all the same, and browsers are asked not to fill it.
"""

from datetime import timedelta
from time import time
from uuid import uuid4

from django import forms
from django.core.signing import BadSignature, TimestampSigner, b62_decode
from django.http import HttpRequest
from django.template.loader import render_to_string

from community.rules import FASTEST_FORM, FORM_LASTS
from community.spam.origin import Origin
from search.visitors import address_of

TRAP = "homepage"
_signer = TimestampSigner(salt="form")


def new_key() -> str:
    """A form's own number and when it was shown: ``number:moment:signature``."""
    return _signer.sign(uuid4().hex)


def pace_of(key: str) -> str:
    """``fast``, ``old`` or empty. A number that we did not give is as good as an old one."""
    try:
        _signer.unsign(key, max_age=FORM_LASTS)
    except BadSignature:  # or expired, which is one
        return "old"
    shown_at = b62_decode(key.split(":")[1])
    return "fast" if timedelta(seconds=time() - shown_at) < FASTEST_FORM else ""


def origin_of(request: HttpRequest, key: str, *, was_kept: bool) -> Origin:
    """``was_kept``: the text waited through sign-in, so that sending it at once is no wonder."""
    pace = "" if was_kept else pace_of(key)
    return Origin(address=address_of(request), agent=request.headers.get("User-Agent", "")[:300], pace=pace)


class KeyWidget(forms.HiddenInput):
    """The form's number, and the trap beside it: whoever shows the one shows the other."""

    def render(self, name, value, attrs=None, renderer=None):
        return render_to_string("components/form_key.html", {"name": name, "value": value or "", "trap": TRAP})

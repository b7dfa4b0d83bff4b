"""What a guest typed, kept in the session through sign-in and back."""

MAX_DRAFTS = 5
_SESSION_KEY = "drafts"


def keep(request, name: str, form) -> None:
    """Remember under a name what a valid form took, whose size its checks bound, and nothing else that was sent along.
    The oldest of more than five drafts is forgotten."""
    drafts = {key: value for key, value in request.session.get(_SESSION_KEY, {}).items() if key != name}
    drafts[name] = {
        field: value if isinstance(value, str) else form[field].data or ""
        for field, value in form.cleaned_data.items()
        if field != "key_field"
    }
    request.session[_SESSION_KEY] = dict(list(drafts.items())[-MAX_DRAFTS:])


def read(request, name: str) -> dict:
    """The kept fields, or nothing. Reading one does not make a session for guests who have none."""
    return request.session.get(_SESSION_KEY, {}).get(name, {})


def has_any(request) -> bool:
    return bool(request.session.get(_SESSION_KEY))


def forget(request, name: str) -> None:
    drafts = request.session.get(_SESSION_KEY, {})
    if drafts.pop(name, None):
        request.session[_SESSION_KEY] = drafts

"""Who reads, in which time zone, and what others may keep of it."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject


class Readers(AuthenticationMiddleware):
    """Django's own, which takes the user that came with the session where everything is in order."""

    def process_request(self, request):
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _reader_of(request))


def _reader_of(request):
    if not hasattr(request, "_cached_user"):  # the name Django keeps it under
        request._cached_user = _owner_signed_in(request.session) or auth.get_user(request)
    return request._cached_user


def _owner_signed_in(session):
    """The session's owner, as sure as `django.contrib.auth.get_user` is; None where only that can tell.

    It also knows older secrets, ends sessions of a changed password and asks backends with rules of their own.
    """
    signed_in, path = session.get(auth.SESSION_KEY), session.get(auth.BACKEND_SESSION_KEY)
    owner = getattr(session, "owner", None)
    if owner is None or str(owner.pk) != signed_in or path not in settings.AUTHENTICATION_BACKENDS:
        return None
    backend = auth.load_backend(path)
    if type(backend).get_user is not ModelBackend.get_user or not backend.user_can_authenticate(owner):
        return None
    proof = session.get(auth.HASH_SESSION_KEY, "")
    return owner if constant_time_compare(proof, owner.get_session_auth_hash()) else None


class ReaderTimezone:
    """Show times in the signed-in reader's own time zone; guests get the site's."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        name = getattr(request.user, "timezone", "") if request.session.session_key else ""
        try:
            zone = ZoneInfo(name) if name else None
        except (ZoneInfoNotFoundError, ValueError):
            zone = None
        with timezone.override(zone):
            return self.get_response(request)


class PrivatePages:
    """What a reader with a session sees is theirs: no shared cache may keep it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.session.session_key and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True)
        return response

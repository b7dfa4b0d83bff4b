from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone
from django.utils.cache import patch_cache_control


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

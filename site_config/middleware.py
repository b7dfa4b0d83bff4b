"""What every request passes: no NUL bytes, and the content security policy of its part of the site."""

from urllib.parse import unquote_to_bytes

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpResponseBadRequest


class RefuseNulBytes:
    """Answer 400 to a NUL byte in path or query: PostgreSQL cannot store one, and no honest reader sends it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path_info or b"\x00" in unquote_to_bytes(request.META.get("QUERY_STRING", "")):
            return HttpResponseBadRequest("NUL bytes are not allowed in an address.", content_type="text/plain")
        return self.get_response(request)


class ContentSecurityPolicy(CSPMiddleware):
    """The strict policy with nonces everywhere; the editors' own below ``/cms/`` and the Django admin."""

    def get_policy_parts(self, request, response, report_only=False) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(("/cms/", "/django-admin/")):
            parts.config = settings.CMS_CONTENT_SECURITY_POLICY
            parts.nonce = None
        return parts

"""Uploaded media, with byte ranges, so that seeking in a video works without a web server in front.

WhiteNoise's responder does the work (ranges, ETag, 304, 416); we only find the file and close the doors.
"""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpResponse
from django.utils._os import safe_join
from django.views.static import mimetypes
from whitenoise.responders import StaticFile

SAFE_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; sandbox"),
    ("Cache-Control", "public, max-age=86400"),
    ("Accept-Ranges", "bytes"),
)


def serve_media(request, path: str):
    """Answer GET and HEAD for a file below ``MEDIA_ROOT``: 200, 206, 304, 404 or 416.

    Documents, however their address is written (``images/../documents/…``), go through Wagtail's own view only, which
    knows who may read them.
    """
    try:
        full_path = Path(safe_join(settings.MEDIA_ROOT, path))
    except SuspiciousFileOperation as error:
        raise Http404 from error
    if full_path.is_relative_to(Path(settings.MEDIA_ROOT).absolute() / "documents") or not full_path.is_file():
        raise Http404
    content_type = mimetypes.guess_type(full_path.name)[0] or "application/octet-stream"
    if full_path.suffix == ".vtt":
        content_type = "text/vtt; charset=utf-8"
    served = StaticFile(str(full_path), [*SAFE_HEADERS, ("Content-Type", content_type)])
    answer = served.get_response(request.method, request.META)
    if answer.file is None:
        response = HttpResponse(status=answer.status)
    else:
        response = FileResponse(answer.file, status=answer.status)
    for name, value in answer.headers:
        response[name] = value
    return response

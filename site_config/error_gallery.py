"""The pages of what goes wrong, for staff to look at: /styleguide/errors/<name>/, real template and real status."""

from http import HTTPStatus

from django.http import Http404
from django.shortcuts import render

from site_config.staff import staff_only

STATUSES = {
    "400": HTTPStatus.BAD_REQUEST,
    "403": HTTPStatus.FORBIDDEN,
    "404": HTTPStatus.NOT_FOUND,
    "429": HTTPStatus.TOO_MANY_REQUESTS,
    "500": HTTPStatus.INTERNAL_SERVER_ERROR,
    "csrf": HTTPStatus.FORBIDDEN,
    "maintenance": HTTPStatus.SERVICE_UNAVAILABLE,
}
WITHOUT_REQUEST = {"500", "maintenance"}  # shown when the database or the request itself may be what failed


@staff_only
def show_error(request, name: str):
    if name not in STATUSES:
        raise Http404
    return render(None if name in WITHOUT_REQUEST else request, f"errors/{name}.html", status=STATUSES[name])

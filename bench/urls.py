from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from site_config.urls import handler400, handler403, handler404, handler500  # noqa: F401
from site_config.urls import urlpatterns as site_urlpatterns


def constant(request, size: int):
    """A page of ``size`` bytes of plain prose, through the same server and the same middleware."""
    line = b"<p>An answer that never changes, as long as the page it is compared with.</p>\n"
    return HttpResponse((line * (size // len(line) + 1))[:size])


def empty(request):
    """The site's own frame around nothing."""
    return render(request, "base.html")


urlpatterns = [path("bench/empty/", empty), path("bench/constant/<int:size>/", constant), *site_urlpatterns]

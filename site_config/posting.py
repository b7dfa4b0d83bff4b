"""Addresses that only take what a form on another page sends."""

from functools import wraps
from http import HTTPMethod

from django.shortcuts import redirect
from django.views.decorators.http import require_POST


def posted_from(page: str):
    """``require_POST`` for a form that stands on the page of that URL name, under the same arguments.

    A refused form is shown at this address. Whoever then reads the address again (the language menu, a bookmark, Enter
    in the address bar) is led back to the page, where a plain 405 would be a dead end.
    """

    def decorate(view):
        only_posts = require_POST(view)

        @wraps(view)
        def answered(request, *args, **kwargs):
            if request.method in (HTTPMethod.GET, HTTPMethod.HEAD):
                return redirect(page, *args, **kwargs)
            return only_posts(request, *args, **kwargs)

        return answered

    return decorate

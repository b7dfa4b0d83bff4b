"""Pages for staff."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied


def staff_only(view):
    """Guests sign in first. Others are told that it is not for them: the sign-in page would only send them back."""

    @login_required
    @wraps(view)
    def shown(request, *args, **kwargs):
        if not request.user.is_staff:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return shown

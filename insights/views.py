from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from insights.figures import FEW, Period, at_a_glance
from insights.permissions import can_read_insights

PERIODS = (7, 30)


@require_safe
def glance(request):
    """Self-service at a glance, for the last 7 or 30 days."""
    if not can_read_insights(request.user):
        raise PermissionDenied
    days = 7 if request.GET.get("days") == "7" else 30
    now = timezone.now()
    figures = at_a_glance(Period(now - timedelta(days=days), now))
    words = {"figures": figures, "days": days, "periods": PERIODS, "few": FEW}
    return render(request, "insights/glance.html", words)

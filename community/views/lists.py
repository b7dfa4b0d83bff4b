"""Lists of threads and of people."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.models import User
from community.models import Answer, Board, Thread
from community.queries import leaders, record_of, threads_to_list

THREADS_PER_PAGE = 20
POSTS_ON_PROFILE = 10
SHOWS = ("active", "newest", "unsolved", "solved")
MONTH = 30


@require_safe
def home(request):
    """Boards and the latest threads in the reader's language; ``?lang=all`` for every language."""
    boards = list(Board.objects.with_texts())
    slug, show = request.GET.get("board", ""), request.GET.get("show", "")
    board = get_object_or_404(Board.objects.with_texts(), slug=slug) if slug else None
    language = None if request.GET.get("lang") == "all" else get_language()
    show = show if show in SHOWS else "active"
    tag = request.GET.get("tag", "")[:40]
    threads = threads_to_list(request.user, language=language, board=board, show=show, tag=tag)
    page = Paginator(threads, THREADS_PER_PAGE).get_page(request.GET.get("page"))
    words = {"boards": boards, "board": board, "show": show, "tag": tag, "page": page, "all_languages": not language}
    return render(request, "community/home.html", words)


@require_safe
def leaderboard(request):
    """Who helped, in the last 30 days or ever."""
    days = None if request.GET.get("period") == "all" else MONTH
    return render(request, "community/leaderboard.html", {"leaders": leaders(days), "days": days})


@require_safe
def member(request, pk):
    found = get_object_or_404(User, pk=pk)
    answers = Answer.objects.public().filter(author=found).select_related("thread").order_by("-created_at")
    words = {
        "member": found,
        "record": record_of(found),
        "answers": answers[:POSTS_ON_PROFILE],
        "threads": Thread.objects.public().filter(author=found).for_cards().newest()[:POSTS_ON_PROFILE],
    }
    return render(request, "community/member.html", words)

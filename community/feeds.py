"""Questions and answers for feed readers (Atom), narrowed as the lists are: only what everyone may see.

A feed is the same for everyone, so it may be kept by whatever stands between, and costs nothing when unchanged (ETag).
"""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from community.lists import Wanted, threads_to_list
from community.models import Answer, Board, Thread
from community.texts import shorten, words_of
from site_config.texts import without_controls

QUESTIONS, ANSWERS = 20, 50
EXCERPT = 600  # letters
KEPT = 300  # seconds
SHOWS = ("newest", "unanswered", "unsolved", "solved")


def feed_query(wanted: Wanted) -> str:
    """The parameters of the feed that holds what a list does."""
    language = wanted.languages[0] if len(wanted.languages) == 1 else "all"
    named = {
        "show": wanted.show if wanted.show in SHOWS[1:] else "",
        "board": wanted.board.slug if wanted.board else "",
        "tag": wanted.tag,
        "lang": "" if language == get_language() else language,
    }
    query = urlencode({name: value for name, value in named.items() if value})
    return f"?{query}" if query else ""


@method_decorator([require_safe, cache_control(public=True, max_age=KEPT), conditional_page], name="__call__")
class _Feed(Feed):
    feed_type = Atom1Feed

    def item_author_name(self, post) -> str:
        return without_controls(str(post.author)) if post.author else _("Former member")

    def item_description(self, post) -> str:
        return escape(shorten(without_controls(words_of(post.body_html)), EXCERPT))

    def item_link(self, post) -> str:
        return settings.SITE_URL + post.home_url

    def item_guid(self, post) -> str:
        return f"{settings.SITE_URL}/#{post._meta.model_name}-{post.pk}"

    def item_pubdate(self, post):
        return post.created_at

    def item_updateddate(self, post):
        return post.edited_at or post.created_at


class QuestionFeed(_Feed):
    """The newest questions of the site, a board, a tag, a language, in the state that was asked for."""

    def get_object(self, request) -> Wanted:
        show, code, slug = (request.GET.get(name, "") for name in ("show", "lang", "board"))
        board = Board.objects.public().with_texts().filter(slug=slug).first() if slug else None
        if slug and not board:
            raise Http404
        languages = () if code == "all" else (code if code in dict(settings.LANGUAGES) else get_language(),)
        return Wanted(show if show in SHOWS else "newest", board, request.GET.get("tag", "")[:40], languages)

    def feed_url(self, wanted: Wanted) -> str:
        return settings.SITE_URL + reverse("question_feed") + feed_query(wanted)

    def title(self, wanted: Wanted) -> str:
        words = [_("Questions of the community")]
        words += [wanted.board.name] if wanted.board else []
        words += [without_controls(wanted.tag)] if wanted.tag else []
        if wanted.languages != (get_language(),):
            codes = wanted.languages
            words.append(get_language_info(codes[0])["name_local"].capitalize() if codes else _("All languages"))
        return " · ".join(words)

    def subtitle(self, wanted: Wanted) -> str:
        return wanted.board.description if wanted.board else ""

    def link(self, wanted: Wanted) -> str:
        return settings.SITE_URL + reverse("community_home") + feed_query(wanted)

    def items(self, wanted: Wanted) -> list[Thread]:
        threads, order = threads_to_list(AnonymousUser(), wanted)
        found = threads.defer(None).defer("body_source").prefetch_related("tags").order_by(order, "-pk")
        return list(found[:QUESTIONS])

    def item_title(self, thread: Thread) -> str:
        return without_controls(thread.title)

    def item_categories(self, thread: Thread) -> list[str]:
        return [without_controls(tag.name) for tag in thread.tags.all()]


class AnswerFeed(_Feed):
    """The answers to one question, the newest first."""

    def get_object(self, request, pk: int) -> Thread:
        return get_object_or_404(Thread.objects.public().defer("body_source"), pk=pk)

    def feed_url(self, thread: Thread) -> str:
        return settings.SITE_URL + reverse("answer_feed", args=[thread.pk])

    def title(self, thread: Thread) -> str:
        return _("Answers: %(title)s") % {"title": without_controls(thread.title)}

    def subtitle(self, thread: Thread) -> str:
        return shorten(without_controls(words_of(thread.body_html)), EXCERPT)

    def link(self, thread: Thread) -> str:
        return settings.SITE_URL + thread.home_url

    def items(self, thread: Thread) -> list[Answer]:
        answers = Answer.objects.filter(thread=thread).in_sight_of(AnonymousUser()).select_related("author")
        found = list(answers.defer("body_source").order_by("-created_at", "-pk")[:ANSWERS])
        for answer in found:
            answer.thread = thread
        return found

    def item_title(self, answer: Answer) -> str:
        if answer.is_accepted:
            return _("Accepted answer of %(name)s") % {"name": self.item_author_name(answer)}
        return _("Answer of %(name)s") % {"name": self.item_author_name(answer)}

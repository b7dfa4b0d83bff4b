"""A solved question becomes an article: a draft in the CMS from the question and its accepted answer."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from accounts.models import User
from community.actions.common import lock, refuse_unless
from community.article_pictures import picture_address
from community.articles import can_promote, edits_in_cms
from community.errors import Refused
from community.models import Promotion, Thread
from community.texts import clean_title, has_words
from kb.models import ArticlePage, SectionPage
from kb.models.pages import MAX_QUESTION_LENGTH
from kb.textform import blocks_of_post
from site_config.imports import BadLine


@transaction.atomic
def promote(thread: Thread, *, actor: User, section: SectionPage, title: str, summary: str = "") -> Promotion:
    """The draft, and the promotion that remembers whose answer it grew from. It pays while the article is published."""
    lock(thread)
    refuse_unless(edits_in_cms(actor), _("Editors make articles."))
    refuse_unless(not thread.board.is_private, _("What stands on a private board stays there."))
    refuse_unless(can_promote(actor, thread), _("Only a solved question that everyone sees can become an article."))
    taken = _("This question became an article already.")
    refuse_unless(not thread.promotions.exists(), taken)
    rights = section.permissions_for_user(actor)
    is_fit = section.locale.language_code == thread.language and rights.can_add_subpage()
    if not is_fit:
        raise Refused(_("Choose a section in the language of the question."), field="section")
    page = _drafted(thread, section, actor, clean_title(title), clean_title(summary))
    try:
        with transaction.atomic():
            return Promotion.objects.create(thread=thread, answer=_solution(thread), page=page, by=actor)
    except IntegrityError:
        raise Refused(taken) from None


@transaction.atomic
def take_promotion_back(thread: Thread, *, actor: User) -> None:
    """The article is its editors' own from now on; points for the answer go with the promotion."""
    lock(thread)
    refuse_unless(edits_in_cms(actor), _("Editors make articles."))
    for promotion in thread.promotions.all():
        promotion.delete()


def _solution(thread: Thread):
    return thread.answers.accepted().filter(hidden_at=None).first()


def _drafted(thread: Thread, section: SectionPage, actor: User, title: str, summary: str) -> ArticlePage:
    answer = _solution(thread)
    refuse_unless(answer is not None, _("Only a solved question that everyone sees can become an article."))
    if not has_words(title):
        raise Refused(_("Write a title."), field="title")
    locale = Locale.objects.get(language_code=thread.language)
    page = ArticlePage(title=title[:255], summary=summary[:400], locale=locale, live=False, owner=actor)
    page.questions = thread.title[:MAX_QUESTION_LENGTH] if thread.title != title else ""
    try:
        blocks = blocks_of_post(answer.body_html, thread.language, picture_address)
        page.body = page.body.stream_block.to_python(blocks)
        section.add_child(instance=page)
    except (BadLine, ValidationError):
        raise Refused(_("This answer cannot be put into an article by itself. Write the article in the CMS.")) from None
    page.save_revision(user=actor, log_action="wagtail.create")
    return page

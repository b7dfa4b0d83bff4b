"""What editors do with members' texts: take them over into the article, accept them by hand, or decline them."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from accounts.actions import notify
from accounts.models import User
from community.actions.article_proposals import checked_blocks, checked_text, held_proposal
from community.actions.common import refuse_unless
from community.article_pictures import picture_address
from community.articles import (
    ArticleText,
    can_decide_texts,
    can_take_over,
    compared,
    newest_draft,
    section_for,
    translation_of,
)
from community.errors import Refused
from community.models import ArticleProposal
from community.reputation.ledger import score
from community.texts import clean_title, has_words
from kb.models import ArticlePage

Kind, State = ArticleProposal.Kind, ArticleProposal.State
_RULES = {Kind.EDIT: "article_edit", Kind.TRANSLATION: "translation"}


@transaction.atomic
def take_over(
    proposal: ArticleProposal, text: ArticleText, *, actor: User, seen: str, publish: bool, reply: str = ""
) -> Page:
    """The text becomes the article's newest draft, published if so chosen. ``text`` is the member's, perhaps put right
    by the editor; ``seen`` is the version of the proposal that the editor read. Of a translation it is a new page."""
    held = held_proposal(proposal, seen=seen)
    refuse_unless(can_take_over(actor, held), _("You may not change this article."))
    by_hand = _("This text cannot be taken over by itself. Edit the article by hand after it, then accept.")
    refuse_unless(held.page is not None and compared(held).is_carried, by_hand)
    page = _translated(held, text) if held.kind == Kind.TRANSLATION else _edited(held, text)
    rights = page.permissions_for_user(actor)
    refuse_unless(not rights.page_locked(), _("Somebody locked this article in the CMS. Unlock it first."))
    refuse_unless(not publish or rights.can_publish(), _("You may not publish this article: take it over as a draft."))
    _store(page, held, actor, publish)
    if held.kind == Kind.TRANSLATION:
        held.title = page.title
    _decide(held, State.ACCEPTED, actor, reply)
    return page


@transaction.atomic
def accept_by_hand(proposal: ArticleProposal, *, actor: User, seen: str, reply: str = "") -> None:
    """An editor changed the article by hand after the member's words, where they cannot be taken over by themselves."""
    held = held_proposal(proposal, seen=seen)
    refuse_unless(held.page is not None, _("The article is not there any more."))
    refuse_unless(can_take_over(actor, held), _("You may not change this article."))
    _decide(held, State.ACCEPTED, actor, reply)


@transaction.atomic
def decline_text(proposal: ArticleProposal, *, actor: User, seen: str, reply: str) -> None:
    held = held_proposal(proposal, seen=seen)
    refuse_unless(can_decide_texts(actor), _("Editors decide on proposals."))
    if not has_words(reply):
        raise Refused(_("Say why in a few words: the member reads it."), field="reply")
    _decide(held, State.DECLINED, actor, reply)


def _edited(held: ArticleProposal, text: ArticleText) -> ArticlePage:
    """The newest draft with the text in it; the page is held."""
    Page.objects.select_for_update(of=("self",)).get(pk=held.page_id)
    page = newest_draft(held.page)
    _write(page, checked_text(text, page), page)
    return page


def _translated(held: ArticleProposal, text: ArticleText) -> ArticlePage:
    """A new page beside the original's other languages, not published yet."""
    refuse_unless(translation_of(held.page, held.language) is None, _("This article is there in that language by now."))
    words = _("Its section is not there in that language. Translate the section first, then take this over.")
    refuse_unless(section_for(held) is not None, words)
    original = held.page.specific
    text = checked_text(text, original)
    page = original.copy_for_translation(Locale.objects.get(language_code=held.language))
    _write(page, text, original)
    return page


def _write(page: ArticlePage, text: ArticleText, original: ArticlePage) -> None:
    """``original`` has the parts that lines of the text stand for."""
    blocks = checked_blocks(text.body, original, picture_address)
    page.title, page.summary, page.draft_title = text.title, text.summary, text.title
    page.body = page.body.stream_block.to_python(blocks)


def _store(page: ArticlePage, held: ArticleProposal, actor: User, publish: bool) -> None:
    """The page's history says whose words it were."""
    try:
        if not page.live and held.kind == Kind.TRANSLATION:
            page.save()  # as a copy it still has the original's words
        revision = page.save_revision(user=actor, log_action=True)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
    whose = {"member": held.member_id}  # whoever leaves is named nowhere
    log(instance=page, action="community.text_taken_over", user=actor, revision=revision, data=whose)
    if publish:
        revision.publish(user=actor)


def _decide(held: ArticleProposal, state: str, actor: User, reply: str) -> None:
    held.state, held.decided_by, held.decided_at = state, actor, timezone.now()
    held.reply = clean_title(reply)[:240]
    held.save()
    score(_RULES[held.kind], keys=[held.pk])
    title = held.page.title if held.page else held.title
    context = {"title": title, "state": state, "reply": held.reply, "group": f"article-proposal-{held.pk}"}
    notify([held.member], "article_proposal_decided", url=_own_page(held), context=context, actor=actor)


def _own_page(held: ArticleProposal) -> str:
    with override(held.member.language):
        return f"{reverse('own_texts')}#proposal-{held.pk}"

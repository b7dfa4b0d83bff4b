"""Members' better texts for articles, and translations: proposed, changed, withdrawn."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.common import refuse_silenced, refuse_unless
from community.articles import ArticleText, can_propose_text, can_translate, compared, text_of_article, waiting_proposal
from community.errors import Refused
from community.models import ArticleProposal, Picture
from community.texts import clean_body, clean_title, has_words
from kb.models import ArticlePage
from kb.textform import MAX_LENGTH, LeftOut, blocks_of
from site_config.formats import localized_number
from site_config.imports import BadLine
from site_config.markdown import own_pictures, render_markdown

Kind, State = ArticleProposal.Kind, ArticleProposal.State
TEXTS_A_DAY = 5


@transaction.atomic
def propose_text(page: ArticlePage, text: ArticleText, why: str, *, actor: User) -> ArticleProposal:
    """A better text for a published article. Whoever has one waiting changes it; anew, so many a day."""
    refuse_silenced(actor)
    refuse_unless(can_propose_text(actor), _("Members of level 2 propose better texts."))
    now = text_of_article(page)
    why = clean_title(why)[:240]
    if not has_words(why):
        raise Refused(_("Say what is better: an editor decides by it."), field="why")
    text = checked_text(text, page)
    refuse_unless(cleaned(now) != text, _("Nothing differs yet: change the text first."))
    return _keep(page, Kind.EDIT, page.locale.language_code, text, why, now, actor)


@transaction.atomic
def propose_translation(page: ArticlePage, language: str, text: ArticleText, *, actor: User) -> ArticleProposal:
    """An article in one's own language, in which it is not there yet."""
    refuse_silenced(actor)
    is_own = can_propose_text(actor) and actor.language == language
    refuse_unless(is_own, _("Members of level 2 translate into their own language."))
    refuse_unless(can_translate(actor, page, language), _("This article is there in that language by now."))
    now, text = text_of_article(page), checked_text(text, page)
    if text.title == clean_title(now.title) and text.body == clean_body(now.body):
        raise Refused(_("It says the same as the original: translate it first."), field="body")
    return _keep(page, Kind.TRANSLATION, language, text, "", now, actor)


def _keep(page, kind, language, text: ArticleText, why: str, now: ArticleText, actor: User) -> ArticleProposal:
    """The member is held, so that two tabs become one proposal."""
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    waiting = waiting_proposal(actor, page, kind, language)
    if waiting is None:
        _refuse_more(actor)
        waiting = ArticleProposal(page_id=page.pk, member=actor, kind=kind, language=language)
    else:
        waiting = held_proposal(waiting)
    waiting.title, waiting.summary, waiting.body = text.title, text.summary, text.body
    waiting.why, waiting.based_on = why, now.whole
    waiting.save()
    Picture.objects.filter(file__in=own_pictures(render_markdown(text.body)), used_at=None).update(
        used_at=timezone.now()
    )
    return waiting


def _refuse_more(actor: User) -> None:
    lately = actor.article_proposals.filter(created_at__gt=timezone.now() - timedelta(days=1)).count()
    words = _("In 24 hours you can propose this many texts: %(number)s. Your text is still here: send it tomorrow.")
    refuse_unless(lately < TEXTS_A_DAY, words % {"number": localized_number(TEXTS_A_DAY)})


@transaction.atomic
def withdraw_text(proposal: ArticleProposal, *, actor: User) -> None:
    held = held_proposal(proposal)
    refuse_unless(held.member_id == actor.pk, _("Only the one who wrote it can withdraw it."))
    held.state, held.decided_at = State.WITHDRAWN, timezone.now()
    held.save()


def cleaned(text: ArticleText) -> ArticleText:
    return ArticleText(clean_title(text.title), clean_title(text.summary), clean_body(text.body))


def checked_text(text: ArticleText, page: ArticlePage) -> ArticleText:
    text = cleaned(text)
    if not has_words(text.title):
        raise Refused(_("Write a title."), field="title")
    if len(text.title) > 255:
        raise Refused(_("The title is too long."), field="title")
    if len(text.summary) > 400:
        raise Refused(_("The short answer has at most 400 characters."), field="summary")
    if len(text.body) > MAX_LENGTH:
        words = _("The text has %(length)s characters, the limit is %(limit)s.")
        numbers = {"length": localized_number(len(text.body)), "limit": localized_number(MAX_LENGTH)}
        raise Refused(words % numbers, field="body")
    checked_blocks(text.body, page)
    return text


def checked_blocks(body: str, page: ArticlePage, picture: Callable[[str], str] | None = None) -> list[dict]:
    """The body of the article by that text, or what is wrong with it. ``picture`` keeps pictures of members."""
    try:
        return blocks_of(body, page.body, picture)
    except LeftOut as error:
        raise Refused(_part_words(error), field="body") from None
    except BadLine:
        words = _("This cannot be shown: it has too many parts, lies too deep, or has a picture that cannot be read.")
        raise Refused(words, field="body") from None


def _part_words(error: LeftOut) -> str:
    if error.missing:
        lines = " ".join(f"[[{number}]]" for number in error.missing)
        return _("A line that stands for a picture or another part is missing. Put it back: %(lines)s") % {
            "lines": lines
        }
    lines = " ".join(f"[[{number}]]" for number in error.wrong)
    return _("These lines stand for nothing, or stand there twice: %(lines)s") % {"lines": lines}


def held_proposal(proposal: ArticleProposal, *, seen: str | None = None) -> ArticleProposal:
    """The proposal as it is now, held until the transaction ends: who comes second is told what the first decided, and
    an editor who read an earlier version (``seen``) is asked to read again."""
    rows = ArticleProposal.objects.select_for_update(of=("self",)).select_related(
        "page__locale", "decided_by", "member"
    )
    held = rows.filter(pk=proposal.pk).first()
    if held is None:
        raise Refused(_("It is not there any more."))
    if held.state == State.WITHDRAWN:
        raise Refused(_("The member withdrew it meanwhile."))
    if held.state != State.WAITING:
        raise Refused(_already(held))
    if seen is not None and seen != version_of_proposal(held):
        raise Refused(_("It changed while you read it. Read it again."))
    return held


def _already(held: ArticleProposal) -> str:
    if held.state == State.ACCEPTED:
        words = _("%(name)s has accepted it already.")
    else:
        words = _("%(name)s has declined it already.")
    return words % {"name": held.decided_by or _("Former member")}


def version_of_proposal(proposal: ArticleProposal) -> str:
    """Of its words, and of the article's that they are measured by."""
    words = [proposal.title, proposal.summary, proposal.body, proposal.why]
    words.append(compared(proposal).now.whole if proposal.page else "")
    return sha256("\0".join(words).encode()).hexdigest()[:16]

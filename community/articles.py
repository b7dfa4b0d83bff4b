"""Articles as members change them: who may, what the text is, what would differ."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString
from wagtail.models import Page
from wagtail_localize.models import Translation

from accounts.permissions import is_editor
from community.changes import difference
from community.models import ArticleProposal, Promotion, Thread
from community.permissions import is_member, may_write
from community.standing import has_level_for
from kb.models import ArticlePage, SectionPage
from kb.textform import blocks_of, can_carry, parts_of, text_of

MAX_PARAGRAPHS = 4_000
TOGETHER = "\n\n"  # between title, short answer and text


@dataclass(frozen=True)
class ArticleText:
    """An article as a member writes it: ``body`` is the form of `kb.textform`."""

    title: str
    summary: str
    body: str

    @property
    def whole(self) -> str:
        return TOGETHER.join([self.title, self.summary, self.body])


def text_of_article(page: ArticlePage) -> ArticleText:
    return ArticleText(page.title, page.summary, text_of(page.body))


def previewed(page: ArticlePage, text: ArticleText) -> ArticlePage:
    """The article as it would read, not to be saved. Raises what `blocks_of` raises."""
    shown = ArticlePage(pk=page.pk, locale=page.locale, title=text.title, summary=text.summary)
    shown.body = shown.body.stream_block.to_python(blocks_of(text.body, page.body))
    return shown


def text_of_proposal(proposal: ArticleProposal) -> ArticleText:
    return ArticleText(proposal.title, proposal.summary, proposal.body)


def readable_article(page_id: int, request) -> ArticlePage | None:
    """A published article that the reader may read."""
    page = ArticlePage.objects.live().select_related("locale").filter(id=page_id).first()
    if page and all(view.accept_request(request) for view in page.get_view_restrictions()):
        return page
    return None


def newest_draft(page: Page) -> ArticlePage:
    """The article as its editors have it now: the newest revision, published or not."""
    return page.specific.get_latest_revision_as_object()


def can_propose_text(user) -> bool:
    return may_write(user) and has_level_for(user, "propose_article")


def can_decide_texts(user) -> bool:
    return is_member(user) and user.has_perm("community.change_articleproposal")


def can_take_over(user, proposal: ArticleProposal) -> bool:
    """Whoever may change the article itself; of a translation, whoever may write where it goes (the action says what to
    do when that place is not there yet)."""
    if not can_decide_texts(user) or proposal.page is None:
        return False
    if proposal.kind == ArticleProposal.Kind.EDIT:
        return proposal.page.permissions_for_user(user).can_edit()
    section = section_for(proposal)
    return section is None or section.permissions_for_user(user).can_add_subpage()


def section_for(proposal: ArticleProposal) -> Page | None:
    """Where the translation of its article goes: the article's own section in that language."""
    above = proposal.page.get_parent()
    return Page.objects.filter(translation_key=above.translation_key, locale__language_code=proposal.language).first()


def translation_of(page: Page, language: str) -> Page | None:
    """The article's page in that language, published or in the making."""
    return Page.objects.filter(translation_key=page.translation_key, locale__language_code=language).first()


def can_translate(user, page: Page, language: str) -> bool:
    """Into a language of one's own that it is not in yet."""
    speaks = is_member(user) and user.language == language and page.locale.language_code != language
    is_article = issubclass(page.specific_class or Page, ArticlePage)
    return bool(speaks and is_article and can_propose_text(user) and not translation_of(page, language))


def waiting_proposal(member, page: Page, kind: str, language: str) -> ArticleProposal | None:
    found = ArticleProposal.objects.filter(page_id=page.pk, member=member, kind=kind, language=language)
    return found.filter(state=ArticleProposal.State.WAITING).first()


def proposals_of(member) -> QuerySet[ArticleProposal]:
    return ArticleProposal.objects.filter(member=member).select_related("page__locale").order_by("-created_at", "-pk")


@dataclass(frozen=True)
class Comparison:
    """What taking it over would do. ``has_changed``: the article did, since the member read it; ``is_carried``: the
    text gives the article's parts back, and the article is not written by the translators' tool, which would write it
    anew: so it can be taken over by itself."""

    now: ArticleText
    has_changed: bool
    is_carried: bool
    has_draft: bool


def compared(proposal: ArticleProposal) -> Comparison:
    """Of a translation the original is the measure: its parts are the translation's."""
    page = newest_draft(proposal.page) if proposal.kind == ArticleProposal.Kind.EDIT else proposal.page.specific
    now = text_of_article(page)
    same_parts = parts_of(proposal.based_on) == parts_of(now.whole)
    is_edit = proposal.kind == ArticleProposal.Kind.EDIT
    return Comparison(
        now=now,
        has_changed=proposal.based_on != now.whole,
        is_carried=same_parts and can_carry(page.body) and not (is_edit and _is_kept_in_step(page)),
        has_draft=is_edit and proposal.page.has_unpublished_changes,
    )


def _is_kept_in_step(page: Page) -> bool:
    """Whether wagtail-localize makes the page from its original, segment by segment."""
    made = Translation.objects.filter(source__object_id=page.translation_key, target_locale=page.locale_id)
    return made.filter(enabled=True).exists()


@dataclass(frozen=True)
class Stretch:
    """Paragraphs that are the same (``is_same``, first and last shown), or what differs in them."""

    is_same: bool
    shown: SafeString | str


def stretches(was: str, is_now: str) -> list[Stretch]:
    """Two texts compared by paragraphs, and by words within those that differ. What repeats itself very often, or is
    cut into very many paragraphs, is compared less closely: nobody's text may keep an editor waiting."""
    old, new, found = was.split("\n\n"), is_now.split("\n\n"), []
    if len(old) + len(new) > MAX_PARAGRAPHS:
        return [Stretch(False, difference(was, is_now))]
    for what, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new).get_opcodes():
        before, after = "\n\n".join(old[old_from:old_to]), "\n\n".join(new[new_from:new_to])
        found.append(Stretch(True, before) if what == "equal" else Stretch(False, difference(before, after)))
    return found


def edits_in_cms(user) -> bool:
    """Editors change the article itself."""
    return is_member(user) and is_editor(user)


def can_promote(user, thread: Thread) -> bool:
    """Editors make an article of what was solved for everyone. What stands on a private board stays there."""
    is_open = not (thread.is_hidden or thread.is_merged or thread.board.is_private)
    return edits_in_cms(user) and is_open and thread.is_solved


def sections_for(user, language: str) -> list[SectionPage]:
    """Where the user may put an article of that language, in the order of the tree."""
    found = SectionPage.objects.live().in_language(language).order_by("path")
    return [section for section in found if section.permissions_for_user(user).can_add_subpage()]


def grown_from(page: Page) -> Promotion | None:
    """The question that a published article grew from, or what that is part of now, while everyone may read it. One
    query."""
    of = ("thread__author", "thread__merged_into__author", "answer__author__standing")
    found = Promotion.objects.select_related(*of)
    alone = Q(thread__merged_into=None, thread__hidden_at=None, thread__board__is_private=False)
    whole = Q(thread__merged_into__hidden_at=None, thread__merged_into__board__is_private=False)
    promotion = found.filter(alone | ~Q(thread__merged_into=None) & whole, page_id=page.pk).first()
    if promotion:
        promotion.thread = promotion.thread.merged_into or promotion.thread
    return promotion

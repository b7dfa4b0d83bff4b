"""Every write of the knowledge base: the site's skeleton, pages from outside, what readers say."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, override
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Revision,
    Site,
)
from wagtail.signals import page_published

from accounts.models import EDITORS
from kb.models import ArticleFeedback, HomePage, SectionPage
from kb.models.feedback import MAX_COMMENT_LENGTH
from search.actions import enqueue

logger = logging.getLogger(__name__)
PAGE_RIGHTS = ["add_page", "change_page", "publish_page"]
COLLECTION_RIGHTS = {
    "wagtailimages": ["add_image", "change_image", "choose_image"],
    "wagtaildocs": ["add_document", "change_document", "choose_document"],
    "wagtailmedia": ["add_media", "change_media"],
}
MODEL_RIGHTS = {"wagtail_localize": ["submit_translation"]}


# --- the skeleton ----------------------------------------------------------------------------------------------------


@transaction.atomic
def ensure_site(languages: Iterable[str] | None = None) -> Site:
    """A home page and a help page in every language, the site that shows them, and the editors' rights.

    What is there already stays as it is, whatever its editors made of it.
    """
    codes = list(languages or [code for code, _ in settings.LANGUAGES])
    homes = {}
    for code in codes:
        locale, _ = Locale.objects.get_or_create(language_code=code)
        homes[code] = _home(locale, next(iter(homes.values()), None))
        _help(homes[code])
    site = _site(homes[codes[0]])
    let_editors_work()
    return site


def _home(locale: Locale, first: HomePage | None) -> HomePage:
    home = HomePage.objects.filter(locale=locale).first()
    if home:
        return home
    code = locale.language_code
    with override(code):
        home = HomePage(title=gettext("Home"), slug=f"home-{code}", locale=locale)
    if first:
        home.translation_key = first.translation_key
    return _publish_new(Page.get_first_root_node(), home)


def _help(home: HomePage) -> SectionPage:
    page = SectionPage.objects.child_of(home).filter(slug="help").first()
    if page:
        return page
    code = home.locale.language_code
    with override(code):
        page = SectionPage(title=gettext("Help"), slug="help", locale=home.locale)
    first = SectionPage.objects.filter(slug="help", depth=home.depth + 1).first()
    if first:
        page.translation_key = first.translation_key
    return _publish_new(home, page)


def _publish_new(parent: Page, page: Page) -> Page:
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _site(home: HomePage) -> Site:
    """The default site shows our home page; Wagtail's own welcome page goes."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    if not HomePage.objects.filter(pk=site.root_page_id).exists():
        welcome, site.root_page = site.root_page, home
        site.save()
        if welcome.specific_class is Page and not welcome.get_children().exists():
            Page.objects.get(pk=welcome.pk).delete()
    return site


def let_editors_work() -> None:
    """Editors write and publish pages in every language, and keep pictures, documents and videos."""
    group, _ = Group.objects.get_or_create(name=EDITORS)
    root, collection = Page.get_first_root_node(), Collection.get_first_root_node()
    for right in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=right)
    for app_label, names in COLLECTION_RIGHTS.items():
        for right in Permission.objects.filter(content_type__app_label=app_label, codename__in=names):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=right)
    for app_label, names in MODEL_RIGHTS.items():
        group.permissions.add(*Permission.objects.filter(content_type__app_label=app_label, codename__in=names))


# --- pages from outside ----------------------------------------------------------------------------------------------


@transaction.atomic
def publish_page(page: Page, *, parent: Page, updated: datetime | None = None) -> Page:
    """Store a new or changed page below ``parent`` and publish it, dated ``updated`` where that is known.

    A page that an editor took offline stays offline: the new text waits as a draft.
    """
    if page.pk is None:
        return _add_published(page, parent, updated or timezone.now())
    if page.path[: -page.steplen] != parent.path:
        _move(page, parent)
    revision = page.save_revision()
    if page.live:
        revision.publish()
    if updated:
        _date(page, revision, updated)
    return page


def _move(page: Page, parent: Page) -> None:
    """Move the stored page; the one at hand keeps what was changed on it and learns its new place."""
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=parent.pk), pos="last-child")
    place = Page.objects.values("path", "depth", "url_path").get(pk=page.pk)
    for name, value in place.items():
        setattr(page, name, value)


def _add_published(page: Page, parent: Page, moment: datetime) -> Page:
    """What adding, saving a revision and publishing it do, without storing the page three times."""
    page.live, page.has_unpublished_changes = True, False
    page.first_published_at = page.last_published_at = moment
    parent.add_child(instance=page)
    revision = page.save_revision(clean=False)
    Revision.objects.filter(pk=revision.pk).update(created_at=moment)
    page.live_revision, page.latest_revision_created_at = revision, moment
    Page.objects.filter(pk=page.pk).update(
        live_revision=revision, latest_revision_created_at=moment, has_unpublished_changes=False
    )
    page_published.send(sender=type(page), instance=page, revision=revision)
    return page


def _date(page: Page, revision: Revision, updated: datetime) -> None:
    first = min(updated, page.first_published_at or updated)
    Revision.objects.filter(pk=revision.pk).update(created_at=updated)
    Page.objects.filter(pk=page.pk).update(
        first_published_at=first, last_published_at=updated, latest_revision_created_at=updated
    )
    enqueue(page)


# --- the calendar ----------------------------------------------------------------------------------------------------


def publish_due(now: datetime | None = None) -> int:
    """Take offline what has expired, publish what was scheduled; the number of pages that changed. Late is not never:
    what was due while nobody looked is done now. One that fails is logged, and tried again the next time."""
    now, changed = now or timezone.now(), 0
    expired = Page.objects.filter(live=True, expire_at__lte=now).order_by("expire_at")
    due = Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at")
    for found, act in ((expired, _expire), (due, _go_live)):
        for pk in list(found.values_list("pk", flat=True)):
            try:
                with transaction.atomic():
                    changed += act(found.select_for_update(of=("self",)).filter(pk=pk).first())
            except Exception:
                logger.exception("The calendar of %s %s could not be kept", found.model.__name__, pk)
    return changed


def _expire(page: Page | None) -> bool:
    """None is left of what another process took offline just now."""
    if page:
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return page is not None


def _go_live(revision: Revision | None) -> bool:
    if revision:
        revision.publish(log_action="wagtail.publish.scheduled")
    return revision is not None


# --- what readers say ------------------------------------------------------------------------------------------------


def visitor_key(user, session_key: str) -> str:
    """A keyed hash of the account, else of the session: who says it, but not traceable to a person."""
    name = f"user:{user.pk}" if user is not None and user.is_authenticated else f"session:{session_key}"
    return salted_hmac("kb.feedback", name, algorithm="sha256").hexdigest()


@transaction.atomic
def record_feedback(page: Page, helpful: bool, *, visitor: str, user=None, comment: str | None = None):
    """Keep whether ``page`` as it now stands solved it for a visitor; the last word counts.

    ``comment`` None keeps what was written before. Returns the ArticleFeedback.
    """
    said = {"helpful": helpful, "user": user if user is not None and user.is_authenticated else None}
    if comment is not None:
        said["comment"] = comment[:MAX_COMMENT_LENGTH]
    feedback, _ = ArticleFeedback.objects.update_or_create(
        page_id=page.pk, revision=page.live_revision_id or 0, visitor=visitor, defaults=said
    )
    enqueue(page.specific)
    return feedback

"""Home, sections and articles."""

import math

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from kb import reading
from kb.blocks import BodyBlock
from kb.models.base import HelpPage

MAX_QUESTIONS, MAX_QUESTION_LENGTH = 20, 150
ICONS = [
    ("package", _("Parcel")),
    ("truck", _("Delivery")),
    ("undo-2", _("Return")),
    ("credit-card", _("Payment")),
    ("receipt", _("Invoice")),
    ("gift", _("Gift")),
    ("user", _("Account")),
    ("key-round", _("Sign-in")),
    ("shield-check", _("Warranty")),
    ("wrench", _("Repair")),
    ("smartphone", _("Device")),
    ("settings", _("Settings")),
    ("circle-play", _("Video")),
    ("messages-square", _("Talk")),
    ("book-open", _("Book")),
]


class HomePage(HelpPage):
    """The front page of one language: the search box, the sections, what others found useful."""

    headline = models.CharField(
        _("headline"),
        max_length=80,
        blank=True,
        help_text=_("Stands above the search box. Empty: “How can we help?” in the page's language."),
    )
    intro = models.CharField(_("introduction"), max_length=200, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("headline"), FieldPanel("intro")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["kb.SectionPage"]
    template = "kb/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class SectionPage(HelpPage):
    """A subject: articles, guides and narrower sections below it."""

    intro = models.CharField(
        _("introduction"), max_length=240, blank=True, help_text=_("One sentence: what a reader finds here.")
    )
    icon = models.CharField(_("picture on the tile"), max_length=20, choices=ICONS, default="book-open")

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("icon")]
    parent_page_types = ["kb.HomePage", "kb.SectionPage"]
    subpage_types = ["kb.SectionPage", "kb.ArticlePage", "kb.VideoGuidePage"]
    search_fields = [*Page.search_fields, index.SearchField("intro")]
    template = "kb/section_page.html"

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")


class ReadingPage(HelpPage):
    """The abstract base of what is read or watched: short answer, body, tags, reading time."""

    summary = models.TextField(
        _("short answer"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences that answer the question. Many readers need no more."),
    )
    questions = models.TextField(
        _("also asked as"),
        max_length=MAX_QUESTIONS * (MAX_QUESTION_LENGTH + 1),
        blank=True,
        help_text=_("Other ways readers ask this, one a line. Nobody sees them; search finds the page by them."),
    )
    body = StreamField(BodyBlock(required=False), verbose_name=_("body"), blank=True)
    reading_minutes = models.PositiveSmallIntegerField(_("reading time in minutes"), default=1, editable=False)

    parent_page_types = ["kb.SectionPage"]
    subpage_types = []
    search_fields = [
        *Page.search_fields,
        *(index.SearchField(name) for name in ("summary", "questions", "body")),
    ]
    override_translatable_fields = [
        *HelpPage.override_translatable_fields,
        SynchronizedField("tags", overridable=False),
        TranslatableField("summary"),
        TranslatableField("questions"),
        TranslatableField("body"),
    ]

    class Meta:
        abstract = True

    @cached_property
    def text(self) -> reading.Text:
        """The body as a reader meets it: parts with anchors, contents, plain words."""
        return reading.Text(self)

    @property
    def question_list(self) -> list[str]:
        return [question for line in self.questions.splitlines() if (question := " ".join(line.split()))]

    def get_context(self, request, *args, **kwargs):
        self.text.fetch_pictures()
        return super().get_context(request, *args, **kwargs)

    def clean(self):
        super().clean()
        if len(self.summary) > 400:
            raise ValidationError({"summary": _("The short answer has at most 400 characters.")})
        if len(self.question_list) > MAX_QUESTIONS or any(len(q) > MAX_QUESTION_LENGTH for q in self.question_list):
            limits = {"count": MAX_QUESTIONS, "length": MAX_QUESTION_LENGTH}
            problem = _("At most %(count)s questions, each of %(length)s characters at most.") % limits
            raise ValidationError({"questions": problem})

    def save(self, *args, **kwargs):
        self.__dict__.pop("text", None)
        self.reading_minutes = max(1, math.ceil(self.text.word_count / reading.WORDS_A_MINUTE))
        super().save(*args, **kwargs)


class ArticleTag(TaggedItemBase):
    content_object = ParentalKey("kb.ArticlePage", on_delete=models.CASCADE, related_name="tagged_items")


class ArticlePage(ReadingPage):
    """The answer to one question."""

    tags = ClusterTaggableManager(
        through=ArticleTag, blank=True, verbose_name=_("tags"), help_text=_("Other words readers use for this.")
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("questions"),
        FieldPanel("tags"),
    ]
    template = "kb/article_page.html"

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

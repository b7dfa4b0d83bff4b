"""Video guides: a video with chapters, captions and a transcript to read and to search."""

import mimetypes
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField
from wagtailmedia.edit_handlers import MediaChooserPanel

from kb import captions
from kb.embeds import embed_address
from kb.models.pages import ReadingPage


def validate_video_address(value: str) -> None:
    """An address on the web, or of a file among this site's own media."""
    if value.startswith("/media/") and "/../" not in value:
        return
    try:
        parts = urlsplit(value)
    except ValueError:  # such as a bracket that nobody closed
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or any(c.isspace() or c in "<>\"'" for c in value):
        raise ValidationError(_("Enter an address that begins with https://."))


class VideoGuideTag(TaggedItemBase):
    content_object = ParentalKey("kb.VideoGuidePage", on_delete=models.CASCADE, related_name="tagged_items")


class VideoGuidePage(ReadingPage):
    """A short film that shows how, with its words in writing."""

    video = models.ForeignKey(
        "wagtailmedia.Media", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("video file")
    )
    video_url = models.CharField(
        _("or its address elsewhere"),
        max_length=500,
        blank=True,
        validators=[validate_video_address],
        help_text=_("At YouTube or Vimeo. Nothing is loaded from there before the reader presses play."),
    )
    poster = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("still picture"),
        help_text=_("Shown before the video plays, and in lists."),
    )
    duration = models.PositiveIntegerField(
        _("length in seconds"), null=True, blank=True, help_text=_("Empty: taken from the file or the last caption.")
    )
    seconds = models.PositiveIntegerField(editable=False, default=0)
    tags = ClusterTaggableManager(
        through=VideoGuideTag, blank=True, verbose_name=_("tags"), help_text=_("Other words readers use for this.")
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                MediaChooserPanel("video", media_type="video"),
                FieldPanel("video_url"),
                FieldPanel("poster"),
                FieldPanel("duration"),
            ],
            heading=_("Video"),
        ),
        InlinePanel("chapters", heading=_("Chapters"), label=_("Chapter")),
        InlinePanel(
            "caption_tracks",
            heading=_("Captions"),
            label=_("Captions"),
            help_text=_("One for each language. Those in the page's own language become the transcript."),
        ),
        FieldPanel("body"),
        FieldPanel("questions"),
        FieldPanel("tags"),
    ]
    template = "kb/video_guide_page.html"
    shown_with = ("locale", "video", "poster")
    override_translatable_fields = [
        *ReadingPage.override_translatable_fields,
        SynchronizedField("video_url"),
        TranslatableField("chapters"),
        SynchronizedField("caption_tracks"),
    ]

    class Meta:
        verbose_name = _("video guide")
        verbose_name_plural = _("video guides")

    def clean(self):
        super().clean()
        if self.video_id and self.video_url:
            raise ValidationError({"video_url": _("Give either a video file or an address, not both.")})

    @property
    def embed_url(self) -> str:
        return embed_address(self.video_url) if self.video_url else ""

    @property
    def source_url(self) -> str:
        """The address of the file on this site, or an empty text."""
        if self.video_id:
            return self.video.url
        return self.video_url if self.video_url.startswith("/media/") else ""

    @property
    def playing_url(self) -> str:
        """The file from the second that ``?t=`` asks for: a media fragment needs no script."""
        return f"{self.source_url}#t={self.start}" if self.start else self.source_url

    @property
    def start(self) -> int:
        asked = self._request.GET.get("t", "") if self._request else ""
        return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 0

    @property
    def media_type(self) -> str:
        return mimetypes.guess_type(self.source_url)[0] or ""

    @property
    def width(self) -> int:
        return (self.video_id and self.video.width) or 1280

    @property
    def height(self) -> int:
        return (self.video_id and self.video.height) or 720

    @cached_property
    def chapter_list(self) -> list["Chapter"]:
        return sorted(self.chapters.all(), key=lambda chapter: chapter.start)

    @property
    def track_links(self) -> list[dict]:
        """What ``<track>`` elements need; the page's own language is switched on."""
        names = dict(settings.LANGUAGES)
        return [
            {
                "src": track.url,
                "lang": track.language,
                "label": names.get(track.language, track.language),
                "default": track is self.own_track and track.language == self.locale.language_code,
            }
            for track in self.tracks
            if track.url
        ]

    @cached_property
    def tracks(self) -> list["CaptionTrack"]:
        return list(self.caption_tracks.all())

    @cached_property
    def own_track(self) -> "CaptionTrack | None":
        """The captions in the page's language, else the first."""
        code = self.locale.language_code
        return next((track for track in self.tracks if track.language == code), next(iter(self.tracks), None))

    @cached_property
    def cues(self) -> list[captions.Cue]:
        """The transcript, cue by cue."""
        return self.own_track.cues if self.own_track else []

    def known_seconds(self) -> int:
        """How long the video is: as written, as the file says, or when the last words end; 0 when nobody knows."""
        if self.duration:
            return self.duration
        if self.video_id and self.video.duration:
            return round(self.video.duration)
        return round(self.cues[-1].end) if self.cues else 0

    def save(self, *args, **kwargs):
        for name in ("tracks", "own_track", "cues"):
            self.__dict__.pop(name, None)
        self.seconds = self.known_seconds()
        super().save(*args, **kwargs)


class Chapter(TranslatableMixin, Orderable):
    """A part of the video to jump to."""

    page = ParentalKey(VideoGuidePage, on_delete=models.CASCADE, related_name="chapters")
    start = models.PositiveIntegerField(_("begins at second"))
    title = models.CharField(_("title"), max_length=120)

    panels = [FieldPanel("start"), FieldPanel("title")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")

    def __str__(self):
        return self.title

    @property
    def label(self) -> str:
        return captions.clock(self.start)


class CaptionTrack(Orderable):
    """The spoken words in one language, as WebVTT."""

    page = ParentalKey(VideoGuidePage, on_delete=models.CASCADE, related_name="caption_tracks")
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    vtt = models.TextField(
        _("captions"),
        validators=[captions.validate_vtt],
        help_text=_("WebVTT: a first line WEBVTT, then times such as 00:00:01.000 --> 00:00:04.000 and words."),
    )

    panels = [FieldPanel("language"), FieldPanel("vtt")]

    class Meta(Orderable.Meta):
        verbose_name = _("captions")
        verbose_name_plural = _("captions")
        constraints = [
            models.UniqueConstraint(fields=["page", "language"], name="captions_once_per_language"),
        ]

    def __str__(self):
        return self.language

    @cached_property
    def cues(self) -> list[captions.Cue]:
        try:
            return captions.read_cues(self.vtt)
        except ValidationError:
            return []  # A draft may hold broken captions; the editor is told on saving.

    @property
    def url(self) -> str:
        return reverse("captions", args=[self.pk]) if self.pk else ""

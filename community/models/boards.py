"""Boards: the rooms of the community, named in every language of the site."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from accounts.permissions import is_agent, is_moderator

# Pictures of the site's sprite that fit a board.
ICONS = [
    *(
        "message-circle",
        "messages-square",
        "circle-help",
        "life-buoy",
        "lightbulb",
        "star",
        "house",
        "globe",
        "smartphone",
    ),
    *("package", "truck", "undo-2", "receipt", "credit-card", "gift", "percent", "shopping-bag", "store", "map-pin"),
    *("user", "users", "key-round", "lock", "shield-check", "wrench", "settings", "zap", "mail", "tag", "calendar"),
]


TEMPLATE_LENGTH = 2_000


class WhoMayAsk(models.TextChoices):
    EVERYONE = "everyone", _("Every member")
    MEMBERS = "members", _("Members who are not new")
    TEAM = "team", _("Our team only")


class BoardQuerySet(models.QuerySet):
    def with_texts(self):
        """Names and descriptions fetched along, so that ``board.name`` costs no query."""
        return self.prefetch_related("texts")

    def closed_to(self, user):
        """Private boards this reader is not let into. Moderators see every board, and agents, who get what is asked."""
        if is_moderator(user) or is_agent(user):
            return self.none()
        closed = self.filter(is_private=True)
        if not user.is_authenticated:
            return closed
        return closed.exclude(pk__in=Board.groups.through.objects.filter(group__user=user).values("board"))

    def open_to(self, user):
        """Every board but those."""
        return self.exclude(pk__in=self.model.objects.closed_to(user).order_by().values("pk"))

    def public(self):
        return self.filter(is_private=False)


class Board(ClusterableModel):
    """A subject to ask about. ``icon`` names a picture of the site's sprite."""

    slug = models.SlugField(_("short name in addresses"), max_length=50, unique=True)
    order = models.PositiveSmallIntegerField(_("position in lists"), default=100)
    icon = models.CharField(
        _("icon"), max_length=40, choices=[(name, name) for name in ICONS], default="message-circle"
    )

    who_may_ask = models.CharField(_("who may ask here"), max_length=10, choices=WhoMayAsk, default=WhoMayAsk.EVERYONE)
    is_private = models.BooleanField(
        _("private"),
        default=False,
        help_text=_("Only the groups below, agents and moderators see it and what is asked there."),
    )
    groups = models.ManyToManyField(Group, blank=True, related_name="+", verbose_name=_("groups that see it"))

    objects = BoardQuerySet.as_manager()

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = _("board")
        verbose_name_plural = _("boards")

    def __str__(self):
        return self.name

    def get_absolute_url(self) -> str:
        """The list of its questions."""
        return f"{reverse('community_home')}?board={self.slug}"

    def text_in(self, language: str) -> "BoardText | None":
        """The board's words in a language, else in the site's first language, else in any."""
        texts = {text.language: text for text in self.texts.all()}
        return texts.get(language) or texts.get(settings.LANGUAGE_CODE) or next(iter(texts.values()), None)

    @property
    def name(self) -> str:
        text = self.text_in(get_language() or settings.LANGUAGE_CODE)
        return text.name if text else self.slug

    @property
    def description(self) -> str:
        text = self.text_in(get_language() or settings.LANGUAGE_CODE)
        return text.description if text else ""


class BoardText(models.Model):
    """A board's name and description in one language."""

    board = ParentalKey(Board, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    name = models.CharField(_("name"), max_length=80)
    description = models.CharField(_("description"), max_length=240, blank=True)
    template = models.TextField(
        _("template of a question"),
        blank=True,
        max_length=TEMPLATE_LENGTH,
        help_text=_("What the details of a question start with: what to tell, one thing a line. Markdown."),
    )

    class Meta:
        verbose_name = _("name and description")
        constraints = [models.UniqueConstraint(fields=["board", "language"], name="one_board_text_per_language")]

    def __str__(self):
        return f"{self.name} ({self.language})"

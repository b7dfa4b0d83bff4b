"""Facts of helping that are neither posts nor votes: what earns points, levels and badges besides them."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from community.models.answers import Answer
from community.models.boards import Board
from community.models.threads import Thread

THANKS_LENGTH = 240


class Verification(models.Model):
    """Our team, or an expert of the board, tried it or knows it: the answer is right."""

    answer = models.OneToOneField(Answer, models.CASCADE, related_name="verification")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=now)

    def __str__(self):
        return f"{self.answer_id} is right"


class ThanksQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(hidden_at=None)

    def shown_to(self, user):
        """At answers that the reader may see, in questions that the reader may see."""
        return self.shown().filter(answer__in=Answer.objects.visible_to(user).order_by().values("pk"))

    def received_by(self, member):
        return self.filter(answer__author=member)

    def newest_first(self):
        return self.order_by("-created_at", "-pk")


class Thanks(models.Model):
    """A sentence with "this solved it": by the one who asked, or by a later reader whom it helped. It stays without a
    name when its member has gone, as other words do."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="thanks")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    words = models.CharField(_("your thanks"), max_length=THANKS_LENGTH)
    created_at = models.DateTimeField(default=now)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ThanksQuerySet.as_manager()

    class Meta:
        verbose_name = _("thanks")
        verbose_name_plural = _("thanks")
        constraints = [models.UniqueConstraint(fields=["answer", "member"], name="one_thanks_per_member_and_answer")]

    def __str__(self):
        return self.words

    def get_absolute_url(self) -> str:
        return f"{reverse('answer_thanks', args=[self.answer_id])}#thanks-{self.pk}"

    @property
    def home_url(self) -> str:
        return self.answer.home_url

    @property
    def author(self):
        """As posts call whoever wrote them: thanks are reported, and decided on, as those are."""
        return self.member

    @property
    def author_id(self) -> int | None:
        return self.member_id

    @property
    def thread(self) -> Thread:
        return self.answer.thread

    @property
    def body_html(self) -> str:
        return format_html("<p>{}</p>", self.words)

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def is_withdrawn(self) -> bool:
        """Taken back after it was reported: its row stays for what was decided."""
        return self.is_hidden and self.hidden_by_id is not None and self.hidden_by_id == self.member_id


class SupportForAnswer(models.Model):
    """An advocate says that this answer solves a question whose asker is silent. Two of them accept it together."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="support")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "member"], name="one_support_per_member_and_answer")]

    def __str__(self):
        return f"{self.member_id} for {self.answer_id}"


class ProposalQuerySet(models.QuerySet):
    def waiting(self):
        """For a decision that can be made: what is hidden now, or was merged since, waits for none."""
        shown = self.filter(state="waiting", thread__hidden_at=None, thread__merged_into=None)
        return shown.exclude(kind="outdated", thread__outdated_at__isnull=False)


class Proposal(models.Model):
    """A member proposes what a moderator, or an expert of the board, confirms."""

    class Kind(models.TextChoices):
        DUPLICATE = "duplicate", _("The same question was asked before")
        OUTDATED = "outdated", _("This is out of date")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        CONFIRMED = "confirmed", _("Confirmed")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    kind = models.CharField(max_length=10, choices=Kind)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="proposals")
    target = models.ForeignKey(Thread, models.SET_NULL, null=True, blank=True, related_name="+")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="proposals")
    words = models.CharField(max_length=240, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(default=now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "member", "kind"], condition=Q(state="waiting"), name="one_proposal_waits_per_member"
            ),
        ]
        indexes = [models.Index(fields=["created_at"], name="proposal_waiting", condition=Q(state="waiting"))]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.thread_id}"


class Retag(models.Model):
    """A member changed the tags of somebody else's question."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="retags")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="retags")
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)
    created_at = models.DateTimeField(default=now)

    def __str__(self):
        return f"{self.thread_id}: {self.after}"


class ExpertTermQuerySet(models.QuerySet):
    def running(self, at: datetime):
        """Accepted, and neither laid down nor over."""
        return self.filter(accepted_at__isnull=False, ended_at=None, ends_at__gt=at)

    def invited(self):
        """Waiting for the member's word."""
        return self.filter(accepted_at=None, ended_at=None)


class ExpertTerm(models.Model):
    """A member is an expert of a board for a year: invited, accepted, over. One of a board runs at a time."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="expert_terms")
    board = models.ForeignKey(Board, models.CASCADE, related_name="expert_terms", verbose_name=_("board"))
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    invited_at = models.DateTimeField(default=now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True, help_text="A year after it was accepted")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Declined, laid down, taken back, or run out")

    objects = ExpertTermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term of an expert")
        verbose_name_plural = _("terms of experts")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "board"], condition=Q(ended_at=None), name="one_expert_term_runs_per_board"
            ),
        ]

    def __str__(self):
        return f"{self.member_id} · {self.board}"


class ArticleProposal(models.Model):
    """A member's better text for an article, or its translation. An editor takes it over, or says why not. What was
    taken over stays a deed when the article goes."""

    class Kind(models.TextChoices):
        EDIT = "edit", _("A better text")
        TRANSLATION = "translation", _("A translation")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    kind = models.CharField(_("what"), max_length=12, choices=Kind, default=Kind.EDIT)
    page = models.ForeignKey(Page, models.SET_NULL, null=True, related_name="+", verbose_name=_("article"))
    language = models.CharField(_("language"), max_length=8)
    title = models.CharField(_("title"), max_length=255, blank=True)
    summary = models.CharField(_("short answer"), max_length=400, blank=True)
    body = models.TextField(_("text"))
    based_on = models.TextField(blank=True, help_text="The article's text as the member read it")
    why = models.CharField(_("what is better"), max_length=240)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="article_proposals", verbose_name=_("by")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    reply = models.CharField(_("answer to the member"), max_length=240, blank=True)
    created_at = models.DateTimeField(_("proposed"), default=now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("proposal for an article")
        verbose_name_plural = _("proposals for articles")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "member", "kind", "language"],
                condition=Q(state="waiting"),
                name="one_article_proposal_waits_per_member",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.page_id}"


class Promotion(models.Model):
    """A solved question became an article: whose answer it grew from. It counts while the article is published."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="promotions")
    answer = models.ForeignKey(Answer, models.SET_NULL, null=True, related_name="promotions")
    page = models.ForeignKey(Page, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread"], name="one_promotion_per_thread")]

    def __str__(self):
        return f"{self.thread_id} → {self.page_id}"

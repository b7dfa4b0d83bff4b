"""Who may read what: the vocabulary of all queries for pages."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, TextField
from django.db.models.functions import Cast
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet


class HelpQuerySet(PageQuerySet):
    def visible(self):
        """What a guest may read: published, and below no page with a restriction. One query, unlike ``public()``.

        An alias is as restricted as the page that it repeats.
        """
        above = Q(viewed__startswith=F("page__path")) | Q(viewed__startswith=F("page__aliases__path"))
        viewed = ExpressionWrapper(OuterRef("path"), CharField())
        return self.live().filter(~Exists(PageViewRestriction.objects.annotate(viewed=viewed).filter(above)))

    def in_language(self, code: str):
        return self.filter(locale__language_code=code)

    def with_loose_links(self):
        """Pages whose body links to an article that was not there when it was imported (`kb.links`)."""
        return self.annotate(raw_body=Cast("body", TextField())).filter(raw_body__contains="article:")

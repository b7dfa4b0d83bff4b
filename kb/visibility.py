"""Who may read what: the vocabulary of all queries for pages."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, TextField
from django.db.models.functions import Cast
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet


class HelpQuerySet(PageQuerySet):
    def visible(self):
        """What a guest may read: published, and below no page with a restriction. One query, unlike ``public()``."""
        restricted = PageViewRestriction.objects.annotate(
            viewed=ExpressionWrapper(OuterRef("path"), CharField())
        ).filter(viewed__startswith=F("page__path"))
        return self.live().filter(~Exists(restricted))

    def in_language(self, code: str):
        return self.filter(locale__language_code=code)

    def with_loose_links(self):
        """Pages whose body links to an article that was not there when it was imported (`kb.links`)."""
        return self.annotate(raw_body=Cast("body", TextField())).filter(raw_body__contains="article:")

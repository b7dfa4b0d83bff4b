"""Conditions that more than one model declares."""

from django.db import models
from django.db.models.functions import Length, Trim
from django.db.models.lookups import GreaterThan


def not_blank(field: str, name: str) -> models.CheckConstraint:
    """The field holds more than spaces, on whichever path it was written."""
    return models.CheckConstraint(condition=GreaterThan(Length(Trim(field)), 0), name=name)


def once_per_author(name: str) -> models.UniqueConstraint:
    """The same form sent twice by one author makes one row."""
    return models.UniqueConstraint(
        fields=["author", "submission_key"], condition=models.Q(submission_key__isnull=False), name=name
    )

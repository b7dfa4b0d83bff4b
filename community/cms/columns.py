"""Columns that the lists of the CMS share."""

from django.utils.html import format_html
from django.utils.translation import get_language_info
from wagtail.admin.ui.tables import Column


class WordsColumn(Column):
    """What people wrote or are called, in its own direction; nothing where there is nothing."""

    def get_value(self, instance):
        return format_html("<bdi>{}</bdi>", value) if (value := super().get_value(instance)) else ""


def name_of_language(row) -> str:
    """Of the row's language, in the reader's."""
    return get_language_info(row.language)["name_translated"]

"""What the editors' screens know beyond Wagtail: keys in texts (``Ctrl``)."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.rich_text.editors.draftail.features import InlineStyleFeature


@hooks.register("register_rich_text_features")
def register_keys(features):
    """A key to press, shown as a key: ``<kbd>``."""
    key = {"type": "KEYBOARD", "icon": "keyboard", "description": _("Key to press")}
    features.register_editor_plugin("draftail", "kbd", InlineStyleFeature(key))
    features.register_converter_rule(
        "contentstate",
        "kbd",
        {
            "from_database_format": {"kbd": InlineStyleElementHandler("KEYBOARD")},
            "to_database_format": {"style_map": {"KEYBOARD": "kbd"}},
        },
    )

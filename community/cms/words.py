"""Words and domains that make a post wait for a look."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import DateColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from community.models import BlockedWord


class BlockedWordViewSet(SnippetViewSet):
    """What holds one of these is looked at before everyone sees it."""

    model = BlockedWord
    icon = "warning"
    menu_label = _("Blocked words")
    add_to_admin_menu = True
    menu_order = 340
    list_display = ["text", "note", DateColumn("created_at", label=_("Added"), sort_key="created_at")]
    search_fields = ["text", "note"]
    panels = [FieldPanel("text"), FieldPanel("note")]

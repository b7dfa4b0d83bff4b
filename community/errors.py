from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _


class Refused(Exception):
    """An action that the rules do not allow now. The message is translated and shown to the one who asked;
    ``field`` names what of a form it is about."""

    def __init__(self, message: str, field: str = ""):
        super().__init__(message)
        self.message, self.field = message, field

    @property
    def html(self) -> str:
        """As a page shows it."""
        return self.message

    @property
    def way_out(self) -> tuple[str, str]:
        """What helps, in words and with its address; empty where the message says all."""
        return "", ""

    def show_in(self, form) -> None:
        """Beside the field it is about, else above the form."""
        form.add_error(self.field if self.field in form.fields else None, self.html)


class TooNew(Refused):
    """What new members may not do yet: the way there stands beside it."""

    @property
    def html(self) -> str:
        words, address = self.way_out
        return format_html('{} <a href="{}">{}</a>', self.message, address, words)

    @property
    def way_out(self) -> tuple[str, str]:
        return _("Take the tour"), reverse("tour")

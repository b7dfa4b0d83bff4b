"""What a password must be, said once and in the reader's own digits."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext

from site_config.formats import localized_number

SHORTEST_PASSWORD = 10


class LongEnough(MinimumLengthValidator):
    """Django's rule of length, in our words."""

    def __init__(self, min_length: int = SHORTEST_PASSWORD):
        super().__init__(min_length)

    def get_error_message(self) -> str:
        return gettext("This password is too short: it needs at least %(number)s characters.") % {
            "number": localized_number(self.min_length)
        }

    def get_help_text(self) -> str:
        """All four rules in a line: this is what stands beside a field for a new password."""
        return gettext(
            "At least %(number)s characters, not only digits, and nothing easy to guess. Three or four words do well."
        ) % {"number": localized_number(self.min_length)}

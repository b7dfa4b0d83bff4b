class Refused(Exception):
    """An action that the rules do not allow now. The message is translated and shown to the one who asked;
    ``field`` names what of a form it is about."""

    def __init__(self, message: str, field: str = ""):
        super().__init__(message)
        self.message, self.field = message, field

    def show_in(self, form) -> None:
        """Beside the field it is about, else above the form."""
        form.add_error(self.field if self.field in form.fields else None, self.message)

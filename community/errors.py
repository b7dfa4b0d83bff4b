class Refused(Exception):
    """An action that the rules do not allow now. The message is translated and shown to the one who asked."""

    def __init__(self, message: str):
        super().__init__(message)
        self.message = message

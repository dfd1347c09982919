"""Errors of the format readers: what a person who sent a bad file is told."""


class FormatError(Exception):
    """A file cannot be read as what it is said to be; the message is Arabic, for the person who sent it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

"""A mail before it has a reader: subject, HTML and plain text."""

from dataclasses import dataclass

from khabar.letters.links import PLACE


@dataclass(frozen=True)
class Letter:
    """What a mail says; `PLACE` stands wherever its reader's key goes."""

    subject: str
    html: str
    text: str

    def to(self, key: str) -> "Letter":
        """The letter with one reader's links."""
        return Letter(self.subject, self.html.replace(PLACE, key), self.text.replace(PLACE, key))

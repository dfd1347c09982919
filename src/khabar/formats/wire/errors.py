"""What can be wrong with a wire: one base error, a subclass for each reason to keep an item aside."""

from khabar.formats.errors import FormatError


class WireError(FormatError):
    """A wire cannot be read; the message is Arabic, for the person who runs the feed."""


class NotAWire(WireError):
    """The bytes are in none of the formats read here."""


class MalformedWire(WireError):
    """The format is known, but the document breaks its rules."""


class UnsafeWire(WireError):
    """The document defines entities or grows beyond every bound: an attack or a fault, refused unread."""


class NotNews(WireError):
    """A well-formed document that carries no story: a concept, a catalogue, an event plan."""


class EmptyList(NotAWire, NotNews):
    """A JSON list of nothing: no format can be told from it, and a feed without stories sends it."""


class Undecodable(WireError):
    """The text's encoding is unknown, and guessing would print wrong letters."""

"""What the picture folder refuses."""

from khabar.core.errors import KhabarError


class PictureRefused(KhabarError):
    """The bytes are not a picture that Khabar takes in; the text says why, for the person who sent them."""

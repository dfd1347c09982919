"""What the media folder refuses."""

from khabar.core.errors import KhabarError


class PictureRefused(KhabarError):
    """The bytes are not a picture that Khabar takes in; the text says why, for the person who sent them."""


class VideoRefused(KhabarError):
    """The file is not a video that Khabar takes in; the text says why, for the person who sent it."""


class CaptionsRefused(KhabarError):
    """The file is not captions that Khabar can show; the text says which line is wrong."""

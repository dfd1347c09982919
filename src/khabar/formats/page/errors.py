"""Why a page is refused."""

from khabar.formats.errors import FormatError


class PageRefused(FormatError):
    """The input holds no news article that can be read; the reason is Arabic."""

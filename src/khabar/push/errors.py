"""What the package refuses, in words for whoever asked."""

from khabar.core.errors import KhabarError


class PushError(KhabarError):
    """Something about notifications that is refused; the text says why."""


class NotHeld(PushError):
    """The subscription is not known, or whoever asks does not hold it; both are the same answer."""

    def __init__(self) -> None:
        super().__init__("هذا الاشتراك غير معروف عندنا.")

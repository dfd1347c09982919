"""Text inputs that tell the writer how long the text is."""

from typing import Any

from django import forms
from wagtail.admin.widgets import AdminAutoHeightTextInput


class CountedText(AdminAutoHeightTextInput):  # type: ignore[misc]
    """A growing text box with a count of words and letters beside a length that reads well.

    Args:
        ideal: the number of letters past which the count turns into a warning; nothing is refused.
    """

    def __init__(self, ideal: int, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            attrs={
                "dir": "rtl",
                "rows": 1,
                "data-controller": "w-autosize desk-count",
                "data-action": "input->desk-count#count",
                "data-desk-count-ideal-value": ideal,
                **(attrs or {}),
            }
        )

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=["desk/js/count-controller.js"])


class HeadlineText(CountedText):
    """One line of meaning in a box that wraps: a line break typed or pasted into it becomes a space."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return " ".join(value.split()) if isinstance(value, str) else value

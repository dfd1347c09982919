"""The editor of paragraphs, which puts into the form at once what is typed."""

from typing import Any

from wagtail.admin.rich_text import DraftailRichTextArea


class PromptText(DraftailRichTextArea):  # type: ignore[misc]
    """Wagtail's editor, which by itself waits a quarter of a second after each key: whoever presses Ctrl+S right after
    the last word would save the text without it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options["stateSaveInterval"] = 0

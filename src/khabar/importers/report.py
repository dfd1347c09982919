"""What became of each input of an import, in words for the person who started it."""

from dataclasses import dataclass, field

from khabar.core.errors import KhabarError
from khabar.formats.errors import FormatError


@dataclass
class Report:
    """Counts of articles and of lead pictures; what was refused, and what a person should know of the rest."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    pictures: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)
    missing_pictures: list[tuple[str, str]] = field(default_factory=list)

    def refuse(self, source: str, reason: str) -> None:
        self.refused.append((printable(source), reason))

    def warn(self, source: str, what: str) -> None:
        self.warnings.append((source, what))


def printable(text: str) -> str:
    """The text with a mark in place of what cannot be printed, such as bytes of a file's name that are no letters."""
    return text.encode("utf-8", "replace").decode()


def refusal(error: Exception) -> str:
    """Why one input was refused, for a person."""
    if isinstance(error, KhabarError | FormatError):
        return printable(str(error))
    if isinstance(error, FileNotFoundError):
        return "الملف غير موجود"
    if isinstance(error, PermissionError):
        return "لا صلاحية لقراءة الملف"
    if isinstance(error, OSError):
        return f"تعذرت قراءة الملف: {error.strerror or error}"
    messages = getattr(error, "messages", None)
    return "؛ ".join(messages) if messages else f"خطأ غير متوقع ({type(error).__name__}): {error}"

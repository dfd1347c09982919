"""The file of a picture: whatever is stored through it has passed the intake."""

from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.forms import FileField
from wagtail.images import fields as wagtail_fields
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from khabar.media.errors import PictureRefused
from khabar.media.intake import MAX_BYTES, Intake, take

_UNTOLD_TYPES = ("", "application/octet-stream", "binary/octet-stream")


class TakenFile(ContentFile):  # type: ignore[type-arg]
    """A file whose bytes came out of the intake."""

    def __init__(self, taken: Intake, name: str) -> None:
        stem = PurePosixPath(name.replace("\\", "/")).stem or "picture"
        super().__init__(taken.data, name=f"{stem}{taken.suffix}")
        self.taken = taken


def taken_file(content: "File[Any]", name: str, *, strict: bool = False) -> TakenFile:
    """The file as the intake leaves it; a file that already went through it is returned as it is.

    Raises:
        PictureRefused: it is not a picture we take in.
    """
    if isinstance(content, TakenFile):
        return content
    content.seek(0)
    return TakenFile(take(content.read(MAX_BYTES + 1), name, strict=strict), name)


class PictureFile(WagtailImageFieldFile):  # type: ignore[misc]
    """The stored file: saving is the one door, so form, multi-upload, importer and shell all pass the intake."""

    def save(self, name: str, content: "File[Any]", save: bool = True) -> None:
        """Store the re-encoded picture and tell its row what was found in it.

        Raises:
            PictureRefused: it is not a picture we take in; nothing is stored.
        """
        file = taken_file(content, name)
        self.instance.adopt(file.taken)
        super().save(str(file.name), file, save)


class PictureField(WagtailImageField):  # type: ignore[misc]
    """The model field that stores through `PictureFile`."""

    attr_class = PictureFile


class PictureFormField(wagtail_fields.WagtailImageField):  # type: ignore[misc]
    """The desk's upload field: the intake decides, and its Arabic reason is the field's error."""

    def to_python(self, data: Any) -> TakenFile | None:
        file = FileField.to_python(self, data)
        if file is None:
            return None
        told = getattr(file, "content_type", None) or ""
        try:
            if isinstance(file, UploadedFile) and not told.startswith("image/") and told not in _UNTOLD_TYPES:
                raise PictureRefused(f"نوع الملف كما أرسله المتصفح «{told}»، وهو ليس صورة.")
            return taken_file(file, str(file.name), strict=True)
        except PictureRefused as refusal:
            raise ValidationError(str(refusal), code="picture_refused") from refusal

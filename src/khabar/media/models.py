"""Pictures with what a newsroom must know about them: caption, credit line, alternative text, rights; and videos."""

import hashlib
from datetime import datetime
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.validators import URLValidator
from django.db import models, transaction
from django_q.tasks import async_task
from wagtail.images.models import AbstractImage, AbstractRendition, Image, get_upload_to

from khabar.core import clock
from khabar.media import renditions
from khabar.media.fields import PictureField
from khabar.media.intake import Intake
from khabar.media.signals import picture_changed

# A change in one of these is a change a reader can see; one of the second kind asks for other renditions.
_TEXTS = ("caption", "credit", "description", "rights", "licence", "licence_url", "usage_terms", "rights_until")
_DESK_FIELDS = ("caption", "credit", "rights", "licence", "licence_url", "usage_terms", "rights_until")
_BAD_URL = "اكتب عنوانًا كاملًا يبدأ بـ https://"
_LOOKS = ("file", "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")


class Picture(AbstractImage):  # type: ignore[misc]
    """A picture, kept as a re-encoded original with no metadata; what readers get are its renditions."""

    file = PictureField("الملف", upload_to=get_upload_to, width_field="width", height_field="height")
    caption = models.CharField("شرح الصورة", max_length=500, blank=True)
    credit = models.CharField("مصدر الصورة", max_length=200, blank=True)
    rights = models.CharField(
        "صاحب الحقوق", max_length=500, blank=True, help_text="كما يُكتب في إشعار الحقوق، مثل: © وكالة الأنباء 2026"
    )
    licence = models.CharField("الترخيص", max_length=120, blank=True, help_text="مثل: اشتراك الوكالة، أو CC BY 4.0")
    licence_url = models.CharField(
        "رابط نص الترخيص", max_length=500, blank=True, validators=[URLValidator(["http", "https"], message=_BAD_URL)]
    )
    usage_terms = models.CharField(
        "شروط الاستخدام", max_length=500, blank=True, help_text="لغرفة الأخبار، مثل: لا تُنشر إلا مع خبرها"
    )
    rights_until = models.DateTimeField(
        "لنا حق نشرها حتى",
        null=True,
        blank=True,
        help_text="عند هذا الموعد تختفي الصورة من كل صفحات الموقع ومن الخلاصات. اتركه فارغًا إن لم يكن للحق نهاية",
    )
    source_url = models.URLField("عنوان الأصل", max_length=1000, blank=True)
    input_hash = models.CharField("بصمة الملف الوارد", max_length=64, blank=True, editable=False, db_index=True)

    # Its renditions, once `renditions.prefetch` has fetched them.
    made: list[renditions.Made] | None = None

    admin_form_fields = (*Image.admin_form_fields, *_DESK_FIELDS)

    class Meta(AbstractImage.Meta):  # type: ignore[misc]
        verbose_name = "صورة"
        verbose_name_plural = "الصور"
        indexes = [
            models.Index(
                fields=["rights_until"], name="picture_rights_end", condition=models.Q(rights_until__isnull=False)
            )
        ]

    def may_be_shown(self, at: datetime | None = None) -> bool:
        """Whether our right to show it lasts at the moment `at` (now, unless given)."""
        return self.rights_until is None or self.rights_until > (at or clock.now())

    @property
    def default_alt_text(self) -> str:
        """The alternative text: the description written for it, never the file name."""
        return str(self.description)

    def adopt(self, taken: Intake) -> None:
        """Remember which file this was, and take from it the texts that nobody wrote here."""
        self.input_hash = taken.input_hash
        self.file_size = len(taken.data)
        self.file_hash = hashlib.sha1(taken.data, usedforsecurity=False).hexdigest()
        for name in ("caption", "credit", "description"):
            limit = self._meta.get_field(name).max_length
            setattr(self, name, getattr(self, name) or _cut(getattr(taken.embedded, name), limit))

    def _set_image_file_metadata(self) -> None:
        """Called by Wagtail's forms for a new file; `adopt` does this when the file is stored."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the file first, so that its row has the facts of what was stored; then make what readers get."""
        before = self._stored()
        if self.file and not self.file._committed:
            self.file.save(self.file.name, self.file.file, save=False)
        looks = {name: getattr(self, name) for name in _LOOKS} | {"file": self.file.name}
        fresh = before is None or any(before[name] != value for name, value in looks.items())
        # Encoded before the transaction begins: on SQLite nobody else can write while it lasts.
        encoded = self._first_renditions(before) if fresh else []
        with transaction.atomic():
            super().save(*args, **kwargs)
            if before and before["file"] != self.file.name:
                self._drop_old_file(before["file"])
            if before and before != self._stored():
                picture_changed.send(sender=type(self), picture_id=self.pk)
            if fresh:
                renditions.store(self, encoded)
                self.made = None
                transaction.on_commit(partial(async_task, "khabar.media.tasks.prepare", self.pk))

    def generate_rendition_file(self, filter: Any, *, source: "File[Any] | None" = None) -> "File[Any]":
        """Wagtail's, for the sizes the desk asks for; its temporary file is read and closed at once."""
        with super().generate_rendition_file(filter, source=source) as made:
            made.seek(0)
            return ContentFile(made.read(), name=made.name)

    def _stored(self) -> dict[str, Any] | None:
        return type(self)._default_manager.filter(pk=self.pk).values(*_TEXTS, *_LOOKS).first() if self.pk else None

    def _first_renditions(self, before: dict[str, Any] | None) -> list[renditions.Encoded]:
        same_file = before is not None and before["file"] == self.file.name
        self.made = None if same_file else []
        return renditions.encode(self, renditions.missing_first(self))

    def _drop_old_file(self, name: str) -> None:
        self.renditions.all().delete()
        transaction.on_commit(partial(self.file.storage.delete, name))


def _cut(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip("،؛., ") + "…"


class Rendition(AbstractRendition):  # type: ignore[misc]
    """One size and format of a picture."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = "نسخة من صورة"
        verbose_name_plural = "نسخ الصور"
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_spec")
        ]

    def get_upload_to(self, filename: str) -> str:
        """`images/<picture id>-<first of the file's hash>-<size>[-<crop>].<suffix>`.

        The id makes it found by an index, the hash makes it another address when the picture is another; nothing
        of the name the file was uploaded under is shown to readers.
        """
        size = self.filter_spec.split("|")[0]
        parts = (str(self.image_id), self.image.file_hash[:10], size, self.focal_point_key)
        return f"images/{'-'.join(filter(None, parts))}{PurePosixPath(filename).suffix}"


# Below the pictures, which posters are.
from khabar.media.embeds.models import Embed as Embed  # noqa: E402
from khabar.media.videos.models import Captions as Captions  # noqa: E402
from khabar.media.videos.models import Video as Video  # noqa: E402
from khabar.media.videos.models import VideoUpload as VideoUpload  # noqa: E402

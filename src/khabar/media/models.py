"""Pictures with what a newsroom must know about them: caption, credit line, alternative text, rights."""

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Picture(AbstractImage):  # type: ignore[misc]
    """A picture, kept as a re-encoded original with no metadata; what readers get are its renditions."""

    caption = models.CharField("شرح الصورة", max_length=500, blank=True)
    credit = models.CharField("مصدر الصورة", max_length=200, blank=True)
    source_url = models.URLField("عنوان الأصل", max_length=1000, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "caption", "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = "صورة"
        verbose_name_plural = "الصور"

    @property
    def default_alt_text(self) -> str:
        """The alternative text: the description written for it, never the file name."""
        return str(self.description)


class Rendition(AbstractRendition):  # type: ignore[misc]
    """One size and format of a picture."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = "نسخة من صورة"
        verbose_name_plural = "نسخ الصور"
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_spec"
            )
        ]

"""Pictures that came with items: where each is, what became of it, and files that came beside a text."""

from django.db import models

from khabar.ingest.models.item import WireItem
from khabar.ingest.models.provider import Provider
from khabar.ingest.states import PictureState
from khabar.media.models import Picture


class WirePicture(models.Model):
    """A picture of an item that an article was made from.

    It has an address to ask (`url`) or the name of a file that comes beside the text (`name`). `brought` says that
    the picture is here because of this item: then the contract with its provider says where it may be shown.
    """

    item = models.ForeignKey(WireItem, on_delete=models.CASCADE, related_name="pictures", verbose_name="خبر الوكالة")
    place = models.PositiveSmallIntegerField(default=0)
    url = models.CharField("عنوان الصورة", max_length=1000, blank=True)
    name = models.CharField("اسم الملف", max_length=300, blank=True)
    caption = models.CharField("شرح الصورة", max_length=500, blank=True)
    credit = models.CharField("مصدر الصورة", max_length=200, blank=True)
    rights = models.CharField("حقوق الصورة", max_length=500, blank=True)
    state = models.CharField("الحالة", max_length=8, choices=PictureState, default=PictureState.WAITING)
    reason = models.CharField("السبب", max_length=500, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    picture = models.ForeignKey(Picture, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="الصورة")
    brought = models.BooleanField(default=False)

    class Meta:
        verbose_name = "صورة وكالة"
        verbose_name_plural = "صور الوكالات"
        default_permissions = ()
        ordering = ["item", "place"]
        indexes = [
            models.Index(fields=["next_at"], name="wire_picture_due", condition=models.Q(state=PictureState.WAITING)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["item", "url", "name"], name="wire_picture_once"),
            models.CheckConstraint(condition=~models.Q(url="") | ~models.Q(name=""), name="wire_picture_is_somewhere"),
            models.CheckConstraint(condition=models.Q(state__in=PictureState.values), name="wire_picture_state_known"),
        ]

    def __str__(self) -> str:
        return self.url or self.name


class WireFile(models.Model):
    """A picture file that came beside a text, kept some days under the name by which texts ask for it."""

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="+", verbose_name="المزوّد")
    name = models.CharField("الملف", max_length=300)
    data = models.BinaryField()
    received_at = models.DateTimeField("وصل")

    class Meta:
        verbose_name = "ملف بجانب خبر"
        verbose_name_plural = "ملفات بجانب الأخبار"
        default_permissions = ()
        indexes = [models.Index(fields=["received_at"], name="wire_file_age")]
        constraints = [models.UniqueConstraint(fields=["provider", "name"], name="wire_file_once")]

    def __str__(self) -> str:
        return self.name

"""Videos with what a newsroom must know about them, their captions, and uploads that are under way."""

import secrets
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from khabar.arabic.slugs import slugify
from khabar.core import clock
from khabar.core.paths import path_to
from khabar.media.signals import video_changed
from khabar.media.videos import storage
from khabar.media.videos.ladder import Variant

# A change in one of these is a change a reader can see.
_READ = ("title", "caption", "credit", "rights_until", "own_poster_id", "frame_id", "made")


class VideoState(models.TextChoices):
    """Where a video stands on its way from the upload to readers."""

    UPLOADED = "uploaded", "وصل"
    WAITING = "waiting", "ينتظر التحويل"
    WORKING = "working", "قيد التحويل"
    READY = "ready", "جاهز"
    FAILED = "failed", "تعذر التحويل"


PENDING = (VideoState.UPLOADED, VideoState.WAITING, VideoState.WORKING)


class VideoQuerySet(models.QuerySet["Video"]):
    """Queries that desk, worker and site share."""

    def ready(self) -> "VideoQuerySet":
        """Those a reader could play: made, and our right to show them has not ended."""
        return self.exclude(made="").filter(models.Q(rights_until=None) | models.Q(rights_until__gt=clock.now()))

    def due(self) -> "VideoQuerySet":
        """Those the worker has something to do for, what arrived last first looked at, then in their order."""
        wanted = models.Q(state__in=PENDING) | models.Q(frame_due=True)
        looked = models.Case(models.When(state=VideoState.UPLOADED, then=0), default=1)
        due = self.filter(wanted, try_at__lte=clock.now()).exclude(state=VideoState.FAILED)
        return due.order_by(looked, "-frame_due", "pk")

    def with_poster(self, picture_id: int) -> "VideoQuerySet":
        """Those whose poster is that picture."""
        own = models.Q(own_poster_id=picture_id)
        return self.filter(own | models.Q(own_poster=None, frame_id=picture_id))


class Video(ClusterableModel):  # type: ignore[misc]
    """A video: its original as it was uploaded, and what was made of it for readers.

    `made` names the folder of the renditions readers get, `making` the one that is being filled; another transcoding
    is another folder and so another address. `frame` is the picture taken out of the video, `own_poster` one an
    editor chose instead. Times in the film are seconds.
    """

    title = models.CharField("العنوان", max_length=200)
    caption = models.CharField("وصف الفيديو", max_length=500, blank=True)
    credit = models.CharField("مصدر الفيديو", max_length=200, blank=True)
    rights = models.CharField("حقوق الفيديو", max_length=500, blank=True)
    rights_until = models.DateTimeField(
        "لنا حق عرضه حتى", null=True, blank=True, help_text="يختفي الفيديو من كل الصفحات في هذا الوقت"
    )
    own_poster = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="صورة الغلاف",
        help_text="تُترك فارغة ليكون الغلاف إطارًا من الفيديو",
    )
    poster_at = models.FloatField(
        "إطار الغلاف عند الثانية", null=True, blank=True, help_text="الثانية التي يؤخذ منها إطار الغلاف، مثل: 12.5"
    )
    frame = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    frame_due = models.BooleanField(default=False, editable=False)
    original = models.CharField("الأصل", max_length=200, editable=False)
    original_name = models.CharField("اسم الملف المرفوع", max_length=255, blank=True, editable=False)
    file_size = models.PositiveBigIntegerField("حجم الأصل", default=0, editable=False)
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField("وصل في", default=timezone.now, editable=False)
    state = models.CharField(
        "الحالة", max_length=10, choices=VideoState, default=VideoState.UPLOADED, editable=False, db_index=True
    )
    progress = models.PositiveSmallIntegerField("ما تم من التحويل", default=0, editable=False)
    problem = models.CharField("سبب التعذر", max_length=500, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    try_at = models.DateTimeField(default=timezone.now, editable=False)
    duration = models.FloatField("المدة بالثواني", default=0, editable=False)
    width = models.PositiveIntegerField("العرض", default=0, editable=False)
    height = models.PositiveIntegerField("الارتفاع", default=0, editable=False)
    making = models.CharField(max_length=20, blank=True, editable=False)
    made = models.CharField(max_length=20, blank=True, editable=False)
    variants = models.JSONField(default=list, editable=False)

    objects: ClassVar[Any] = VideoQuerySet.as_manager()

    class Meta:
        verbose_name = "فيديو"
        verbose_name_plural = "الفيديو"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="video_has_title"),
            models.CheckConstraint(
                condition=models.Q(poster_at=None) | models.Q(poster_at__gte=0), name="video_poster_in_film"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_ready(self) -> bool:
        """Whether there is something to play; an earlier rendition stays while a new one is made."""
        return bool(self.made)

    @property
    def poster(self) -> Any:
        """The picture that stands for it, or None while there is none."""
        return self.own_poster or self.frame

    @property
    def poster_id(self) -> int | None:
        found: int | None = self.own_poster_id or self.frame_id
        return found

    @property
    def slug(self) -> str:
        return slugify(self.title)

    @property
    def mp4_url(self) -> str:
        return self.url_of("video.mp4")

    @property
    def hls_url(self) -> str:
        return self.url_of("master.m3u8")

    @property
    def best(self) -> Variant | None:
        """The largest quality there is."""
        found = [Variant(**one) for one in self.variants]
        return max(found, key=lambda one: one.height, default=None)

    @property
    def state_line(self) -> str:
        """The state as the desk prints it."""
        label = VideoState(self.state).label
        return f"{label}: {self.progress}٪" if self.state == VideoState.WORKING else label

    def url_of(self, name: str) -> str:
        """The address of one of its files."""
        return path_to("media:video", self.pk, self.made, name)

    def get_absolute_url(self) -> str:
        return path_to("front:video", self.pk, self.slug)

    def clean(self) -> None:
        super().clean()
        if self.poster_at is not None and self.duration and self.poster_at > self.duration:
            from django.core.exceptions import ValidationError

            raise ValidationError({"poster_at": f"مدة الفيديو {self.duration:.1f} ثانية؛ اختر ثانية قبل نهايته."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new time for the poster is work for the background, and who shows the video is told of changes."""
        before = type(self).objects.filter(pk=self.pk).values(*_READ, "poster_at").first() if self.pk else None
        if before and before["poster_at"] != self.poster_at:
            self.frame_due, self.try_at = True, clock.now()
        with transaction.atomic():
            super().save(*args, **kwargs)
            if before and any(before[name] != getattr(self, name) for name in _READ):
                video_changed.send(sender=type(self), video_id=self.pk)

    def original_path(self) -> Path:
        return Path(settings.MEDIA_ROOT) / self.original


class Captions(models.Model):
    """The captions of a video in one language, as the WebVTT that readers get."""

    video = ParentalKey(Video, on_delete=models.CASCADE, related_name="captions")
    language = models.CharField(
        "اللغة",
        max_length=8,
        default="ar",
        choices=[
            ("ar", "العربية"), ("en", "الإنجليزية"), ("fr", "الفرنسية"), ("es", "الإسبانية"), ("de", "الألمانية"),
            ("tr", "التركية"), ("fa", "الفارسية"), ("ur", "الأردية"), ("he", "العبرية"), ("ru", "الروسية"),
            ("zh", "الصينية"), ("ku", "الكردية"), ("am", "الأمهرية"), ("so", "الصومالية"),
        ],
    )  # fmt: skip
    text = models.TextField("الترجمة", editable=False)
    mark = models.CharField(max_length=12, editable=False)

    class Meta:
        verbose_name = "ترجمة مكتوبة"
        verbose_name_plural = "الترجمات المكتوبة"
        ordering = ["pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["video", "language"], name="captions_once_per_language")]

    def __str__(self) -> str:
        return self.get_language_display()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save under an address of its own: `mark` changes whenever the text may have."""
        self.mark = secrets.token_hex(4)
        with transaction.atomic():
            super().save(*args, **kwargs)
            video_changed.send(sender=Video, video_id=self.video_id)

    @property
    def url(self) -> str:
        return str(self.video.url_of(f"{self.language}-{self.mark}.vtt"))


class VideoUpload(models.Model):
    """A file on its way in, in pieces; how much of it is there is the size of its file in the run folder."""

    token = models.CharField(max_length=40, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    video = models.ForeignKey(Video, on_delete=models.SET_NULL, null=True, related_name="+")
    touched_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "رفع فيديو"
        verbose_name_plural = "رفع الفيديو"
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


def forget_files(sender: Any, instance: Video, **kwargs: Any) -> None:
    """A deleted video takes its files with it, once the deletion is certain."""
    transaction.on_commit(partial(storage.remove, instance.pk))

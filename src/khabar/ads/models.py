"""Slots, campaigns, what they show, counts of each day, and the text of `ads.txt`."""

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models

from khabar.ads.enums import DIMENSIONS, PLACES, Kind, PageKind, Position, Screen, Size
from khabar.ads.fields import MarkField
from khabar.core import clock

_MOST_WEIGHT = 100


class Slot(models.Model):
    """A place on one kind of page, with the size of what stands there."""

    page = models.CharField("نوع الصفحة", max_length=10, choices=PageKind)
    position = models.CharField("المكان", max_length=10, choices=Position)
    size = models.CharField("الحجم", max_length=10, choices=Size)
    shown = models.BooleanField("مستعمل", default=True, help_text="لا يظهر في الصفحات موضع غير مستعمل.")

    class Meta:
        verbose_name = "موضع إعلان"
        verbose_name_plural = "مواضع الإعلانات"
        ordering = ["page", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "position"],
                name="one_slot_a_place",
                violation_error_message="لهذا المكان موضع من قبل؛ عدّله أو احذفه أولًا.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_page_display()} – {self.get_position_display()}"

    def clean(self) -> None:
        super().clean()
        if self.page and self.position and (self.page, self.position) not in PLACES:
            raise ValidationError({"position": "ليس في هذا النوع من الصفحات موضع هنا."})


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Queries that site and desk share."""

    def to_come(self, at: datetime) -> "CampaignQuerySet":
        """Those switched on that run at the moment `at` or later."""
        return self.filter(models.Q(ends_at=None) | models.Q(ends_at__gt=at), active=True)


class Campaign(models.Model):
    """What an advertiser booked: when, where, for whom, how often. A house campaign fills what nobody booked."""

    name = models.CharField("اسم الحملة", max_length=120)
    advertiser = models.CharField("المعلن", max_length=120, blank=True)
    active = models.BooleanField("مفعّلة", default=True, help_text="الحملة الموقوفة لا تظهر حتى لو حل موعدها.")
    house = models.BooleanField(
        "إعلان داخلي", default=False, help_text="يظهر حيث لا حملة تجارية، ويراه أيضًا من لا يشغّل جافاسكربت."
    )
    starts_at = models.DateTimeField("من", default=clock.now)
    ends_at = models.DateTimeField("إلى", null=True, blank=True, help_text="للإعلان الداخلي أن يبقى بلا نهاية.")
    weight = models.PositiveSmallIntegerField(
        "الوزن",
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(_MOST_WEIGHT)],
        help_text="من 1 إلى 100: حملة وزنها 20 تظهر ضعف حملة وزنها 10 في الموضع نفسه.",
    )
    screen = models.CharField("الأجهزة", max_length=10, choices=Screen, blank=True, help_text="فارغة: كل الأجهزة.")
    # Sections stand in a folder above; ids of deleted ones are of no page.
    sections = models.JSONField("الأقسام", default=list, blank=True)
    slots = models.ManyToManyField(
        Slot, blank=True, verbose_name="المواضع", related_name="+", help_text="بلا اختيار: كل موضع بحجم المادة."
    )
    cap = models.PositiveSmallIntegerField(
        "أقصى ظهور لكل قارئ", default=0, help_text="صفر: بلا حد. يُحفظ العدد في متصفح القارئ وحده."
    )
    cap_hours = models.PositiveSmallIntegerField(
        "خلال كم ساعة", default=24, validators=[MinValueValidator(1), MaxValueValidator(720)]
    )

    objects: ClassVar[Any] = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "حملة إعلانية"
        verbose_name_plural = "الحملات الإعلانية"
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("starts_at")),
                name="campaign_ends_after_it_starts",
                violation_error_message="نهاية الحملة قبل بدايتها.",
            ),
            models.CheckConstraint(
                condition=models.Q(house=True) | models.Q(ends_at__isnull=False),
                name="booked_campaign_ends",
                violation_error_message="حدد نهاية الحملة؛ الإعلان الداخلي وحده يبقى بلا نهاية.",
            ),
            models.CheckConstraint(
                condition=models.Q(weight__range=(1, _MOST_WEIGHT), cap_hours__gte=1), name="campaign_numbers"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Creative(models.Model):
    """One ad of a campaign: a picture for each screen, HTML, or a unit of Google Ad Manager."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, verbose_name="الحملة", related_name="creatives")
    title = models.CharField("الاسم", max_length=120, help_text="لغرفة الأخبار والتقرير؛ لا يراه القارئ.")
    active = models.BooleanField("مفعّلة", default=True)
    kind = models.CharField("النوع", max_length=10, choices=Kind, default=Kind.PICTURE)
    size = models.CharField("الحجم", max_length=10, choices=Size)
    link = models.URLField(
        "الرابط",
        max_length=1000,
        blank=True,
        help_text="إلى أين يذهب من ينقر الصورة.",
        validators=[
            URLValidator(["http", "https"], message="اكتب عنوان صفحة على الويب يبدأ بـ https://", code="not_web")
        ],
    )
    alt = models.CharField("النص البديل", max_length=255, blank=True, help_text="ما في الصورة، لمن لا يراها.")
    phone = models.FileField("صورة الهاتف", upload_to="ads", max_length=200, blank=True)
    desktop = models.FileField("صورة الشاشة العريضة", upload_to="ads", max_length=200, blank=True)
    html = models.TextField("HTML", max_length=200_000, blank=True)
    unit = models.CharField(
        "وحدة Ad Manager", max_length=200, blank=True, help_text="رمز الوحدة بعد رقم الشبكة، مثل: khabar/article"
    )
    mark = MarkField(max_length=12, editable=False)

    class Meta:
        verbose_name = "مادة إعلانية"
        verbose_name_plural = "المواد الإعلانية"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_framed(self) -> bool:
        """True for what is shown in a frame."""
        return self.kind != Kind.PICTURE

    @property
    def screens(self) -> frozenset[str]:
        """What it can be seen on: a picture where there is one for it, and what its campaign was booked for."""
        booked = {self.campaign.screen} if self.campaign.screen else set(Screen)
        return frozenset(str(screen) for screen in booked if self.is_framed or self.picture(screen))

    def picture(self, screen: str) -> str:
        """The stored file for the screen; one for all where the size is the same everywhere. Empty where none is."""
        other = self.desktop if screen == Screen.PHONE else self.phone
        own = self.phone if screen == Screen.PHONE else self.desktop
        return str(own.name or (other.name if self.size == Size.RECTANGLE else "") or "")

    def dimensions(self, screen: str) -> tuple[int, int]:
        """Width and height in CSS pixels."""
        return DIMENSIONS[self.size][screen]

    def files(self) -> list[str]:
        """The names of its stored files."""
        return [str(file.name) for file in (self.phone, self.desktop) if file.name]


class Count(models.Model):
    """How often a creative was seen and clicked in one place on one day."""

    day = models.DateField("اليوم")
    creative = models.ForeignKey(Creative, on_delete=models.PROTECT, verbose_name="المادة", related_name="counts")
    page = models.CharField("نوع الصفحة", max_length=10, choices=PageKind)
    position = models.CharField("المكان", max_length=10, choices=Position)
    seen = models.PositiveBigIntegerField("الظهور", default=0)
    clicks = models.PositiveBigIntegerField("النقرات", default=0)

    class Meta:
        verbose_name = "عدد اليوم"
        verbose_name_plural = "تقرير الإعلانات"
        default_permissions = ("view",)
        ordering = ["-day", "creative"]
        constraints = [
            models.UniqueConstraint(fields=["day", "creative", "page", "position"], name="one_count_a_day_and_place")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.creative_id} {self.page} {self.position}"


class AdsTxt(models.Model):
    """The text of `/ads.txt`; at most one row."""

    text = models.TextField("الأسطر", blank=True, max_length=200_000)
    changed_at = models.DateTimeField("آخر تعديل", auto_now=True)

    class Meta:
        verbose_name = "ملف ads.txt"
        verbose_name_plural = "ملف ads.txt"
        default_permissions = ("change", "view")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_ads_txt")]

    def __str__(self) -> str:
        return "ads.txt"


class PagePlan(models.Model):
    """What pages show of ads, as a digest: they are dropped only when it changes. At most one row."""

    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_page_plan")]

    def __str__(self) -> str:
        return self.digest

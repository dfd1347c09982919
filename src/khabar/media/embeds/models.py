"""What other sites say of their things that stand in our stories."""

from hashlib import sha256
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from khabar.core import clock
from khabar.core.clean import safe_url

MAX_URL = 2000


class EmbedState(models.TextChoices):
    """What became of the question."""

    WAITING = "waiting", "ينتظر الوصف"
    KEPT = "kept", "وصل الوصف"
    LINK = "link", "رابط فقط"


class EmbedQuerySet(models.QuerySet["Embed"]):
    """Queries that worker and site share."""

    def due(self) -> "EmbedQuerySet":
        """Those to ask about now: asked for and never answered, and of the others those that a story shows."""
        fresh = models.Q(state=EmbedState.WAITING) | models.Q(showings__isnull=False)
        return self.filter(fresh, next_at__lte=clock.now()).order_by("next_at", "pk").distinct()

    def of(self, urls: Any) -> "dict[str, Embed]":
        """The rows of the addresses, by address; their pictures come along."""
        keys = {key_of(url): url for url in urls}
        rows = self.filter(key__in=list(keys)).select_related("picture") if keys else ()
        return {keys[row.key]: row for row in rows}


class Embed(models.Model):
    """One address on another site, and what that site's server said of it when it was asked last."""

    key = models.CharField("بصمة العنوان", max_length=64, unique=True, editable=False)
    url = models.CharField("العنوان", max_length=MAX_URL)
    host = models.CharField("الموقع", max_length=253)
    state = models.CharField("الحال", max_length=8, choices=EmbedState, default=EmbedState.WAITING)
    reason = models.CharField("السبب", max_length=500, blank=True)
    kind = models.CharField("النوع", max_length=8, blank=True)
    title = models.CharField("العنوان الظاهر", max_length=300, blank=True)
    author = models.CharField("صاحبه", max_length=200, blank=True)
    provider = models.CharField("اسم الموقع", max_length=100, blank=True)
    text = models.CharField("نص المنشور", max_length=1000, blank=True)
    language = models.CharField("لغة النص", max_length=12, blank=True)
    frame = models.CharField("عنوان الإطار", max_length=MAX_URL, blank=True)
    width = models.PositiveIntegerField("العرض", default=0)
    height = models.PositiveIntegerField("الارتفاع", default=0)
    seconds = models.PositiveIntegerField("المدة بالثواني", default=0)
    uploaded_at = models.DateTimeField("وقت نشره هناك", null=True, blank=True)
    thumbnail = models.CharField("عنوان الصورة المصغرة", max_length=MAX_URL, blank=True)
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="embeds"
    )
    brought = models.BooleanField("الصورة جاءت معه", default=False)
    tries = models.PositiveSmallIntegerField("محاولات فاشلة", default=0)
    asked_at = models.DateTimeField("طُلب", db_default=Now())
    told_at = models.DateTimeField("وصل", null=True, blank=True)
    next_at = models.DateTimeField("السؤال القادم", db_default=Now(), db_index=True)

    objects: ClassVar[EmbedQuerySet] = EmbedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "محتوى من موقع آخر"
        verbose_name_plural = "محتوى من مواقع أخرى"
        default_permissions = ()

    def __str__(self) -> str:
        return self.title or self.url


def key_of(url: str) -> str:
    """By which an address is found: its hash, as an address may be longer than an index takes."""
    return sha256(url.encode()).hexdigest()


def addresses_in(raw: Any) -> list[str]:
    """The addresses of the embeds in the raw data of a body, each once."""
    given = (block["value"].get("url") or "" for block in raw if block["type"] == "embed")
    return list(dict.fromkeys(url for one in given if (url := safe_url(one)) and len(url) <= MAX_URL))


def note(urls: list[str]) -> list[int]:
    """Have the background ask about the addresses that nobody has asked about. Returns the ids of all of them."""
    if not urls:
        return []
    now = clock.now()
    rows = [
        Embed(key=key_of(url), url=url, host=(urlsplit(url).hostname or "")[:253], asked_at=now, next_at=now)
        for url in urls
    ]
    Embed.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["key"], update_fields=["asked_at"], batch_size=200
    )
    return list(Embed.objects.filter(key__in=[row.key for row in rows]).values_list("pk", flat=True))


def ask_again(rows: list[Embed]) -> int:
    """Have the sites of these asked now, as if for the first time. Returns how many are."""
    pks = [row.pk for row in rows]
    fresh = models.Case(models.When(state=EmbedState.LINK, then=models.Value("waiting")), default="state")
    return Embed.objects.filter(pk__in=pks).update(state=fresh, tries=0, next_at=clock.now())

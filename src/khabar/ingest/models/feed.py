"""A feed: one address of a provider that is collected on a schedule, with its health."""

from datetime import datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from khabar.articles.models import Section
from khabar.core import clock
from khabar.ingest.models.provider import Provider
from khabar.ingest.states import FeedKind, FeedState

SHORTEST, LONGEST = 5, 86_400
"""Seconds between two looks at a feed: the least and the most an operator may ask for."""

STATE_OF_COLLECTING = ("etag", "modified", "moved_to", "cursor", "next_at")
"""Columns that say how far this address was read; another address starts without them."""


class Feed(models.Model):
    """Where a provider's items are collected.

    `lease_until` says that a process is collecting it now: nobody else does before then. `cursor` is how far a
    mailbox was read.
    """

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="feeds", verbose_name="المزوّد")
    name = models.CharField("الاسم", max_length=120, unique=True)
    kind = models.CharField("النوع", max_length=8, choices=FeedKind, default=FeedKind.HTTP)
    address = models.CharField("العنوان", max_length=1000)
    interval = models.PositiveIntegerField(
        "كل كم ثانية", default=120, validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)]
    )
    language = models.CharField("لغة ما لا يسمّي لغته", max_length=12, blank=True)
    section = models.ForeignKey(
        Section, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="القسم المعتاد"
    )
    credentials = models.TextField(blank=True, editable=False)
    host_key = models.CharField(
        "بصمة مفتاح الخادم", max_length=100, blank=True, help_text="لخوادم SFTP، مثل: SHA256:… وتظهر عند التجربة"
    )
    idle_after = models.PositiveIntegerField(
        "تنبيه عند الصمت (دقائق)", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(525_600)]
    )
    state = models.CharField("الحالة", max_length=8, choices=FeedState, default=FeedState.OPEN, editable=False)
    etag = models.CharField(max_length=500, blank=True, editable=False)
    modified = models.CharField(max_length=100, blank=True, editable=False)
    moved_to = models.CharField("انتقل إلى", max_length=1000, blank=True, editable=False)
    cursor = models.CharField(max_length=100, blank=True, editable=False)
    next_at = models.DateTimeField(default=clock.now, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    lease_owner = models.CharField(max_length=100, blank=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    hard_errors = models.PositiveIntegerField(default=0, editable=False)
    opened_at = models.DateTimeField(default=clock.now, editable=False)
    last_fetch_at = models.DateTimeField("آخر جلب", null=True, editable=False)
    last_success_at = models.DateTimeField("آخر جلب ناجح", null=True, editable=False)
    last_item_at = models.DateTimeField("آخر خبر", null=True, editable=False)
    last_error = models.CharField("آخر خطأ", max_length=500, blank=True, editable=False)

    class Meta:
        verbose_name = "مصدر بث"
        verbose_name_plural = "مصادر البث"
        ordering = ["name"]
        indexes = [models.Index(fields=["state", "next_at"], name="feed_due")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(address="") | models.Q(state=FeedState.CLOSED), name="collected_feed_has_address"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=FeedKind.values), name="feed_kind_known"),
            models.CheckConstraint(condition=models.Q(state__in=FeedState.values), name="feed_state_known"),
            models.CheckConstraint(
                condition=models.Q(interval__range=(SHORTEST, LONGEST)), name="feed_interval_in_range"
            ),
            models.CheckConstraint(
                condition=models.Q(lease_until=None, lease_owner="")
                | (models.Q(lease_until__isnull=False) & ~models.Q(lease_owner="")),
                name="feed_lease_has_owner",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def look_anew(self) -> None:
        """Forget, in memory, how far the address was read: it is another one now."""
        self.etag = self.modified = self.moved_to = self.cursor = ""
        self.next_at = clock.now()

    def is_idle(self, at: datetime | None = None) -> bool:
        """True when nothing has arrived for longer than the operator expects of this feed."""
        if self.idle_after is None or self.state != FeedState.OPEN:
            return False
        since = max(filter(None, (self.last_item_at, self.opened_at)))
        return since + timedelta(minutes=self.idle_after) < (at or clock.now())


class FeedMark(models.Model):
    """A file of a feed that was taken and stays where it lies: its name, size and time."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="marks")
    key = models.CharField(max_length=64)  # SHA-256 of name, size and time
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "ملف أُخذ"
        verbose_name_plural = "ملفات أُخذت"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["feed", "key"], name="mark_once_per_feed")]

    def __str__(self) -> str:
        return f"{self.feed_id} {self.key}"

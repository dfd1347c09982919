"""Wire items as the agency last sent them, the versions before, and bytes that could not be read."""

from django.db import models

from khabar.articles.enums import PubStatus
from khabar.articles.models import Section
from khabar.ingest.models.event import WireEvent
from khabar.ingest.models.feed import Feed
from khabar.ingest.models.provider import Provider
from khabar.ingest.states import HeldState, ItemState, LabelKind

HEADLINE = 500


class WireItem(models.Model):
    """One item of a provider at its newest version; `record` is what `khabar read wire` prints of it.

    The columns beside `record` repeat parts of it, so that a list of many thousand items reads no record. `grouped`
    says that `event` was looked for since the item last changed.
    """

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="items", verbose_name="المزوّد")
    feed = models.ForeignKey(Feed, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="مصدر البث")
    guid = models.CharField(max_length=500)
    version = models.BigIntegerField("النسخة", default=1)
    digest = models.CharField(max_length=64)
    withdrawn = models.BooleanField(default=False)
    state = models.CharField("الحالة", max_length=8, choices=ItemState, default=ItemState.NEW)
    pub_status = models.CharField(max_length=10, choices=PubStatus, default=PubStatus.USABLE)
    headline = models.CharField("العنوان", max_length=HEADLINE, blank=True)
    urgency = models.PositiveSmallIntegerField("الأولوية", default=5)
    language = models.CharField("اللغة", max_length=12, blank=True)
    section = models.ForeignKey(Section, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="القسم")
    desk = models.CharField("إلى", max_length=60, blank=True)
    event = models.ForeignKey(
        WireEvent, on_delete=models.SET_NULL, null=True, blank=True, related_name="items", verbose_name="الحدث"
    )
    grouped = models.BooleanField(default=False, editable=False)
    publishable = models.BooleanField(default=True)
    reasons = models.JSONField(default=list)
    embargoed = models.BooleanField(default=False)
    embargoed_until = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(null=True)
    modified_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField("وصل")
    changed_at = models.DateTimeField("آخر تغيير")
    routed = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    record = models.JSONField()

    class Meta:
        verbose_name = "خبر وكالة"
        verbose_name_plural = "أخبار الوكالات"
        default_permissions = ("view", "change")
        ordering = ["-received_at", "-id"]
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="wire_newest"),
            models.Index(fields=["provider", "-received_at", "-id"], name="wire_of_provider"),
            models.Index(fields=["urgency", "-received_at", "-id"], name="wire_by_urgency"),
            models.Index(fields=["language", "-received_at", "-id"], name="wire_by_language"),
            models.Index(fields=["section", "-received_at", "-id"], name="wire_in_section"),
            models.Index(fields=["state", "-received_at", "-id"], name="wire_by_state"),
            models.Index(fields=["desk", "-received_at", "-id"], name="wire_at_desk"),
            models.Index(fields=["event", "-received_at", "-id"], name="wire_of_event"),
            models.Index(fields=["changed_at", "id"], name="wire_changed"),
            models.Index(fields=["id"], name="wire_ungrouped", condition=models.Q(grouped=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["provider", "guid"], name="wire_once_per_provider"),
            models.CheckConstraint(condition=~models.Q(guid=""), name="wire_has_guid"),
            models.CheckConstraint(condition=models.Q(state__in=ItemState.values), name="wire_state_known"),
            models.CheckConstraint(condition=models.Q(urgency__range=(1, 9)), name="wire_urgency_1_to_9"),
            models.CheckConstraint(
                condition=~models.Q(state=ItemState.KILLED) | models.Q(withdrawn=True), name="wire_killed_is_withdrawn"
            ),
        ]

    def __str__(self) -> str:
        return self.headline or self.guid


class WireVersion(models.Model):
    """An earlier version of an item, kept to compare what an article was made from with what came after."""

    item = models.ForeignKey(WireItem, on_delete=models.CASCADE, related_name="versions")
    version = models.BigIntegerField()
    received_at = models.DateTimeField()
    record = models.JSONField()

    class Meta:
        verbose_name = "نسخة سابقة"
        verbose_name_plural = "نسخ سابقة"
        default_permissions = ()
        ordering = ["item", "id"]

    def __str__(self) -> str:
        return f"{self.item_id} {self.version}"


class WireLabel(models.Model):
    """A subject or an agency of an item, with the item's time beside it, so that one index answers a filtered list."""

    item = models.ForeignKey(WireItem, on_delete=models.CASCADE, related_name="labels")
    kind = models.CharField(max_length=8, choices=LabelKind)
    value = models.CharField(max_length=120)
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = "وسم خبر"
        verbose_name_plural = "وسوم الأخبار"
        default_permissions = ()
        indexes = [models.Index(fields=["kind", "value", "-received_at", "-item"], name="wire_labelled")]
        constraints = [models.UniqueConstraint(fields=["item", "kind", "value"], name="label_once_per_item")]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class HeldItem(models.Model):
    """Bytes of a feed that could not be read, kept whole until somebody tries again or drops them."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="held", verbose_name="المزوّد")
    feed = models.ForeignKey(Feed, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="مصدر البث")
    name = models.CharField("الملف", max_length=500)
    data = models.BinaryField()
    digest = models.CharField(max_length=64)
    reason = models.CharField("السبب", max_length=500)
    state = models.CharField("الحالة", max_length=8, choices=HeldState, default=HeldState.HELD)
    received_at = models.DateTimeField("وصل")
    retries = models.PositiveIntegerField("أعيدت القراءة", default=0)
    retried_at = models.DateTimeField("آخر إعادة", null=True)

    class Meta:
        verbose_name = "محتجز"
        verbose_name_plural = "المحتجزات"
        default_permissions = ("view", "change")
        ordering = ["-received_at", "-id"]
        indexes = [models.Index(fields=["state", "-received_at"], name="held_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["provider", "digest"], name="held_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="held_for_a_reason"),
            models.CheckConstraint(condition=models.Q(state__in=HeldState.values), name="held_state_known"),
        ]

    def __str__(self) -> str:
        return self.name

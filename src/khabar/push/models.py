"""Who is notified of what, the notifications, and for a few days which reader had which."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from khabar.articles.models import Article, Section, Topic
from khabar.core import clock
from khabar.push.enums import OPEN, Copy, Kind, State

TEXT_LETTERS = 160


class Subscriber(models.Model):
    """A browser that asked to be notified: where and with what keys, what of, and when not to be disturbed.

    `mark` finds the endpoint, which may be long. `key` names the site's key the browser knows. Quiet hours are minutes
    of the day in `zone`; none where both are null. Whoever knows `auth` holds the subscription.
    """

    mark = models.CharField(max_length=64, unique=True)
    endpoint = models.CharField(max_length=1000)
    p256dh = models.CharField(max_length=88)
    auth = models.CharField(max_length=24)
    key = models.CharField(max_length=16)
    breaking = models.BooleanField(default=False)
    quiet_from = models.PositiveSmallIntegerField(null=True)
    quiet_until = models.PositiveSmallIntegerField(null=True)
    breaking_always = models.BooleanField(default=False)
    zone = models.CharField(max_length=40)
    last_success_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "مشترك"
        verbose_name_plural = "مشتركو الإشعارات"
        default_permissions = ("view",)
        indexes = [models.Index(fields=["id"], name="push_breaking", condition=Q(breaking=True))]
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None)
                | Q(quiet_from__range=(0, 1439), quiet_until__range=(0, 1439)) & ~Q(quiet_from=models.F("quiet_until")),
                name="push_quiet_hours",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Follow(models.Model):
    """A topic or section that a subscriber follows."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="follows")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, null=True, related_name="+")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(topic=None, section__isnull=False) | Q(topic__isnull=False, section=None),
                name="push_follows_one",
            ),
            models.UniqueConstraint(fields=["topic", "subscriber"], name="push_topic_once"),
            models.UniqueConstraint(fields=["section", "subscriber"], name="push_section_once"),
        ]

    def __str__(self) -> str:
        return str(self.topic or self.section)


class Sending(models.Model):
    """One notification: of which story, for whom, in what words, and what became of it.

    Without `text` it says the headline. `story` is the story's id, which outlives it. `ripe_at` is the publication it
    was planned for. `last` is the newest subscriber it is for, `cursor` the last one it was written out for. `reason`
    says why it was dropped, or what failed last.
    """

    article = models.ForeignKey(Article, on_delete=models.SET_NULL, null=True, related_name="sendings")
    story = models.BigIntegerField()
    kind = models.CharField("النوع", max_length=10, choices=Kind)
    text = models.CharField("النص", max_length=TEXT_LETTERS, blank=True)
    state = models.CharField("الحال", max_length=10, choices=State, default=State.PLANNED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField("طُلب", default=clock.now)
    ripe_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField("بدأ", null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField("السبب", max_length=300, blank=True)
    cursor = models.BigIntegerField(default=0)
    last = models.BigIntegerField(default=0)
    sent = models.PositiveIntegerField("أُرسل", default=0)
    failed = models.PositiveIntegerField("تعذّر", default=0)
    gone = models.PositiveIntegerField("انتهى اشتراكه", default=0)
    skipped = models.PositiveIntegerField("لم يُرسل", default=0)
    unsure = models.PositiveIntegerField("لا يُعرف", default=0)

    class Meta:
        verbose_name = "إشعار"
        verbose_name_plural = "الإشعارات"
        default_permissions = ("add", "view")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["id"], name="push_open", condition=Q(state__in=[state.value for state in OPEN])),
            models.Index(fields=["story"], name="push_of_story"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "kind"], condition=~Q(state=State.DROPPED), name="push_once_for_a_story"
            )
        ]

    def __str__(self) -> str:
        return self.text or (self.article.headline if self.article else f"{self.story}")


class Delivery(models.Model):
    """The copy of a notification for one reader: what keeps a story from being sent to her twice.

    A copy is `TAKEN` before it leaves; whatever dies meanwhile, it never leaves again. `closes` is the notice that a
    story was withdrawn, the only second one of a story.
    """

    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="deliveries")
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="deliveries")
    story = models.BigIntegerField()
    closes = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=Copy, default=Copy.WAITING)
    due_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["subscriber", "story", "closes"], name="push_never_twice")]
        indexes = [
            models.Index(fields=["due_at", "id"], name="push_due", condition=Q(state=Copy.WAITING)),
            models.Index(fields=["id"], name="push_taken", condition=Q(state=Copy.TAKEN)),
            models.Index(fields=["taken_at"], name="push_taken_at", condition=Q(taken_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.sending_id}/{self.subscriber_id}"

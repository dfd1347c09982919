"""Newsletters, the readers who asked for them, issues, and what became of each mail; nothing of who read what."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from khabar.articles.models import Section, Topic
from khabar.core import clock
from khabar.letters.enums import Came, IssueState, Kind, Left, MailState

DAYS = ((0, "الاثنين"), (1, "الثلاثاء"), (2, "الأربعاء"), (3, "الخميس"), (4, "الجمعة"), (5, "السبت"), (6, "الأحد"))
KEY_LENGTH = 22


def new_key() -> str:
    """128 bits that nobody guesses, as they stand in a reader's links."""
    return secrets.token_urlsafe(16)


class Newsletter(models.Model):
    """A newsletter: what it tells, when it is sent. `days` are the numbers of weekdays, Monday is 0."""

    name = models.CharField("الاسم", max_length=80, unique=True)
    description = models.CharField("ما فيها", max_length=300, blank=True, help_text="يقرؤه من يختار في صفحة الاشتراك.")
    front = models.BooleanField(
        "من الصفحة الأولى", default=False, help_text="الخبر الأول وما يليه كما رتبتم الصفحة الأولى، ثم الأقسام كلها."
    )
    sections = models.ManyToManyField(Section, blank=True, related_name="+", verbose_name="أقسام")
    topics = models.ManyToManyField(Topic, blank=True, related_name="+", verbose_name="موضوعات")
    hour = models.PositiveSmallIntegerField("ساعة الإرسال", default=7)
    days = models.CharField("الأيام", max_length=7, default="0123456")
    minimum = models.PositiveSmallIntegerField(
        "أقل عدد من الأخبار", default=3, help_text="إن نُشر أقل منه منذ آخر عدد لم يُرسل العدد."
    )
    pictures = models.BooleanField("بالصور", default=True)
    active = models.BooleanField("تُرسل", default=True)
    order = models.PositiveSmallIntegerField("الترتيب", default=10)

    class Meta:
        verbose_name = "نشرة"
        verbose_name_plural = "النشرات البريدية"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(hour__lte=23), name="newsletter_hour"),
            models.CheckConstraint(condition=Q(minimum__gte=1), name="newsletter_minimum"),
            models.CheckConstraint(condition=~Q(days=""), name="newsletter_has_days"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def weekdays(self) -> list[int]:
        """The days it is sent on, Monday is 0."""
        return sorted({int(day) for day in self.days})

    def next_due(self, after: datetime) -> datetime:
        """The first moment after `after` at which an issue is due, in the site's time zone."""
        local = timezone.localtime(after)
        for ahead in range(8):
            day = local.date() + timedelta(days=ahead)
            at = datetime(day.year, day.month, day.day, self.hour, tzinfo=local.tzinfo)
            if day.weekday() in self.weekdays and at > after:
                return at
        raise AssertionError("a newsletter has at least one day")  # held by a constraint

    @property
    def longest_gap(self) -> timedelta:
        """The longest time between two issues."""
        days = self.weekdays
        return timedelta(days=max((b - a - 1) % 7 + 1 for a, b in zip(days, [*days[1:], days[0]], strict=True)))


class Reader(models.Model):
    """A mailbox. `key` stands in the links of its mails and works as long as the row does, whatever keys change.

    `refusals` counts the issues in a row that the mailbox was refused, since `refused_since`.
    """

    address = models.CharField("العنوان", max_length=254, unique=True)
    key = models.CharField(max_length=KEY_LENGTH, unique=True, default=new_key, editable=False)
    asked = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(default=clock.now)
    refusals = models.PositiveSmallIntegerField(default=0)
    refused_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "مشترك"
        verbose_name_plural = "المشتركون"
        default_permissions = ("view", "change")

    def __str__(self) -> str:
        return self.address


class Agreement(models.Model):
    """The words that readers agreed to; each wording once."""

    text = models.TextField()
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = "نص موافقة"
        verbose_name_plural = "نصوص الموافقة"
        default_permissions = ()

    def __str__(self) -> str:
        return self.text[:80]


class Subscription(models.Model):
    """One reader and one newsletter: when it was asked for under which words, when confirmed, when and why left."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="subscriptions")
    newsletter = models.ForeignKey(Newsletter, on_delete=models.PROTECT, related_name="subscriptions")
    came = models.CharField(max_length=6, choices=Came, default=Came.FORM)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    left = models.CharField(max_length=9, choices=Left, blank=True, default="")

    class Meta:
        verbose_name = "اشتراك"
        verbose_name_plural = "الاشتراكات"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["reader", "newsletter"], name="subscription_once"),
            models.CheckConstraint(
                condition=Q(left_at=None, left="") | (Q(left_at__isnull=False) & ~Q(left="")),
                name="subscription_left_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["newsletter", "id"],
                name="subscription_in_force",
                condition=Q(left_at=None, confirmed_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.reader} – {self.newsletter}"


class Issue(models.Model):
    """One issue of a newsletter. Until it goes out its stories are looked up whenever it is shown; `blocks` are
    those it went out with: titles and ids.

    `choices` are an editor's: `lead`, `order`, `removed` (ids). `cursor` is the last subscription that has a mail.
    """

    newsletter = models.ForeignKey(Newsletter, on_delete=models.CASCADE, related_name="issues")
    day = models.DateField("اليوم")
    due_at = models.DateTimeField("موعدها")
    state = models.CharField("الحالة", max_length=9, choices=IssueState, default=IssueState.PLANNED)
    opening = models.TextField("فقرة افتتاحية", max_length=1000, blank=True)
    choices = models.JSONField(default=dict)
    blocks = models.JSONField(default=list)
    gathered_at = models.DateTimeField(null=True, blank=True)
    cursor = models.BigIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    error = models.CharField("آخر عائق", max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    sent = models.PositiveIntegerField("وصلت الخادم", default=0)
    refused = models.PositiveIntegerField("رُفضت", default=0)
    unclear = models.PositiveIntegerField("غير معروفة", default=0)

    class Meta:
        verbose_name = "عدد من نشرة"
        verbose_name_plural = "أعداد النشرات"
        default_permissions = ("change",)
        ordering = ["-due_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["newsletter", "day"], name="issue_once_a_day"),
            models.CheckConstraint(
                condition=Q(state=IssueState.PLANNED) | Q(ended_at__isnull=False) | Q(gathered_at__isnull=False),
                name="issue_out_or_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_at"], name="issue_open", condition=Q(state__in=["planned", "sending"]))
        ]

    def __str__(self) -> str:
        return f"{self.newsletter} {self.day:%Y-%m-%d}"


class Delivery(models.Model):
    """One reader's mail of an issue; marked before it is sent, so that no crash sends it twice."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="deliveries")
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="deliveries")
    state = models.CharField(max_length=8, choices=MailState, default=MailState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=clock.now)
    answer = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "رسالة عدد"
        verbose_name_plural = "رسائل الأعداد"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["issue", "subscription"], name="mail_once_an_issue")]
        indexes = [
            models.Index(fields=["issue", "next_at"], name="mail_to_send", condition=Q(state__in=["waiting", "taken"]))
        ]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.subscription_id} {self.state}"


class Note(models.Model):
    """A mail to one person that the background process sends next: confirmation, welcome, an editor's test."""

    kind = models.CharField(max_length=7, choices=Kind)
    address = models.CharField(max_length=254)
    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, null=True, related_name="notes")
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, null=True, related_name="+")
    newsletters = models.JSONField(default=list)
    made_at = models.DateTimeField(default=clock.now)
    next_at = models.DateTimeField(default=clock.now)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "رسالة إلى شخص"
        verbose_name_plural = "رسائل إلى أشخاص"
        default_permissions = ()
        indexes = [models.Index(fields=["next_at"], name="note_next")]

    def __str__(self) -> str:
        return f"{self.kind} {self.address}"


def in_force() -> Q:
    """Confirmed and not left."""
    return Q(confirmed_at__isnull=False, left_at=None)


def waiting() -> Q:
    """Asked for and never confirmed."""
    return Q(confirmed_at=None, left_at=None)

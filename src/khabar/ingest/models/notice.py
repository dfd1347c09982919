"""Messages by which an agency takes back a story that has another identity."""

from django.conf import settings
from django.db import models

from khabar.ingest.models.item import WireItem
from khabar.ingest.states import NoticeState


class WireNotice(models.Model):
    """A kill message, the story it was linked to, or those a person is to choose from (`candidates`, their keys)."""

    item = models.OneToOneField(WireItem, on_delete=models.CASCADE, related_name="notice", verbose_name="الطلب")
    target = models.ForeignKey(
        WireItem, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="الخبر المسحوب"
    )
    candidates = models.JSONField(default=list)
    state = models.CharField("الحالة", max_length=8, choices=NoticeState, default=NoticeState.OPEN)
    created_at = models.DateTimeField("وصل")
    resolved_at = models.DateTimeField("عولج", null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="عالجه"
    )

    class Meta:
        verbose_name = "طلب إلغاء"
        verbose_name_plural = "طلبات الإلغاء"
        default_permissions = ("view", "change")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="notice_open", condition=models.Q(state=NoticeState.OPEN)),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=NoticeState.values), name="notice_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state=NoticeState.LINKED) | models.Q(target__isnull=False),
                name="notice_linked_to_something",
            ),
        ]

    def __str__(self) -> str:
        return str(self.item)

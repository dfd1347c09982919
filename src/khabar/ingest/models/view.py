"""A saved view: filters of the wire desk under a name, and how far each person has seen it."""

from django.conf import settings
from django.db import models


class WireView(models.Model):
    """Filters of the wire desk that somebody named; `query` holds the list's parameters as its address has them."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="صاحبه"
    )
    name = models.CharField("الاسم", max_length=60)
    query = models.JSONField(default=dict)
    shared = models.BooleanField("لغرفة الأخبار كلها", default=False)

    class Meta:
        verbose_name = "عرض محفوظ"
        verbose_name_plural = "عروض محفوظة"
        default_permissions = ()
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="wire_view_has_name"),
            models.UniqueConstraint(fields=["owner", "name"], name="wire_view_once_per_owner"),
        ]

    def __str__(self) -> str:
        return self.name


class WireViewUse(models.Model):
    """When a person last looked at a view, and whether it is the one the wire desk opens with for them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    view = models.ForeignKey(WireView, on_delete=models.CASCADE, related_name="uses")
    seen_at = models.DateTimeField()
    is_default = models.BooleanField(default=False)

    class Meta:
        verbose_name = "استعمال عرض"
        verbose_name_plural = "استعمالات العروض"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "view"], name="wire_view_use_once"),
            models.UniqueConstraint(fields=["user"], condition=models.Q(is_default=True), name="wire_view_one_default"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.view_id}"

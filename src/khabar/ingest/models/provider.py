"""A provider: whoever sends us wires, and what the contract with them says."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from khabar.articles.models import Agency
from khabar.ingest.states import OnKill, OnUpdate, PhotoUse


class Provider(models.Model):
    """An agency or another source of wires. Changes of the contract go through `actions.apply_contract`."""

    name = models.CharField("الاسم", max_length=120, unique=True)
    profile = models.SlugField("طريقة القراءة", max_length=60, blank=True, help_text="لأخبار لا تسمّي وكالتها")
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="الوكالة"
    )
    mandatory_credit = models.CharField(
        "الإسناد الواجب",
        max_length=120,
        blank=True,
        help_text="إن مُلئ لم يُنشر الخبر إلا به: الوكالة في الإسناد، أو هذا النص في الخبر",
    )
    retention_days = models.PositiveIntegerField(
        "مدة الاستعمال بالأيام",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(36_500)],
        help_text="من وصول الخبر؛ بعدها يغيب عن القراء. الفارغ: بلا حد",
    )
    no_archive = models.BooleanField("بلا أرشيف", default=False, help_text="يُمحى أصل الخبر أيضًا بانتهاء مدة الاستعمال")
    canonical_link = models.BooleanField("رابط الأصل واجب", default=False)
    photo_use = models.CharField("استعمال الصور", max_length=12, choices=PhotoUse, default=PhotoUse.WITH_STORY)
    pass_on = models.BooleanField(
        "لغيرنا أن يأخذ النص منا",
        default=False,
        help_text="يخرج النص كاملًا في خلاصاتنا لمن يأخذ عنا؛ وإلا خرج العنوان والمقدمة والرابط وحدها",
    )
    on_kill = models.CharField("إذا سحبت الخبر", max_length=12, choices=OnKill, default=OnKill.TAKE_DOWN)
    on_update = models.CharField("إذا حدّثت أو صحّحت", max_length=20, choices=OnUpdate, default=OnUpdate.REPLACE)

    class Meta:
        verbose_name = "مزوّد"
        verbose_name_plural = "المزوّدون"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="provider_has_name"),
            models.CheckConstraint(
                condition=models.Q(retention_days=None) | models.Q(retention_days__gte=1),
                name="provider_retention_is_positive",
            ),
            models.CheckConstraint(
                condition=models.Q(no_archive=False) | models.Q(retention_days__isnull=False),
                name="provider_no_archive_has_an_end",
            ),
            models.CheckConstraint(condition=models.Q(on_kill__in=OnKill.values), name="provider_on_kill_known"),
            models.CheckConstraint(condition=models.Q(on_update__in=OnUpdate.values), name="provider_on_update_known"),
            models.CheckConstraint(condition=models.Q(photo_use__in=PhotoUse.values), name="provider_photo_use_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.no_archive and not self.retention_days:
            raise ValidationError({"retention_days": "«بلا أرشيف» يحتاج مدة استعمال بالأيام."})

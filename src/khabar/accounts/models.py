"""The user of the desk, and what a role is beyond its permissions."""

from django.contrib.auth.models import AbstractUser, Group
from django.core.exceptions import ValidationError
from django.db import models

from khabar.accounts.enums import RoleCode

LAST_ADMINISTRATOR = "هذا آخر مدير نشط؛ أضف مديرًا آخر قبل أن توقف حسابه أو تنزع صلاحيته."


class User(AbstractUser):  # type: ignore[django-manager-missing]
    """A person who works in the desk; what they may do comes from their role (a group)."""

    class Meta:
        verbose_name = "مستخدم"
        verbose_name_plural = "المستخدمون"

    def clean(self) -> None:
        super().clean()
        if self.pk and not (self.is_active and self.is_superuser) and is_last_administrator(self):
            raise ValidationError(LAST_ADMINISTRATOR)


class Role(models.Model):
    """A group of the desk, with what a group alone cannot say.

    `offered` names the permissions this role was given by default at some time: one that an administrator took
    away is not given again, one that a later version adds is.
    """

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="role")
    code = models.CharField(max_length=20, choices=RoleCode, null=True, unique=True)
    requires_second_factor = models.BooleanField("يلزمه التحقق بخطوتين", default=False)
    offered = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = "دور"
        verbose_name_plural = "الأدوار"
        default_permissions = ()

    def __str__(self) -> str:
        return self.group.name


def is_last_administrator(*users: User) -> bool:
    """True when no active administrator would be left without these users."""
    administrators = User.objects.filter(is_active=True, is_superuser=True)
    going = [user.pk for user in users]
    return administrators.filter(pk__in=going).exists() and not administrators.exclude(pk__in=going).exists()

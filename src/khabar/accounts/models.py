"""The user of the desk."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person who works in the desk; what they may do comes from their role (a group)."""

    class Meta:
        verbose_name = "مستخدم"
        verbose_name_plural = "المستخدمون"

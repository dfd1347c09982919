"""The ways in which others are told."""

from django.db import models


class Way(models.TextChoices):
    """A protocol that a receiver speaks."""

    WEBSUB = "websub", "WebSub"
    INDEXNOW = "indexnow", "IndexNow"
    PUSH = "push", "Web Push"

"""How an arrangement came to be, and how urgent a breaking bar is."""

from django.db import models


class Act(models.TextChoices):
    """What an editor did to make an arrangement."""

    ARRANGED = "arranged", "رتّب الواجهة"
    SCHEDULED = "scheduled", "جدول ترتيبًا"
    UNDONE = "undone", "تراجع عن آخر تغيير"
    RESTORED = "restored", "أعاد ترتيبًا سابقًا"


class Level(models.IntegerChoices):
    """How urgent a breaking bar is."""

    BREAKING = 1, "عاجل"
    DEVELOPING = 2, "خبر يتطور"

"""A routing rule: which incoming items go where without anybody asking."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from khabar.articles.models import Section
from khabar.ingest.models.provider import Provider
from khabar.ingest.states import RuleAction

NEEDS_SECTION = frozenset({RuleAction.DRAFT, RuleAction.PUBLISH})


class Rule(models.Model):
    """One rule; the first active one in `order` whose conditions all hold decides. An empty condition always holds."""

    name = models.CharField("الاسم", max_length=120)
    order = models.PositiveIntegerField("الترتيب", default=50, help_text="الأصغر أولًا")
    active = models.BooleanField("تعمل", default=True)
    provider = models.ForeignKey(
        Provider, on_delete=models.CASCADE, null=True, blank=True, related_name="rules", verbose_name="المزوّد"
    )
    subject = models.CharField("رمز الموضوع أو اسمه", max_length=120, blank=True)
    in_section = models.ForeignKey(
        Section, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name="القسم المعتاد للبث"
    )
    urgency_up_to = models.PositiveSmallIntegerField(
        "الأولوية حتى",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
        help_text="١ أعلاها: ٣ تعني ١ و٢ و٣",
    )
    words = models.CharField(
        "كلمات في العنوان أو النص", max_length=500, blank=True, help_text="تكفي واحدة منها؛ تفصل بينها فاصلة"
    )
    from_hour = models.TimeField("من الساعة", null=True, blank=True)
    to_hour = models.TimeField("إلى الساعة", null=True, blank=True)
    action = models.CharField("الوجهة", max_length=8, choices=RuleAction, default=RuleAction.DESK)
    desk = models.CharField("اسم القسم في غرفة الأخبار", max_length=60, blank=True)
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="القسم على الموقع"
    )

    class Meta:
        verbose_name = "قاعدة توجيه"
        verbose_name_plural = "قواعد التوجيه"
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(action__in=RuleAction.values), name="rule_action_known"),
            models.CheckConstraint(
                condition=~models.Q(action__in=sorted(NEEDS_SECTION)) | models.Q(section__isnull=False),
                name="rule_with_story_has_section",
            ),
            models.CheckConstraint(
                condition=~models.Q(action=RuleAction.DESK) | ~models.Q(desk=""), name="rule_to_desk_names_it"
            ),
            models.CheckConstraint(
                condition=models.Q(from_hour=None, to_hour=None)
                | models.Q(from_hour__isnull=False, to_hour__isnull=False),
                name="rule_hours_come_in_pairs",
            ),
            models.CheckConstraint(
                condition=models.Q(urgency_up_to=None) | models.Q(urgency_up_to__range=(1, 9)),
                name="rule_urgency_1_to_9",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.action in NEEDS_SECTION and self.section is None:
            raise ValidationError({"section": "اختر القسم الذي يوضع فيه الخبر."})
        if self.action == RuleAction.DESK and not self.desk:
            raise ValidationError({"desk": "اكتب اسم القسم في غرفة الأخبار."})
        if (self.from_hour is None) != (self.to_hour is None):
            raise ValidationError({"to_hour": "الساعتان معًا أو لا ساعة."})

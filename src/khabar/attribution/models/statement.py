"""Statements of an article's text: each reading is of one text, so drafts and the published page have their own."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from khabar.articles.models import Article
from khabar.attribution.models.name import Name
from khabar.attribution.spelling import MAX_NAME
from khabar.attribution.states import Quoting, Role, SpeakerKind, State
from khabar.core import clock


class Reading(models.Model):
    """Who says what in one text of an article. `live`: readers see this text; `changed_at`: last read or decided on."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="readings")
    text_hash = models.CharField(max_length=64)
    live = models.BooleanField(default=False)
    engine = models.CharField(max_length=20)
    changed_at = models.DateTimeField(default=clock.now)
    names = models.ManyToManyField(Name, related_name="readings")

    class Meta:
        verbose_name = "قراءة"
        verbose_name_plural = "القراءات"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["article", "text_hash"], name="reading_once_per_text"),
            models.UniqueConstraint(fields=["article"], condition=Q(live=True), name="reading_one_live"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.text_hash[:8]}"


class Statement(models.Model):
    """One statement: `start` to `end` are characters of paragraph `par` of the text its reading is of.

    `block` is the stream-field id of the paragraph's block, `place` the block's number in the body; `before` and
    `after` are the words around, by which it is found again in a later text. `changed`: an editor has decided about
    other words than stand there now. `shown_at` is the article's date, on statements that readers see where the
    article is public.
    """

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="statements")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="statements")
    block = models.CharField(max_length=36, blank=True)
    place = models.PositiveIntegerField()
    par = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField("القول")
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    quoting = models.CharField("النقل", max_length=8, choices=Quoting)
    cue = models.CharField("لفظ الإسناد", max_length=120, blank=True)
    speaker = models.ForeignKey(
        Name, on_delete=models.SET_NULL, null=True, blank=True, related_name="statements", db_index=False
    )
    speaker_name = models.CharField("القائل", max_length=MAX_NAME, blank=True)
    mention = models.CharField("كما ذُكر", max_length=300, blank=True)
    kind = models.CharField("نوع القائل", max_length=12, choices=SpeakerKind)
    figures = models.JSONField(default=list, blank=True)
    confidence = models.FloatField()
    state = models.CharField("الحالة", max_length=10, choices=State, default=State.SUGGESTED)
    changed = models.BooleanField("تغيّر النص تحته", default=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "قول منسوب"
        verbose_name_plural = "الأقوال المنسوبة"
        default_permissions = ()
        ordering = ["par", "start", "pk"]
        indexes = [
            models.Index(
                fields=["speaker", "-shown_at", "-article"],
                name="statement_by_speaker",
                condition=Q(shown_at__isnull=False),
            ),
            models.Index(fields=["speaker"], name="statement_speaker"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="statement_has_words"),
            models.CheckConstraint(condition=Q(confidence__range=(0, 1)), name="confidence_0_to_1"),
            models.CheckConstraint(
                condition=Q(state=State.SUGGESTED, decided_at=None)
                | ~Q(state=State.SUGGESTED) & Q(decided_at__isnull=False),
                name="decided_statements_have_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Link(models.Model):
    """One link of a statement's chain: who passed the words on or was told them, in the text's order."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="chain")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=8, choices=Role)
    label = models.CharField(max_length=MAX_NAME)
    name = models.ForeignKey(Name, on_delete=models.SET_NULL, null=True, blank=True, related_name="links")

    class Meta:
        verbose_name = "حلقة إسناد"
        verbose_name_plural = "حلقات الإسناد"
        default_permissions = ()
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["statement", "position"], name="link_once_per_position")]

    def __str__(self) -> str:
        return f"{self.position} {self.label}"


class Position(models.Model):
    """How far the change log has been read for statements, and who reads on now (until `leased_until`)."""

    seq = models.BigIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "موضع المتابعة"
        verbose_name_plural = "مواضع المتابعة"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.seq)

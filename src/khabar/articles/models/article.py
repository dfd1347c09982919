"""The article: what a reader reads, with its drafts, revisions, locks and workflow from Wagtail."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.module_loading import import_string
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.blocks import StreamValue
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from khabar.arabic.slugs import slugify
from khabar.articles import amending, publishing
from khabar.articles.blocks import ALT_HELP, BodyBlock
from khabar.articles.enums import ChangeKind, NoAlt, ObjectType, PubStatus, Urgency
from khabar.articles.models.change_log import record
from khabar.articles.models.taxonomy import Agency, Author, Section, Topic
from khabar.core import clock
from khabar.core.clean import clean_stream
from khabar.core.fields import UnmigratedStreamField
from khabar.core.paths import path_to

# Meaningful for the article as a whole, so a revision never brings an old value of them back.
_KEPT_FIELDS = (
    "pub_status", "updated_at", "source_key", "source_hash", "live_revision_id", "last_published_at",
    "rights_until", "passing_on", "version",
)  # fmt: skip
_AHEAD = models.Q(last_published_at__lt=models.F("first_published_at"))


class ArticleQuerySet(models.QuerySet["Article"]):
    """Queries that every surface shares."""

    def public(self, at: datetime | None = None) -> "ArticleQuerySet":
        """The gate: articles that anyone may read at the moment `at` (now, unless given)."""
        at = at or clock.now()
        return self.filter(
            models.Q(go_live_at=None) | models.Q(go_live_at__lte=at),
            models.Q(expire_at=None) | models.Q(expire_at__gt=at),
            models.Q(rights_until=None) | models.Q(rights_until__gt=at),
            live=True,
            pub_status=PubStatus.USABLE,
            first_published_at__lte=at,
        )

    def ahead_of_their_date(self) -> "ArticleQuerySet":
        """Live articles that were published (an import can do that) before the date they carry."""
        return self.filter(_AHEAD, live=True)

    def newest(self) -> "ArticleQuerySet":
        """In the order of lists: newest first, ties by id."""
        return self.order_by("-first_published_at", "-id")


class Article(
    WorkflowMixin,  # type: ignore[misc]
    PreviewableMixin,  # type: ignore[misc]
    DraftStateMixin,  # type: ignore[misc]
    LockableMixin,  # type: ignore[misc]
    RevisionMixin,  # type: ignore[misc]
    ClusterableModel,  # type: ignore[misc]
):
    """One story. Readers see `first_published_at`, and `updated_at` once it was changed in more than its spelling
    (`Amendment`).

    `version` counts what others were told of it: every publishing and every withdrawal. `passing_on` is what contracts
    say of handing its text on to others; None where no contract does.
    """

    headline = models.CharField("العنوان", max_length=250)
    kicker = models.CharField("العنوان التمهيدي", max_length=120, blank=True)
    abstract = models.TextField("المقدمة", max_length=1000, blank=True)
    body = UnmigratedStreamField(BodyBlock(), verbose_name="النص", blank=True)
    dateline_place = models.CharField("المكان", max_length=80, blank=True)
    dateline_date = models.DateField("تاريخ الخبر", null=True, blank=True)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, verbose_name="القسم", related_name="articles")
    lead_picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="الصورة الرئيسية",
    )
    lead_video = models.ForeignKey(
        "media.Video",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="الفيديو الرئيسي",
        help_text="يحل محل الصورة الرئيسية في صفحة الخبر، وتبقى الصورة في القوائم",
    )
    lead_caption = models.CharField("شرح الصورة", max_length=500, blank=True)
    lead_credit = models.CharField("مصدر الصورة", max_length=200, blank=True)
    lead_alt = models.CharField("النص البديل", max_length=255, blank=True, help_text=ALT_HELP)
    lead_no_alt = models.CharField("سبب ترك النص البديل", max_length=12, choices=NoAlt, blank=True, default="")
    canonical_url = models.URLField(
        "رابط الأصل", max_length=1000, blank=True, help_text="عنوان الخبر عند ناشره الأول، إن أوجب العقد ذكره"
    )
    urgency = models.PositiveSmallIntegerField("الأولوية", choices=Urgency, default=Urgency.NORMAL)
    without_ads = models.BooleanField(
        "بلا إعلانات", default=False, help_text="للأخبار الحساسة كالكوارث والوفيات: لا إعلان في صفحة الخبر."
    )
    language = models.CharField("اللغة", max_length=12, default="ar", editable=False)
    slug = models.SlugField("الاسم في العنوان", max_length=120, allow_unicode=True, blank=True)
    pub_status = models.CharField(
        "صلاحية النشر", max_length=10, choices=PubStatus, default=PubStatus.USABLE, editable=False
    )
    rights_until = models.DateTimeField("لنا حق نشره حتى", null=True, blank=True, editable=False)
    passing_on = models.BooleanField("يجوز لغيرنا أخذ نصه", null=True, blank=True, editable=False)
    version = models.PositiveIntegerField("رقم النسخة", default=0, editable=False)
    updated_at = models.DateTimeField("آخر تحديث", null=True, blank=True, editable=False)
    source_key = models.CharField("هوية المصدر", max_length=500, null=True, unique=True, editable=False)
    source_hash = models.CharField("بصمة المصدر", max_length=64, blank=True, editable=False, db_index=True)

    _revisions = GenericRelation(
        "wagtailcore.Revision", related_query_name="article", content_type_field="base_content_type"
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="article",
        for_concrete_model=False,
    )

    objects: ClassVar[Any] = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "خبر"
        verbose_name_plural = "الأخبار"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["-first_published_at", "-id"], name="article_newest"),
            models.Index(fields=["section", "-first_published_at", "-id"], name="article_in_section"),
            models.Index(fields=["live", "-id"], name="article_by_state"),
            # Covers the desk's counts, so that they do not read rows with their bodies.
            models.Index(
                fields=["live", "has_unpublished_changes", "pub_status", "last_published_at"], name="article_desk_state"
            ),
            models.Index(fields=["go_live_at"], name="article_go_live", condition=models.Q(go_live_at__isnull=False)),
            models.Index(fields=["first_published_at"], name="article_ahead", condition=_AHEAD),
            models.Index(fields=["expire_at"], name="article_expire", condition=models.Q(expire_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(urgency__range=(1, 9)), name="urgency_1_to_9"),
            models.CheckConstraint(condition=~models.Q(headline=""), name="article_has_headline"),
            models.CheckConstraint(condition=~models.Q(slug=""), name="article_has_slug"),
            models.CheckConstraint(
                condition=models.Q(live=False) | models.Q(first_published_at__isnull=False),
                name="live_article_has_date",
            ),
            # What is stored for readers lives until `expire_at`: it must never outlive our right to show it.
            models.CheckConstraint(
                condition=models.Q(rights_until=None)
                | models.Q(expire_at__isnull=False, expire_at__lte=models.F("rights_until")),
                name="article_ends_with_its_rights",
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def revisions(self) -> Any:
        return self._revisions

    @property
    def authors(self) -> list[Author]:
        """Byline authors, in order."""
        return [row.author for row in self.bylines.all()]

    @property
    def agencies(self) -> list[Agency]:
        """Credited agencies, in order."""
        return [row.agency for row in self.credits.all()]

    @property
    def topics(self) -> list[Topic]:
        """Topics, in order."""
        return [row.topic for row in self.filings.all()]

    @property
    def shown_picture(self) -> Any:
        """The lead picture, as long as our right to show it lasts."""
        picture = self.lead_picture
        return picture if picture is not None and picture.may_be_shown() else None

    @property
    def alt_text(self) -> str:
        """What is read of the lead picture to those who do not see it; the picture's own words where it has none."""
        picture = self.lead_picture
        return self.lead_alt or ("" if self.lead_no_alt or picture is None else str(picture.default_alt_text))

    @property
    def external_id(self) -> str:
        """The identity the source gave it, without the kind of source; empty for articles born here."""
        return (self.source_key or "").partition(":")[2]

    @property
    def text_may_pass(self) -> bool:
        """True where others may take the text: no contract of what it was made from is against it."""
        return self.passing_on is not False

    @property
    def was_public(self) -> bool:
        """True once readers could open it: an address of it that no longer answers is gone, not unknown."""
        if self.last_published_at is None:
            return False
        return self.first_published_at is None or self.first_published_at <= self.last_published_at

    def is_public(self, at: datetime | None = None) -> bool:
        """The gate of `ArticleQuerySet.public` for one article already in memory."""
        at = at or clock.now()
        return bool(
            self.live
            and self.pub_status == PubStatus.USABLE
            and self.first_published_at is not None
            and self.first_published_at <= at
            and (self.go_live_at is None or self.go_live_at <= at)
            and (self.expire_at is None or self.expire_at > at)
            and (self.rights_until is None or self.rights_until > at)
        )

    def get_absolute_url(self) -> str:
        return path_to("front:article", self.section.slug, self.pk, self.slug)

    def clean(self) -> None:
        super().clean()
        self.slug = self.slug or slugify(self.headline)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with an address and a body that holds nothing a reader's browser would run."""
        self.slug = self.slug or slugify(self.headline)
        raw = list(self.body.raw_data)
        if (cleaned := clean_stream(raw)) != raw:
            self.body = StreamValue(self.body.stream_block, cleaned, is_lazy=True)
        self._end_with_rights()
        super().save(*args, **kwargs)

    def _end_with_rights(self) -> None:
        if self.rights_until is not None:
            ends = (self.expire_at, self.rights_until)
            self.expire_at: datetime | None = min(end for end in ends if end is not None)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or slugify(self.headline)
        self._end_with_rights()
        super().full_clean(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> "Article":
        article: Article = super().with_content_json(content)
        for name in _KEPT_FIELDS:
            setattr(article, name, getattr(self, name))
        return article

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Wagtail's save_revision; a live article that came without revisions first gets one of what is live.

        Otherwise its first edit would have nothing to be compared with, and scheduling it would take it down.
        """
        if self.live and self.pk and not self.latest_revision_id:
            stored = type(self).objects.get(pk=self.pk)
            revision = super(Article, stored).save_revision(clean=False, changed=False)
            type(self).objects.filter(pk=self.pk).update(live_revision=revision)
            self.live_revision = revision
        return super().save_revision(*args, **kwargs)

    def publish(self, revision: Any, **kwargs: Any) -> None:
        """Wagtail's publish, with the change-log row in the same transaction and what readers are told of the change.

        Raises:
            PublishRefused: a registered check is against it, or nobody said of what kind a change is.
        """
        with transaction.atomic():
            publishing.ask(self, revision, _opens_at(revision))
            before = type(self).objects.filter(pk=self.pk).first()
            read = amending.read_now(before)
            super().publish(revision, **kwargs)
            now_row = type(self).objects.get(pk=self.pk)
            told: dict[str, Any] = {"version": (before.version if before else 0) + 1}
            if read is not None:
                told |= amending.amend(now_row, read, planned=amending.planned_in(revision), user=kwargs.get("user"))
            type(self).objects.filter(pk=self.pk).update(**told)
            if now_row.live:
                record(ChangeKind.PUBLISHED, ObjectType.ARTICLE, self.pk)
            elif before is not None and before.live:
                record(ChangeKind.WITHDRAWN, ObjectType.ARTICLE, self.pk)
            else:  # scheduled: nothing to see yet, but the store has to know the hour
                record(ChangeKind.CHANGED, ObjectType.ARTICLE, self.pk)

    def unpublish(self, **kwargs: Any) -> None:
        """Wagtail's unpublish, with the change-log row in the same transaction."""
        with transaction.atomic():
            told = type(self).objects.filter(pk=self.pk).values_list("version", flat=True).first() or 0
            super().unpublish(**kwargs)  # which writes the whole row, as old as it may be
            type(self).objects.filter(pk=self.pk).update(version=told + 1)
            record(ChangeKind.WITHDRAWN, ObjectType.ARTICLE, self.pk)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            if self.was_public:  # those who took it must hear that it is gone
                record(ChangeKind.WITHDRAWN, ObjectType.ARTICLE, self.pk)
            record(ChangeKind.DELETED, ObjectType.ARTICLE, self.pk)
            result: tuple[int, dict[str, int]] = super().delete(*args, **kwargs)
        return result

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The article page as a reader would see it; the view is named by `settings.ARTICLE_PREVIEW_VIEW`."""
        response: HttpResponse = import_string(settings.ARTICLE_PREVIEW_VIEW)(request, self)
        return response


def _opens_at(revision: Any) -> datetime:
    """When readers would see this revision if it were published now."""
    planned = revision.content.get("go_live_at")  # text once the revision was stored
    moment = parse_datetime(planned) if isinstance(planned, str) else planned
    return max(clock.now(), moment) if moment else clock.now()


class ArticleAuthor(Orderable):  # type: ignore[misc]
    """One name of the byline."""

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="+", verbose_name="الكاتب")

    class Meta(Orderable.Meta):  # type: ignore[misc]
        verbose_name = "كاتب"
        constraints = [models.UniqueConstraint(fields=["article", "author"], name="author_once_per_article")]


class ArticleAgency(Orderable):  # type: ignore[misc]
    """One agency of the credit line."""

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="credits")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name="الوكالة")

    class Meta(Orderable.Meta):  # type: ignore[misc]
        verbose_name = "وكالة"
        constraints = [models.UniqueConstraint(fields=["article", "agency"], name="agency_once_per_article")]


class ArticleTopic(Orderable):  # type: ignore[misc]
    """One topic of the article."""

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="filings")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+", verbose_name="الموضوع")

    class Meta(Orderable.Meta):  # type: ignore[misc]
        verbose_name = "موضوع"
        constraints = [models.UniqueConstraint(fields=["article", "topic"], name="topic_once_per_article")]

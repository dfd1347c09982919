"""The few pages written by hand, such as about and contact: Wagtail pages, edited at the desk."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.signals import post_delete
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.module_loading import import_string
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from khabar.articles.blocks import INLINE
from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models import Section, record
from khabar.articles.rules import RESERVED_SLUGS
from khabar.core.clean import clean_stream
from khabar.core.fields import UnmigratedStreamField

# Kept free of sections so that these pages can have them.
_OURS = frozenset({"about", "contact"})


class StandingBody(blocks.StreamBlock):  # type: ignore[misc]
    """The text of a page, in reading order."""

    paragraph = blocks.RichTextBlock(label="فقرة", features=INLINE, icon="pilcrow")
    subheading = blocks.CharBlock(label="عنوان فرعي", icon="title")
    list = blocks.ListBlock(blocks.CharBlock(label="بند"), label="قائمة", icon="list-ul")


class StandingPage(Page):  # type: ignore[misc]
    """One page at the root of the site; its title stands in the footer when `show_in_menus` is set."""

    body = UnmigratedStreamField(StandingBody(), verbose_name="النص", blank=True)

    content_panels = (TitleFieldPanel("title", placeholder="عنوان الصفحة"), FieldPanel("body"))
    promote_panels = (
        MultiFieldPanel(
            [
                FieldPanel("slug", heading="الاسم في العنوان", help_text="يظهر في عنوان الصفحة على الموقع"),
                FieldPanel("show_in_menus", heading="في أسفل الموقع", help_text="تظهر الصفحة بين روابط أسفل الموقع"),
                FieldPanel("search_description", heading="وصف قصير", help_text="لمحركات البحث، في سطر أو سطرين"),
            ],
            heading="العنوان والظهور",
        ),
    )
    settings_panels = ()
    parent_page_types = ("wagtailcore.Page",)
    subpage_types = ()
    private_page_options = ()
    show_in_menus_default = True

    class Meta:
        verbose_name = "صفحة ثابتة"
        verbose_name_plural = "صفحات الموقع"

    def get_absolute_url(self) -> str:
        return reverse("front:section", args=[self.slug])

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str]:
        """The address on this site, whatever Wagtail's own table of sites says."""
        return 0, settings.SITE_URL, self.get_absolute_url()

    def clean(self) -> None:
        super().clean()
        others = StandingPage.objects.filter(slug=self.slug).exclude(pk=self.pk)
        if self.slug.casefold() in RESERVED_SLUGS - _OURS:
            raise ValidationError({"slug": f"«{self.slug}» محجوز لعنوان من عناوين الموقع، اختر غيره."})
        if Section.objects.filter(slug=self.slug).exists() or others.exists():
            raise ValidationError({"slug": f"«{self.slug}» عنوان قسم أو صفحة أخرى، اختر غيره."})

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save, with a body that holds nothing a reader's browser would run."""
        cleaned = clean_stream(list(self.body.raw_data))
        self.body = StreamValue(self.body.stream_block, cleaned, is_lazy=True)
        return super().save(*args, **kwargs)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page as a reader would see it; the view is named by `settings.PAGE_PREVIEW_VIEW`."""
        response: HttpResponse = import_string(settings.PAGE_PREVIEW_VIEW)(request, self)
        return response


def _record(sender: Any, instance: Page, **_: Any) -> None:
    """Tell the change log: the page itself, and the footers that link to it."""
    if isinstance(instance.specific_deferred, StandingPage):
        with transaction.atomic():
            record(ChangeKind.CHANGED, ObjectType.PAGE, instance.pk)


page_published.connect(_record, dispatch_uid="front.page.published")
page_unpublished.connect(_record, dispatch_uid="front.page.unpublished")
post_page_move.connect(_record, dispatch_uid="front.page.moved")
post_delete.connect(_record, sender=StandingPage, dispatch_uid="front.page.deleted")

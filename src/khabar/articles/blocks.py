"""The blocks an article's body is made of."""

from typing import Any

from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from khabar.articles.enums import NoAlt

INLINE = ["bold", "link"]
ALT_HELP = "يقرؤه من لا يرى الصورة. لا يُنشر خبر بصورة بلا نص بديل إلا بسبب مذكور"


class QuoteBlock(blocks.StructBlock):  # type: ignore[misc]
    """A quotation set apart, with who said it."""

    text = blocks.TextBlock(label="نص الاقتباس", rows=3)
    speaker = blocks.CharBlock(label="القائل", required=False)
    speaker_title = blocks.CharBlock(label="صفته", required=False)

    class Meta:
        icon = "openquote"
        label = "اقتباس"
        label_format = "«{text}»"


class PictureBlock(blocks.StructBlock):  # type: ignore[misc]
    """A picture in the body; caption and credit fall back to the picture's own."""

    picture = ImageChooserBlock(label="الصورة")
    caption = blocks.CharBlock(label="شرح الصورة", required=False)
    credit = blocks.CharBlock(label="مصدر الصورة", required=False)
    alt = blocks.CharBlock(label="النص البديل", required=False, help_text=ALT_HELP)
    no_alt = blocks.ChoiceBlock(choices=NoAlt.choices, label="سبب ترك النص البديل", required=False)

    class Meta:
        icon = "image"
        label = "صورة"


class GalleryBlock(blocks.StructBlock):  # type: ignore[misc]
    """Pictures to be looked at one after the other."""

    title = blocks.CharBlock(label="عنوان المعرض", required=False)
    pictures = blocks.ListBlock(PictureBlock(), label="الصور", min_num=2, max_num=60)
    top = blocks.BooleanBlock(
        label="في أعلى الخبر",
        required=False,
        help_text="يحل محل الصورة الرئيسية في صفحة الخبر، وتبقى الصورة في القوائم",
    )

    class Meta:
        icon = "image"
        label = "معرض صور"
        label_format = "{title}"


class VideoBlock(blocks.StructBlock):  # type: ignore[misc]
    """A video in the body; its caption falls back to the video's own."""

    video = SnippetChooserBlock("media.Video", label="الفيديو")
    caption = blocks.CharBlock(label="وصف الفيديو", required=False)

    class Meta:
        icon = "media"
        label = "فيديو"


class EmbedBlock(blocks.StructBlock):  # type: ignore[misc]
    """A pointer to something elsewhere; shown as a link, nothing is loaded from there."""

    url = blocks.URLBlock(label="العنوان")
    title = blocks.CharBlock(label="العنوان الظاهر", required=False)

    class Meta:
        icon = "link-external"
        label = "محتوى من موقع آخر"


class TableBlock(TypedTableBlock):  # type: ignore[misc]
    """A small table of text and numbers."""

    text = blocks.CharBlock(label="نص", required=False)
    number = blocks.FloatBlock(label="رقم", required=False)

    class Meta:
        icon = "table"
        label = "جدول"


class BodyBlock(blocks.StreamBlock):  # type: ignore[misc]
    """The body of an article, in reading order."""

    paragraph = blocks.RichTextBlock(label="فقرة", features=INLINE, icon="pilcrow")
    subheading = blocks.CharBlock(label="عنوان فرعي", icon="title")
    quote = QuoteBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    list = blocks.ListBlock(blocks.CharBlock(label="بند"), label="قائمة", icon="list-ul")
    table = TableBlock()
    embed = EmbedBlock()
    related = SnippetChooserBlock("articles.Article", label="خبر ذو صلة", icon="doc-full-inverse", required=False)

    def clean(self, value: Any) -> Any:
        """Paragraphs that were begun and left empty are left out: their form would be refused when it is next saved."""
        cleaned = super().clean(value)
        kept = [(one.block_type, one.value, one.id) for one in cleaned if not _is_empty(one)]
        return cleaned if len(kept) == len(cleaned) else blocks.StreamValue(self, kept)

    class Meta:
        block_counts: dict[str, Any] = {}


def _is_empty(child: Any) -> bool:
    return bool(child.block_type == "paragraph" and not strip_tags(child.value.source).replace("&nbsp;", " ").strip())

"""The article's form, laid out as an editor works: what is read, where it is filed, how it is addressed."""

from django.forms import Select, URLInput
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)

from khabar.desk.embeds import EmbedsPanel
from khabar.desk.forms import ArticleForm
from khabar.desk.notices.panel import notice_panel
from khabar.desk.widgets import CountedText, HeadlineText
from khabar.ingest import contract

# Letters past which a headline wraps to a third line on a phone, and an abstract is no longer read at a glance.
HEADLINE_LETTERS = 90
KICKER_LETTERS = 40
ABSTRACT_LETTERS = 280

_CONTENT = [
    # First, because nothing is saved, not even by itself, before the article has a section.
    FieldRowPanel(
        [
            FieldPanel("section", heading="القسم", required_on_save=True, widget=Select),
            FieldPanel("urgency", heading="الأولوية"),
        ],
        heading="التصنيف",
    ),
    FieldPanel("kicker", heading="العنوان التمهيدي", widget=HeadlineText(KICKER_LETTERS)),
    FieldPanel(
        "headline",
        heading="العنوان",
        classname="title desk-headline",
        required_on_save=True,
        widget=HeadlineText(HEADLINE_LETTERS, attrs={"placeholder": "عنوان الخبر"}),
    ),
    FieldPanel("abstract", heading="المقدمة", widget=CountedText(ABSTRACT_LETTERS)),
    MultiFieldPanel(
        [
            FieldPanel("lead_picture", heading="الصورة"),
            FieldPanel("lead_caption", heading="شرح الصورة"),
            FieldRowPanel(
                [
                    FieldPanel(
                        "lead_credit", heading="مصدر الصورة", help_text="المصور والوكالة، مثل: أحمد سالم – أ ف ب"
                    ),
                    FieldPanel("lead_alt", heading="النص البديل"),
                ]
            ),
            FieldPanel("lead_no_alt", heading="سبب ترك النص البديل", help_text="إن لم يكن في الصورة ما يوصف"),
        ],
        heading="الصورة الرئيسية",
        icon="image",
    ),
    FieldPanel("lead_video", heading="الفيديو الرئيسي", icon="media"),
    FieldPanel("body", heading="نص الخبر"),
    EmbedsPanel(heading="المحتوى من مواقع أخرى", icon="link-external"),
]

_FILING = [
    notice_panel,
    FieldRowPanel(
        [
            FieldPanel("dateline_place", heading="مكان الخبر", help_text="المدينة التي كُتب منها الخبر، مثل: القاهرة"),
            FieldPanel("dateline_date", heading="تاريخ الخبر", help_text="يوم كُتب الخبر، إن لم يكن يوم النشر"),
        ],
        heading="المكان والتاريخ",
    ),
    MultipleChooserPanel("credits", chooser_field_name="agency", heading="وكالات الأنباء", label="وكالة"),
    MultipleChooserPanel("bylines", chooser_field_name="author", heading="الكتّاب", label="كاتب"),
    MultipleChooserPanel("filings", chooser_field_name="topic", heading="الموضوعات", label="موضوع"),
]


class _OriginalPanel(FieldPanel):  # type: ignore[misc]
    """The address of the original, shown where there is one or a contract asks for it."""

    class BoundPanel(FieldPanel.BoundPanel):  # type: ignore[misc]
        def is_shown(self) -> bool:
            asked = bool(self.instance.canonical_url) or contract.demands_canonical(self.instance)
            return bool(super().is_shown()) and asked


_SETTINGS = [
    _OriginalPanel("canonical_url", widget=URLInput(attrs={"dir": "ltr"})),
    FieldPanel("without_ads"),
    FieldPanel(
        "slug",
        heading="الاسم في عنوان الصفحة",
        help_text="اتركه فارغًا ليُصاغ من العنوان. وإن تغيّر بعد النشر حوّل الموقع العنوان القديم إلى الجديد.",
    ),
    PublishingPanel(),
]

article_form = TabbedInterface(
    [
        ObjectList(_CONTENT, heading="المحتوى"),
        ObjectList(_FILING, heading="النشر والإسناد"),
        ObjectList(_SETTINGS, heading="الإعدادات"),
    ],
    base_form_class=ArticleForm,
)

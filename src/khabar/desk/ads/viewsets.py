"""The desk's tables of ads and their menu."""

from typing import Any

from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from khabar.ads.models import Campaign, Creative, Slot
from khabar.desk.ads.forms import CampaignForm, CreativeForm, running_for
from khabar.desk.ads.report import AdsReportView
from khabar.desk.ads.views import AdsTxtView, CreativePageView, CreativePreviewView, KeptDeleteView, KeptPolicy
from khabar.desk.moments import MomentColumn

for _model in (Campaign, Creative):
    register_permission_policy(_model, KeptPolicy(_model))


class CampaignViewSet(SnippetViewSet):  # type: ignore[misc]
    """Campaigns, at `/desk/ad-campaigns/`."""

    model = Campaign
    url_prefix = "ad-campaigns"
    url_namespace = "ad_campaigns"
    icon = "date"
    menu_label = "الحملات"
    copy_view_enabled = False
    list_per_page = 50
    list_display = [
        "name",
        Column("state", label="الحالة", accessor=running_for),
        "advertiser",
        MomentColumn("starts_at", label="من", sort_key="starts_at"),
        MomentColumn("ends_at", label="إلى", sort_key="ends_at"),
        Column("weight", label="الوزن"),
    ]
    list_filter = ["house", "active"]
    delete_view_class = KeptDeleteView
    search_fields = ["name", "advertiser"]
    search_backend_name = None
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name", classname="title"), FieldPanel("advertiser")]),
            FieldRowPanel([FieldPanel("active"), FieldPanel("house")]),
            MultiFieldPanel([FieldPanel("starts_at"), FieldPanel("ends_at")], heading="المدة"),
            FieldRowPanel([FieldPanel("weight"), FieldPanel("cap"), FieldPanel("cap_hours")], heading="كم مرة"),
            MultiFieldPanel(
                [
                    FieldPanel("screen"),
                    FieldPanel("sections"),
                    FieldPanel("slots", widget=CheckboxSelectMultiple),
                ],
                heading="أين ولمن",
            ),
        ],
        base_form_class=CampaignForm,
    )


class CreativeIndexView(IndexView):  # type: ignore[misc]
    """The list; each line's campaign is fetched with it."""

    def get_base_queryset(self) -> "QuerySet[Creative]":
        rows: QuerySet[Creative] = Creative.objects.select_related("campaign")
        return rows


class CreativeViewSet(SnippetViewSet):  # type: ignore[misc]
    """What campaigns show, at `/desk/ad-creatives/`."""

    model = Creative
    url_prefix = "ad-creatives"
    url_namespace = "ad_creatives"
    icon = "image"
    menu_label = "المواد"
    copy_view_enabled = False
    list_per_page = 50
    index_view_class = CreativeIndexView
    list_display = [
        "title",
        Column("campaign", label="الحملة"),
        Column("kind", label="النوع", accessor="get_kind_display"),
        Column("size", label="الحجم", accessor="get_size_display"),
        Column("active", label="الحالة", accessor=lambda one: "مفعّلة" if one.active else "موقوفة"),
    ]
    list_filter = ["campaign", "kind", "size"]
    delete_view_class = KeptDeleteView
    search_fields = ["title", "campaign__name"]
    search_backend_name = None
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("title", classname="title"), FieldPanel("campaign")]),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("size"), FieldPanel("active")]),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("desktop"), FieldPanel("phone")]),
                    FieldRowPanel([FieldPanel("link"), FieldPanel("alt")]),
                ],
                heading="صورة",
                help_text="لا تظهر المادة على شاشة لم تُرفع لها صورة؛ والمستطيل تكفيه صورة واحدة.",
            ),
            MultiFieldPanel(
                [FieldPanel("html")],
                heading="HTML",
                help_text="يعمل في إطار معزول لا يصل إلى الصفحة ولا إلى الشبكة: اجعل الصور والأنماط داخله (data:).",
            ),
            MultiFieldPanel([FieldPanel("unit")], heading="Google Ad Manager"),
        ],
        base_form_class=CreativeForm,
    )

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("preview/<int:pk>/", CreativePreviewView.as_view(), name="preview"),
            path("preview/<int:pk>/page/", CreativePageView.as_view(), name="preview_page"),
        ]


class SlotViewSet(SnippetViewSet):  # type: ignore[misc]
    """Slots, at `/desk/ad-slots/`."""

    model = Slot
    url_prefix = "ad-slots"
    url_namespace = "ad_slots"
    icon = "grip"
    menu_label = "المواضع"
    copy_view_enabled = False
    list_display = [
        "__str__",
        Column("size", label="الحجم", accessor="get_size_display"),
        Column("shown", label="الحالة", accessor=lambda slot: "مستعمل" if slot.shown else "غير مستعمل"),
    ]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("page"), FieldPanel("position"), FieldPanel("size")]),
            FieldPanel("shown"),
        ]
    )


class _Item(MenuItem):  # type: ignore[misc]
    """A page of the menu that is no table."""

    permission = ""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(self.permission))


class _ReportItem(_Item):
    permission = "ads.view_count"


class _AdsTxtItem(_Item):
    permission = "ads.change_adstxt"


class AdsGroup(SnippetViewSetGroup):  # type: ignore[misc]
    """The menu of ads."""

    items = (CampaignViewSet, CreativeViewSet, SlotViewSet)
    menu_label = "الإعلانات"
    menu_name = "ads"
    menu_icon = "pick"
    menu_order = 330

    def get_submenu_items(self) -> list[MenuItem]:
        report, ads_txt = reverse("ads_report"), reverse("ads_txt")
        return [
            *super().get_submenu_items(),
            _ReportItem("التقرير", report, name="ads-report", icon_name="view", order=100),
            _AdsTxtItem("ads.txt", ads_txt, name="ads-txt", icon_name="doc-full", order=110),
        ]


def page_urls() -> list[URLPattern]:
    """The addresses of the report and of `ads.txt`, below the desk's."""
    return [
        path("ads/report/", AdsReportView.as_view(), name="ads_report"),
        path("ads/report/results/", AdsReportView.as_view(results_only=True), name="ads_report_results"),
        path("ads/txt/", AdsTxtView.as_view(), name="ads_txt"),
    ]

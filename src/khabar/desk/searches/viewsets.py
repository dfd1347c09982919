"""The desk's tables of pinned stories and synonyms; every save is a revision that can be brought back."""

from typing import Any

from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet, SnippetViewSetGroup

from khabar.desk.searches.forms import MOST_PINNED, PinForm, SynonymsForm
from khabar.finding.models import Pin, Synonyms


class _Prefilled(CreateView):  # type: ignore[misc]
    """A form that a report leads to with the query already in it."""

    field = ""

    def get_initial_form_instance(self) -> Any:
        instance = super().get_initial_form_instance() or self.model()
        most = self.model._meta.get_field(self.field).max_length
        setattr(instance, self.field, self.request.GET.get("query", "").replace("\x00", "")[:most])
        return instance


class PinCreateView(_Prefilled):
    """A new pin."""

    field = "query"


class SynonymsCreateView(_Prefilled):
    """New synonyms."""

    field = "words"


class PinViewSet(SnippetViewSet):  # type: ignore[misc]
    """Stories above the hits of a query, at `/desk/search-pins/`."""

    model = Pin
    url_prefix = url_namespace = "search-pins"
    icon = "pin"
    menu_label = "النتائج المثبتة"
    copy_view_enabled = False
    list_display = ["query"]
    search_fields = ["query", "key"]
    search_backend_name = None
    add_view_class = PinCreateView
    edit_handler = ObjectList(
        [
            FieldPanel("query", help_text="ما يكتبه القراء. اختلاف الهمزات والتشكيل والتاء المربوطة لا يهم."),
            InlinePanel(
                "stories",
                heading="الأخبار، بترتيب ظهورها",
                label="خبر",
                min_num=1,
                max_num=MOST_PINNED,
                panels=[FieldPanel("article")],
            ),
        ],
        base_form_class=PinForm,
    )


class SynonymsViewSet(SnippetViewSet):  # type: ignore[misc]
    """Words that mean the same, at `/desk/search-synonyms/`."""

    model = Synonyms
    url_prefix = url_namespace = "search-synonyms"
    icon = "resubmit"
    menu_label = "المترادفات"
    copy_view_enabled = False
    list_display = ["words"]
    search_fields = ["words"]
    search_backend_name = None
    add_view_class = SynonymsCreateView
    edit_handler = ObjectList(
        [
            FieldPanel(
                "words",
                help_text="بينها فاصلة، مثل: الحاسوب، الكمبيوتر. من بحث عن واحدة وجد أخبار الأخرى، من لحظة الحفظ.",
            )
        ],
        base_form_class=SynonymsForm,
    )


class SearchGroup(SnippetViewSetGroup):  # type: ignore[misc]
    """The menu of what editors decide about searching."""

    items = (PinViewSet, SynonymsViewSet)
    menu_label = "البحث"
    menu_name = "searching"
    menu_icon = "search"
    menu_order = 320

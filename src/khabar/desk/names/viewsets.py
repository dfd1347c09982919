"""The desk's table of names."""

from typing import Any

from django.urls import path
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet

from khabar.attribution.models import Name
from khabar.desk.names.forms import NameForm
from khabar.desk.names.views import (
    MergeView,
    NameChooserViewSet,
    NameCreateView,
    NameEditView,
    NameIndexView,
    SplitView,
)


class NameViewSet(SnippetViewSet):  # type: ignore[misc]
    """People, organisations, places and outlets at `/desk/names/`, one record each, with all their spellings."""

    model = Name
    url_prefix = url_namespace = "names"
    icon = "user"
    menu_label = "الأسماء"
    menu_name = "names"
    menu_order = 310
    add_to_admin_menu = True
    copy_view_enabled = False
    list_per_page = 50
    index_view_class = NameIndexView
    add_view_class = NameCreateView
    edit_view_class = NameEditView
    chooser_viewset_class = NameChooserViewSet
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name", classname="title"), FieldPanel("kind")]),
            FieldPanel("description", help_text="كما يُعرّف به في أول ذكر، مثل: وزير النقل"),
            InlinePanel("spellings", heading="أوجه الرسم", label="رسم", panels=[FieldPanel("text")]),
            InlinePanel(
                "identifiers",
                heading="معرّفات خارجية",
                label="معرّف",
                panels=[FieldRowPanel([FieldPanel("scheme"), FieldPanel("value")])],
            ),
            FieldPanel("slug", help_text="يظهر في عنوان صفحته؛ اتركه فارغًا ليُصاغ من الاسم"),
        ],
        base_form_class=NameForm,
    )

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("merge/<int:pk>/", MergeView.as_view(), name="merge"),
            path("split/<int:pk>/", SplitView.as_view(), name="split"),
        ]

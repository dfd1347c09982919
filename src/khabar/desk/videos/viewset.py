"""Videos at `/desk/videos/`, and the window in which one is chosen for a story."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import path
from wagtail.admin.ui.tables import Column
from wagtail.permission_policies import OwnershipPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from khabar.desk.choosers import SearchForm
from khabar.desk.videos.forms import video_form
from khabar.desk.videos.views import (
    COLUMNS,
    AgainView,
    PosterColumn,
    StateView,
    VideoDeleteView,
    VideoEditView,
    VideoIndexView,
    VideoUploadView,
)
from khabar.media.models import Video

# As with pictures: who may add may change and delete their own, who may change may do so with all.
register_permission_policy(Video, OwnershipPermissionPolicy(Video, owner_field_name="uploaded_by_user"))
_FOUND_IN = ("title", "caption", "credit", "original_name")


class _VideoSearchForm(SearchForm):
    def found(self, objects: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
        wanted = Q()
        for name in _FOUND_IN:
            wanted |= Q(**{f"{name}__icontains": text})
        return objects.filter(wanted)


class _VideoColumns:
    filter_form_class = _VideoSearchForm
    page_subtitle = ""

    @property
    def columns(self) -> list[Column]:
        title: Column = self.title_column  # type: ignore[attr-defined]
        title.label = "الفيديو"
        return [title, PosterColumn("poster", label=""), *COLUMNS[:2]]

    def get_object_list(self) -> "QuerySet[Video]":
        rows: QuerySet[Video] = Video.objects.select_related("own_poster", "frame")
        return rows


class _VideoChooseView(_VideoColumns, ChooseView):  # type: ignore[misc]
    pass


class _VideoChooseResultsView(_VideoColumns, ChooseResultsView):  # type: ignore[misc]
    pass


class VideoChooserViewSet(SnippetChooserViewSet):  # type: ignore[misc]
    """Picks a video; one that is still being made may be chosen, and is shown once it is ready."""

    choose_view_class = _VideoChooseView
    choose_results_view_class = _VideoChooseResultsView
    choose_one_text = "اختر فيديو"
    choose_another_text = "اختر فيديو آخر"
    edit_item_text = "تعديل الفيديو"


class VideoViewSet(SnippetViewSet):  # type: ignore[misc]
    """Videos."""

    model = Video
    url_prefix = url_namespace = "videos"
    icon = "media"
    menu_label = "الفيديو"
    menu_name = "videos"
    menu_order = 310
    add_to_admin_menu = True
    copy_view_enabled = False
    list_per_page = 25
    list_display = ["title", PosterColumn("poster", label="", width="10%"), *COLUMNS]
    search_fields = list(_FOUND_IN)
    search_backend_name = None
    edit_handler = video_form
    index_view_class = VideoIndexView
    index_template_name = "desk/videos/index.html"
    add_view_class = VideoUploadView
    create_template_name = "desk/videos/add.html"
    edit_view_class = VideoEditView
    edit_template_name = "desk/videos/edit.html"
    delete_view_class = VideoDeleteView
    chooser_viewset_class = VideoChooserViewSet

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("state/<int:pk>/", StateView.as_view(), name="state"),
            path("again/<int:pk>/", AgainView.as_view(), name="again"),
        ]

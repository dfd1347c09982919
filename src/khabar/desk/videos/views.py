"""The pages of videos at the desk: the upload, one video with its state, another attempt."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, IndexView

from khabar.media.models import Video
from khabar.media.videos import actions, tools
from khabar.media.videos.lengths import clock_length
from khabar.media.videos.models import PENDING, VideoState


class VideoIndexView(IndexView):  # type: ignore[misc]
    """The list at `/desk/videos/`."""

    default_ordering = "-pk"
    page_title = "الفيديو"

    def get_base_queryset(self) -> "QuerySet[Video]":
        may = self.permission_policy.instances_user_has_permission_for(self.request.user, "change")
        rows: QuerySet[Video] = may.select_related("own_poster", "frame", "uploaded_by_user")
        return rows

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return {**context, "missing": "" if tools.is_there() else tools.MISSING}


class PosterColumn(Column):  # type: ignore[misc]
    """The poster, small."""

    cell_template_name = "desk/videos/poster.html"


class VideoStateColumn(Column):  # type: ignore[misc]
    """The state as a tag, with what is wrong."""

    cell_template_name = "desk/videos/state_cell.html"


def length(video: Video) -> str:
    """The length as players write it; empty until it is known."""
    return clock_length(video.duration) if video.duration else ""


COLUMNS: list[Any] = [
    VideoStateColumn("state", label="الحالة", accessor="state_line", width="16%"),
    Column("duration", label="المدة", accessor=length, width="8%"),
    Column("uploaded_by_user", label="رفعه", accessor="uploaded_by_user", classname="desk-wide", width="12%"),
    DateColumn("created_at", label="وصل", sort_key="created_at", classname="desk-wide", width="12%"),
]


class VideoUploadView(CreateView):  # type: ignore[misc]
    """Where a file is chosen; it goes up in pieces, and then there is a video to be described."""

    page_title = "رفع فيديو"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        told = {
            "missing": "" if tools.is_there() else tools.MISSING,
            "most": settings.VIDEO_MAX_BYTES,
            "most_megabytes": settings.VIDEO_MAX_BYTES // 2**20,
            "most_minutes": settings.VIDEO_MAX_MINUTES,
        }
        return {**context, **told}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseNotAllowed(["GET", "HEAD"])


class _OwnOnly:
    """Wagtail asks whether a person may change videos at all; here, whether they may change this one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        policy, wanted = self.permission_policy, self.permission_required  # type: ignore[attr-defined]
        if not policy.user_has_permission_for_instance(request.user, wanted, self.object):  # type: ignore[attr-defined]
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class VideoDeleteView(_OwnOnly, DeleteView):  # type: ignore[misc]
    """The question before a video is deleted."""


class VideoEditView(_OwnOnly, EditView):  # type: ignore[misc]
    """One video: how it looks, how far it is, and the form."""

    @cached_property
    def told(self) -> dict[str, Any]:
        """What the page says of the work in the background."""
        return told(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        addresses = {name: reverse(f"videos:{name}", args=[self.object.pk]) for name in ("state", "again")}
        return {**context, "video": self.object, "told": self.told, "addresses": addresses}


def told(video: Video) -> dict[str, Any]:
    """The state of a video for its page; `going` while there is something to wait for."""
    waiting = video.state in PENDING and not tools.is_there()
    later = video.attempts and video.state in PENDING
    return {
        "state": video.state,
        "line": video.state_line,
        "progress": video.progress,
        "problem": video.problem or (tools.MISSING if waiting else _RETRY if later else ""),
        "going": video.state in PENDING or video.frame_due,
        "failed": video.state == VideoState.FAILED,
    }


_RETRY = "تعثر التحويل وسيعاد من تلقائه بعد قليل."


class _OneVideoView(PermissionCheckedMixin, View):  # type: ignore[misc]
    """An address about one video, for whoever may change it."""

    any_permission_required = ["add", "change"]

    @property
    def model(self) -> type[Video]:
        """Whose permissions are asked."""
        return Video

    def video(self, pk: int) -> Video:
        """The video; not found where this person may not change it."""
        allowed = self.permission_policy.instances_user_has_permission_for(self.request.user, "change")
        found: Video = get_object_or_404(allowed, pk=pk)
        return found


class StateView(_OneVideoView):
    """How far a video is, asked by its open page."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """JSON."""
        return JsonResponse(told(self.video(pk)))


class AgainView(_OneVideoView):
    """Another attempt for a video whose transcoding failed."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Back to the video's page."""
        actions.try_again(video=self.video(pk))
        return redirect("videos:edit", pk)

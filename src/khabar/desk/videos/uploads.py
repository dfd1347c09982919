"""The desk's end of an upload in pieces: the requests of the tus protocol 1.0 (core, creation, termination)."""

import base64
import binascii
from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path, reverse
from django.views import View

from khabar.accounts.models import User
from khabar.media.models import VideoUpload
from khabar.media.videos import uploads

_VERSION = "1.0.0"
_PIECE = 256 * 1024
_STREAM = "application/offset+octet-stream"


class _TusView(View):
    """What every answer carries, and who may ask."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.has_perm("media.add_video"):
            raise PermissionDenied
        if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != _VERSION:
            response: HttpResponseBase = HttpResponse(status=412)
        else:
            response = super().dispatch(request, *args, **kwargs)
        response["Tus-Resumable"] = response["Tus-Version"] = _VERSION
        return response

    @property
    def user(self) -> User:
        """Whoever is signed in; others were turned away."""
        assert isinstance(self.request.user, User)  # noqa: S101
        return self.request.user

    def options(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """What the server can do."""
        response = HttpResponse(status=204)
        response["Tus-Extension"] = "creation,termination"
        return response


class CreationView(_TusView):
    """Begins an upload."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """201 with the upload's address, or in Arabic why not."""
        size = request.headers.get("Upload-Length", "")
        if not (size.isascii() and size.isdecimal() and len(size) <= 15):
            return _said("لم يذكر المتصفح حجم الملف.", 400)
        try:
            upload = uploads.begin(user=self.user, name=_name(request), size=int(size))
        except uploads.UploadRefused as refusal:
            return _said(str(refusal), 413)
        response = HttpResponse(status=201)
        response["Location"] = reverse("video_upload", args=[upload.token])
        return response


class UploadView(_TusView):
    """One upload: how far it has come, the next piece, giving it up. Others' uploads are not found."""

    def head(self, request: HttpRequest, token: str) -> HttpResponse:
        """The byte to go on from."""
        upload = self._upload(token)
        response = HttpResponse(status=200)
        response["Upload-Offset"] = str(uploads.offset(upload))
        response["Upload-Length"] = str(upload.size)
        response["Cache-Control"] = "no-store"
        return _with_video(response, upload)

    def patch(self, request: HttpRequest, token: str) -> HttpResponse:
        """Take the next piece; with the last one the upload becomes a video."""
        upload = self._upload(token)
        at = request.headers.get("Upload-Offset", "")
        if request.content_type != _STREAM or not (at.isascii() and at.isdecimal()):
            return HttpResponse(status=415 if at else 400)
        try:
            there = uploads.append(upload, int(at), _pieces(request))
        except uploads.WrongOffset:
            return HttpResponse(status=409)
        except uploads.UploadRefused as refusal:
            return _said(str(refusal), 400)
        if there == upload.size:
            upload.video = uploads.finish(upload)
        response = HttpResponse(status=204)
        response["Upload-Offset"] = str(there)
        return _with_video(response, upload)

    def delete(self, request: HttpRequest, token: str) -> HttpResponse:
        """Give it up."""
        uploads.sweep_of([self._upload(token)])
        return HttpResponse(status=204)

    def _upload(self, token: str) -> VideoUpload:
        found = VideoUpload.objects.select_related("video").filter(token=token, user=self.user).first()
        if found is None:
            raise Http404
        return found


def _with_video(response: HttpResponse, upload: VideoUpload) -> HttpResponse:
    """Say where the finished video is edited; also when the answer to the last piece was lost."""
    if upload.video is not None:
        response["Khabar-Video"] = reverse("videos:edit", args=[upload.video.pk])
    return response


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    while piece := request.read(_PIECE):
        yield piece


def _name(request: HttpRequest) -> str:
    """The file's name out of `Upload-Metadata`: pairs of a key and a value in Base64."""
    for pair in request.headers.get("Upload-Metadata", "")[:4_096].split(","):
        key, _, value = pair.strip().partition(" ")
        if key == "filename":
            try:
                return base64.b64decode(value, validate=True).decode("utf-8", errors="replace")
            except binascii.Error:
                break
    return ""


def _said(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


urlpatterns = [
    path("video_uploads/", CreationView.as_view(), name="video_uploads"),
    path("video_uploads/<slug:token>/", UploadView.as_view(), name="video_upload"),
]

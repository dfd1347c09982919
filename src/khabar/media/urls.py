"""Addresses under `/media/`."""

from django.urls import path, re_path

from khabar.media import views
from khabar.media.videos import views as videos

app_name = "media"
urlpatterns = [
    re_path(r"^images/(?P<name>[^/]+)\Z", views.rendition, name="rendition"),
    re_path(r"^original_images/(?P<name>[^/]+)\Z", views.original, name="original"),
    path("videos/<int:pk>/<slug:key>/<path:name>", videos.file, name="video"),
]

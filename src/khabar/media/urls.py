"""Addresses under `/media/`."""

from django.urls import re_path

from khabar.media import views

app_name = "media"
urlpatterns = [
    re_path(r"^images/(?P<name>[^/]+)\Z", views.rendition, name="rendition"),
    re_path(r"^original_images/(?P<name>[^/]+)\Z", views.original, name="original"),
]

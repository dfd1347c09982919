"""Every address of the site: health, the desk with its log-in, then the public site."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("", include("khabar.ops.urls")),
    path("desk/", include("khabar.accounts.urls")),
    path("desk/", include(wagtailadmin_urls)),
    path("media/", include("khabar.media.urls")),
    path("", include("khabar.front.urls")),
]

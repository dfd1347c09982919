"""Every address of the site: health, the desk with its log-in, then the public site."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from khabar.accounts.views import security_txt
from khabar.ads.views import ads_txt

urlpatterns = [
    path(".well-known/security.txt", security_txt),
    path("", include("khabar.ops.urls")),
    path("desk/", include("khabar.accounts.urls")),
    path("desk/", include(wagtailadmin_urls)),
    path("media/", include("khabar.media.urls")),
    path("ads/", include("khabar.ads.urls")),
    path("ads.txt", ads_txt),
    path("", include("khabar.announcing.urls")),
    path("", include("khabar.front.urls")),
]

handler400 = "khabar.front.views.bad_request"
handler403 = "khabar.front.views.forbidden"
handler404 = "khabar.front.views.not_found"
handler500 = "khabar.front.views.server_error"

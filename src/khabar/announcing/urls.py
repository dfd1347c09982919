"""The address of the IndexNow key file."""

from django.urls import re_path

from khabar.announcing.views import key

app_name = "announcing"
urlpatterns = [re_path(r"^(?P<name>[A-Za-z0-9-]{8,128})\.txt$", key, name="key")]

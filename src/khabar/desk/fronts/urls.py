"""Addresses of the fronts' desk, under `/desk/fronts/`; the key 0 is the front page, others are sections' ids."""

from django.urls import path

from khabar.desk.fronts import acts, views

app_name = "fronts"
urlpatterns = [
    path("", views.FrontView.as_view(), name="home"),
    path("stories/", views.StoriesView.as_view(), name="stories"),
    path("bar/", acts.BarView.as_view(), name="bar"),
    path("<int:key>/", views.FrontView.as_view(), name="front"),
    path("<int:key>/zones/", views.ZonesView.as_view(), name="zones"),
    path("<int:key>/preview/", views.PreviewView.as_view(), name="preview"),
    path("<int:key>/save/", acts.SaveView.as_view(), name="save"),
    path("<int:key>/act/", acts.ActView.as_view(), name="act"),
]

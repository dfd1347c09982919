"""Addresses under `/ads/`; the two that count, `/ads/seen` and `/ads/click`, are answered before Django."""

from django.urls import path

from khabar.ads import views

app_name = "ads"
urlpatterns = [
    path("list/<slug:page>.json", views.offers, name="list"),
    path("list/<slug:page>/<int:section>.json", views.offers, name="section-list"),
    path("picture/<int:pk>/<str:name>", views.picture, name="picture"),
    path("frame/<int:pk>/<slug:mark>/", views.frame, name="frame"),
    path("google/<int:pk>/<slug:mark>/", views.google, name="google"),
]

"""Addresses for whoever watches over the server."""

from django.urls import path

from khabar.ops import views

urlpatterns = [
    path("healthz", views.healthz),
    path("readyz", views.readyz),
]

"""Addresses of the wire desk, under `/desk/wires/`."""

from django.urls import path

from khabar.desk.wires.acts import ActView
from khabar.desk.wires.board import BoardView, LiveView, MoreView, PaneView
from khabar.desk.wires.saved import SavedView

app_name = "wires"
urlpatterns = [
    path("", BoardView.as_view(), name="list"),
    path("more/", MoreView.as_view(), name="more"),
    path("live/", LiveView.as_view(), name="live"),
    path("item/<int:pk>/", PaneView.as_view(), name="pane"),
    path("act/", ActView.as_view(), name="act"),
    path("views/", SavedView.as_view(), name="views"),
]

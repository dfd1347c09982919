"""The menu of agencies: providers, feeds, rules, held documents and alerts."""

from typing import Any

from django.forms import Select
from django.http import HttpRequest
from django.urls import path, reverse, reverse_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from khabar.desk.wires.board import may_read
from khabar.desk.wires.catalogue import CatalogueMenuItem
from khabar.desk.wires.forms import FeedForm
from khabar.desk.wires.notices import NoticeIndexView, NoticeView
from khabar.desk.wires.views import (
    AlertIndexView,
    AlertView,
    FeedHealthView,
    HeldIndexView,
    HeldView,
    ProviderCreateView,
    ProviderEditView,
    WireIndexView,
)
from khabar.ingest.models import Feed, HeldItem, Provider, Rule, WireAlert, WireNotice
from khabar.ingest.providers import PROFILES

# Each example is isolated, so that the Arabic around it does not reorder it.
_ADDRESS_HELP = (
    "للويب \u2066https://host/feed\u2069، وللمجلد اسمه داخل مجلد الوكالات، و\u2066ftp://host/folder\u2069 أو "
    "\u2066ftps://\u2069 أو \u2066sftp://\u2069، وللبريد \u2066imaps://host/INBOX\u2069"
)
_PROFILES = [("", "يُعرف من الخبر نفسه"), *((profile.name, profile.name) for profile in PROFILES)]


class _WireViewSet(SnippetViewSet):  # type: ignore[misc]
    """What the lists of this menu have in common."""

    copy_view_enabled = False
    list_per_page = 50
    index_view_class = WireIndexView


class ProviderViewSet(_WireViewSet):
    """Agencies and other sources, with their contracts."""

    model = Provider
    url_prefix = url_namespace = "wire_providers"
    icon = "globe"
    list_display = ["name", "agency", "retention_days", Column("on_kill", "إذا سحبت", accessor="get_on_kill_display")]
    add_view_class = ProviderCreateView
    edit_view_class = ProviderEditView
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name", classname="title"), FieldPanel("agency")]),
            FieldPanel("profile", widget=Select(choices=_PROFILES)),
            MultiFieldPanel(
                [
                    FieldPanel("mandatory_credit"),
                    FieldRowPanel([FieldPanel("retention_days"), FieldPanel("no_archive")]),
                    FieldRowPanel([FieldPanel("photo_use"), FieldPanel("canonical_link")]),
                    FieldPanel("pass_on"),
                ],
                heading="العقد",
            ),
            MultiFieldPanel([FieldPanel("on_kill"), FieldPanel("on_update")], heading="إذا غيّرت الوكالة خبرًا نشرناه"),
        ]
    )


class FeedViewSet(_WireViewSet):
    """Where each provider's items are collected."""

    model = Feed
    url_prefix = url_namespace = "wire_feeds"
    icon = "rotate"
    list_display = [
        "name",
        Column("provider", "المزوّد", accessor="provider.name"),
        Column("state", "الحالة", accessor="get_state_display"),
        DateColumn("last_item_at", "آخر خبر"),
        Column("last_error", "آخر خطأ"),
    ]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name", classname="title"), FieldPanel("provider")]),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("interval")]),
            FieldPanel("address", help_text=_ADDRESS_HELP),
            FieldRowPanel([FieldPanel("section"), FieldPanel("language"), FieldPanel("idle_after")]),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("username"), FieldPanel("password")]),
                    FieldPanel("private_key"),
                    FieldPanel("host_key"),
                    FieldPanel("forget_credentials"),
                ],
                heading="الدخول",
            ),
        ],
        base_form_class=FeedForm,
    )

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("health/<int:pk>/", FeedHealthView.as_view(), name="health")]


class RuleViewSet(_WireViewSet):
    """Which items go where by themselves."""

    model = Rule
    url_prefix = url_namespace = "wire_rules"
    icon = "list-ol"
    list_display = ["name", "order", Column("action", "الوجهة", accessor="get_action_display"), "active"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name", classname="title"), FieldPanel("order"), FieldPanel("active")]),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("provider"), FieldPanel("in_section")]),
                    FieldRowPanel([FieldPanel("subject"), FieldPanel("urgency_up_to")]),
                    FieldPanel("words"),
                    FieldRowPanel([FieldPanel("from_hour"), FieldPanel("to_hour")]),
                ],
                heading="إذا",
            ),
            MultiFieldPanel(
                [FieldPanel("action"), FieldRowPanel([FieldPanel("desk"), FieldPanel("section")])], heading="فإلى"
            ),
        ]
    )


class HeldViewSet(_WireViewSet):
    """Documents that could not be read."""

    model = HeldItem
    url_prefix = url_namespace = "wire_held"
    icon = "warning"
    index_view_class = HeldIndexView
    list_display = [
        "name",
        Column("provider", "المزوّد", accessor="provider.name"),
        "reason",
        DateColumn("received_at", "وصل"),
    ]

    def get_urlpatterns(self) -> list[Any]:
        return _only_the_list(super().get_urlpatterns(), path("page/<int:pk>/", HeldView.as_view(), name="page"))


class AlertViewSet(_WireViewSet):
    """What agencies updated, corrected or took back under articles made from it."""

    model = WireAlert
    url_prefix = url_namespace = "wire_alerts"
    icon = "warning"
    index_view_class = AlertIndexView
    list_display = [
        TitleColumn(
            "article",
            label="الخبر",
            accessor="article.headline",
            get_url=lambda alert: reverse("wire_alerts:page", args=[alert.pk]),
        ),
        Column("kind", "ما حدث", accessor="get_kind_display"),
        Column("provider", "المزوّد", accessor="item.provider.name"),
        DateColumn("created_at", "متى"),
    ]

    def get_urlpatterns(self) -> list[Any]:
        return _only_the_list(super().get_urlpatterns(), path("page/<int:pk>/", AlertView.as_view(), name="page"))


class NoticeViewSet(_WireViewSet):
    """Kill messages that name no story for certain."""

    model = WireNotice
    url_prefix = url_namespace = "wire_notices"
    icon = "warning"
    index_view_class = NoticeIndexView
    list_display = [
        TitleColumn(
            "item",
            label="الطلب",
            accessor="item.headline",
            get_url=lambda notice: reverse("wire_notices:page", args=[notice.pk]),
        ),
        Column("provider", "المزوّد", accessor="item.provider.name"),
        DateColumn("created_at", "وصل"),
    ]

    def get_urlpatterns(self) -> list[Any]:
        return _only_the_list(super().get_urlpatterns(), path("page/<int:pk>/", NoticeView.as_view(), name="page"))


class BoardItem(MenuItem):  # type: ignore[misc]
    """To the list of incoming items."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request)


class WireGroup(SnippetViewSetGroup):  # type: ignore[misc]
    """The menu of agencies."""

    items = (AlertViewSet, NoticeViewSet, HeldViewSet, FeedViewSet, ProviderViewSet, RuleViewSet)
    menu_label = "الوكالات"
    menu_name = "wires"
    menu_icon = "globe"
    menu_order = 200

    def get_submenu_items(self) -> list[Any]:
        items: list[Any] = super().get_submenu_items()
        board = BoardItem("أخبار الوكالات", reverse_lazy("wires:list"), icon_name="globe", order=0)
        return [board, *items, CatalogueMenuItem(order=len(items) + 1)]


def _only_the_list(patterns: list[Any], page: Any) -> list[Any]:
    """The list and the page of one row: there is no form to write such a row by hand."""
    return [*(pattern for pattern in patterns if pattern.name in ("list", "list_results")), page]

"""What the desk adds to Wagtail, and what it takes away."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, include, path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem, SubmenuMenuItem
from wagtail.admin.search import SearchArea
from wagtail.admin.wagtail_hooks import SettingsMenuItem
from wagtail.admin.widgets.button import ListingButton
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry, Page
from wagtail.permissions import page_permission_policy
from wagtail.snippets.action_menu import ActionMenuItem
from wagtail.snippets.models import register_snippet

from khabar.ads.models import Creative
from khabar.articles.enums import AmendmentKind
from khabar.articles.models import Article
from khabar.attribution.models import Name
from khabar.curation.actions import RIGHT
from khabar.desk import action_menu, dashboard, most_read, pictures
from khabar.desk.ads.viewsets import AdsGroup, page_urls
from khabar.desk.bulk import LoggedDelete
from khabar.desk.letters.viewsets import NewsletterViewSet
from khabar.desk.names.viewsets import NameViewSet
from khabar.desk.notices import report as notices
from khabar.desk.receipts import views as receipts
from khabar.desk.searches.reports import EmptyView, FrequentView, report_item, report_urls
from khabar.desk.searches.viewsets import SearchGroup
from khabar.desk.sightings import SightingsDelete, SightingViewSet
from khabar.desk.videos import uploads
from khabar.desk.videos.viewset import VideoViewSet
from khabar.desk.viewsets import ArticleViewSet, FilingGroup
from khabar.desk.wires.catalogue import CatalogueView
from khabar.desk.wires.viewsets import WireGroup
from khabar.ingest.models import Feed
from khabar.letters.models import Newsletter

# Wagtail's own entries that speak of trees of pages and of documents; the newsroom works with articles and pictures.
_NO_MENU = {"explorer", "documents", "snippets"}
_NO_SETTINGS = {"sites", "collections", "redirects", "api-tokens"}
_NO_REPORTS = {"locked-pages", "aging-pages", "page-types-usage"}
_NO_PANELS = {"locked_pages", "recent_edits"}


class ArticleSearch(SearchArea):  # type: ignore[misc]
    """The search box of the menu looks for articles."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.view_article") or request.user.has_perm("articles.change_article")


register_snippet(ArticleViewSet)
register_snippet(WireGroup)
register_snippet(FilingGroup)
register_snippet(NameViewSet)
register_snippet(SearchGroup)
register_snippet(VideoViewSet)
register_snippet(AdsGroup)
register_snippet(SightingViewSet)
register_snippet(NewsletterViewSet)
hooks.register("register_bulk_action", LoggedDelete, order=1000)  # after Wagtail's, which it replaces
hooks.register("register_bulk_action", SightingsDelete, order=1001)


@hooks.register("register_admin_urls")
def wire_pages() -> list[URLPattern]:
    return [path("wire_catalogue/", CatalogueView.as_view(), name="wire_catalogue")]


@hooks.register("construct_main_menu")
def only_newsroom_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [_without_version(item) for item in items if item.name not in _NO_MENU]


def _without_version(item: MenuItem) -> MenuItem:
    """The settings menu without the line at its foot that names Wagtail."""
    if not isinstance(item, SettingsMenuItem):
        return item
    return SubmenuMenuItem(item.label, item.menu, name=item.name, icon_name=item.icon_name, order=item.order)


class _PagesItem(MenuItem):  # type: ignore[misc]
    """To the pages written by hand: the folder they lie in."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(page_permission_policy.user_has_any_permission(request.user, {"add", "change", "publish"}))

    def render_component(self, request: HttpRequest) -> Any:
        folder = Page.objects.filter(depth=2).values_list("pk", flat=True).first()
        self.url = reverse("wagtailadmin_explore", args=[folder]) if folder else reverse("wagtailadmin_explore_root")
        return super().render_component(request)


@hooks.register("register_admin_menu_item")
def pages_item() -> MenuItem:
    return _PagesItem("صفحات الموقع", "", name="standing-pages", icon_name="doc-full", order=400)


@hooks.register("construct_settings_menu")
def only_newsroom_settings(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name not in _NO_SETTINGS]


@hooks.register("construct_reports_menu")
def only_newsroom_reports(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name not in _NO_REPORTS]


@hooks.register("register_admin_urls")
def searches_urls() -> list[URLPattern]:
    return report_urls()


@hooks.register("register_reports_menu_item")
def empty_searches_item() -> MenuItem:
    return report_item(EmptyView, order=1000)


@hooks.register("register_reports_menu_item")
def frequent_searches_item() -> MenuItem:
    return report_item(FrequentView, order=1010)


@hooks.register("register_admin_urls")
def notice_urls() -> list[URLPattern]:
    return notices.report_urls()


@hooks.register("register_reports_menu_item")
def notices_item() -> MenuItem:
    return notices.report_item(notices.SendingsView, order=1020)


@hooks.register("register_reports_menu_item")
def followings_item() -> MenuItem:
    return notices.report_item(notices.FollowingsView, order=1030)


@hooks.register("register_admin_urls")
def picture_urls() -> list[URLPattern]:
    return pictures.urlpatterns()


@hooks.register("register_reports_menu_item")
def picture_rights_item() -> MenuItem:
    return pictures.rights_item()


@hooks.register("register_admin_urls")
def receipt_urls() -> list[URLPattern]:
    return receipts.urlpatterns()


@hooks.register("register_reports_menu_item")
def receipts_item() -> MenuItem:
    return receipts.receipts_item()


@hooks.register("register_admin_search_area")
def articles_search() -> SearchArea:
    return ArticleSearch("الأخبار", reverse("articles:list"), name="articles", icon_name="desk-article", order=1)


@hooks.register("construct_search")
def only_newsroom_search(request: HttpRequest, areas: list[SearchArea]) -> None:
    areas[:] = [area for area in areas if area.name not in ("pages", "documents")]


@hooks.register("construct_help_menu")
def only_shortcuts_help(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name == "keyboard-shortcuts-trigger"]


@hooks.register("construct_homepage_panels")
def newsroom_panels(request: HttpRequest, panels: list[Any]) -> None:
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") not in _NO_PANELS]
    panels += [
        dashboard.FirstSectionPanel(request),
        dashboard.MyDraftsPanel(request),
        dashboard.ScheduledPanel(request),
        dashboard.PublishedTodayPanel(request),
    ]


@hooks.register("construct_homepage_summary_items", order=1000)
def newsroom_counts(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [
        dashboard.TodayCount(request),
        dashboard.DraftCount(request),
        dashboard.ReviewCount(request),
        dashboard.ScheduledCount(request),
    ]


@hooks.register("register_snippet_action_menu_item")
def kill_item(model: type) -> ActionMenuItem | None:
    return action_menu.KillMenuItem() if model is Article else None


@hooks.register("register_snippet_action_menu_item")
def restore_item(model: type) -> ActionMenuItem | None:
    return action_menu.RestoreMenuItem() if model is Article else None


@hooks.register("register_snippet_action_menu_item")
def comparisons_item(model: type) -> ActionMenuItem | None:
    return action_menu.ComparisonsMenuItem() if model is Article else None


@hooks.register("register_snippet_listing_buttons")
def feed_health_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[ListingButton]:
    if isinstance(snippet, Feed):
        address = reverse("wire_feeds:health", args=[snippet.pk])
        yield ListingButton("الحالة والتجربة", address, icon_name="rotate", priority=5)


@hooks.register("register_snippet_listing_buttons")
def name_buttons(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[ListingButton]:
    if isinstance(snippet, Name) and user.has_perm("attribution.change_name"):
        yield ListingButton("دمج", reverse("names:merge", args=[snippet.pk]), icon_name="link", priority=20)
        yield ListingButton("فصل", reverse("names:split", args=[snippet.pk]), icon_name="cut", priority=21)


@hooks.register("register_snippet_listing_buttons")
def creative_buttons(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[ListingButton]:
    if isinstance(snippet, Creative):
        yield ListingButton("معاينة", reverse("ad_creatives:preview", args=[snippet.pk]), icon_name="view", priority=5)


@hooks.register("register_snippet_listing_buttons")
def newsletter_buttons(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[ListingButton]:
    if isinstance(snippet, Newsletter):
        address = reverse("newsletters:issues", args=[snippet.pk])
        yield ListingButton("الأعداد", address, icon_name="mail", priority=5)
        if user.has_perm("letters.view_reader"):
            address = reverse("newsletters:readers", args=[snippet.pk])
            yield ListingButton("المشتركون", address, icon_name="group", priority=6)


@hooks.register("register_admin_urls")
def ads_urls() -> list[URLPattern]:
    return page_urls()


@hooks.register("construct_snippet_action_menu")
def only_allowed_acts(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    action_menu.keep_allowed(items, context)


@hooks.register("register_log_actions")
def newsroom_log_actions(actions: LogActionRegistry) -> None:

    @actions.register_action("khabar.kill")
    class Killed(LogFormatter):  # type: ignore[misc]
        label = "سحب من المصدر"

        def format_message(self, log_entry: ModelLogEntry) -> str:
            reason = log_entry.data.get("reason")
            return f"سُحب الخبر من مصدره: {reason}" if reason else "سُحب الخبر من مصدره"

    @actions.register_action("khabar.amend")
    class Amended(LogFormatter):  # type: ignore[misc]
        label = "تغيير خبر منشور"

        def format_message(self, log_entry: ModelLogEntry) -> str:
            kind, notice = AmendmentKind(log_entry.data["kind"]).label, log_entry.data.get("notice")
            return f"{kind}: {notice}" if notice else kind

    @actions.register_action("khabar.withhold_change")
    class Withheld(LogFormatter):  # type: ignore[misc]
        label = "حجب من سجل التغييرات"

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return f"حُجب عن القراء من سجل التغييرات: {log_entry.data['reason']}"

    @actions.register_action("khabar.show_change")
    class ShownAgain(LogFormatter):  # type: ignore[misc]
        label = "رفع الحجب من سجل التغييرات"

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return f"عاد إلى القراء ما حُجب من سجل التغييرات: {log_entry.data['reason']}"


@hooks.register("register_admin_urls")
def wire_desk_urls() -> list[Any]:
    return [path("wires/", include("khabar.desk.wires.urls"))]


@hooks.register("register_admin_urls")
def front_urls() -> list[Any]:
    return [path("fronts/", include("khabar.desk.fronts.urls"))]


class _FrontsItem(MenuItem):  # type: ignore[misc]
    """For whoever may arrange fronts."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(RIGHT))


@hooks.register("register_admin_menu_item")
def fronts_item() -> MenuItem:
    return _FrontsItem("الواجهات", reverse("fronts:home"), name="fronts", icon_name="list-ul", order=120)


@hooks.register("register_admin_urls")
def video_upload_urls() -> list[URLPattern]:
    return uploads.urlpatterns


@hooks.register("register_admin_urls")
def most_read_urls() -> list[URLPattern]:
    return most_read.urlpatterns


@hooks.register("register_icons")
def newsroom_icons(icons: list[str]) -> list[str]:
    return [*icons, "desk/icons/article.svg"]


@hooks.register("insert_editor_js")
def session_guard() -> str:
    return format_html('<script src="{}" defer></script>', static("desk/js/session-guard.js"))


@hooks.register("insert_global_admin_css")
def newsroom_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("desk/css/desk.css"))

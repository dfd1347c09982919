"""The first page of the desk: what waits for me, what goes out today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.models import Revision

from khabar.articles.models import Article, Section
from khabar.desk.states import DeskState, filed_today, in_state, scheduled_ids

ROWS = 8  # of a panel; their order is after 200 and 210, Wagtail's panels of what waits for my approval


@dataclass(frozen=True)
class Row:
    """One article of a panel: what it is, where it is filed, and the moment that matters there."""

    article: Article
    headline: str
    moment: datetime

    @property
    def is_ahead(self) -> bool:
        """True when the moment has not come yet."""
        return self.moment > timezone.now()


class ArticlesPanel(Component):  # type: ignore[misc]
    """A short list of articles with a heading; shows nothing when there is none."""

    template_name = "desk/dashboard_panel.html"
    name = ""
    heading = ""
    state: str = ""
    order = 100

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def rows(self) -> list[Row]:
        """What the panel lists, at most `ROWS`."""
        raise AssertionError("each panel says what it lists")

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        more = f"{reverse('articles:list')}?state={self.state}" if self.state else ""
        return {"panel": self, "rows": self.rows(), "more_url": more}


class FirstSectionPanel(Component):  # type: ignore[misc]
    """Where an empty newsroom begins: no article without a section."""

    template_name = "desk/first_section.html"
    name, order = "first-section", 50

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        may_add = self.request.user.has_perm("articles.add_section")
        return {"needed": not Section.objects.exists(), "may_add": may_add}


class MyDraftsPanel(ArticlesPanel):
    """What I wrote last and no reader sees yet."""

    name, heading, state, order = "my-drafts", "مسوداتي", DeskState.DRAFT, 310

    def rows(self) -> list[Row]:
        drafts = in_state(_light(), DeskState.DRAFT).filter(latest_revision__user_id=self.request.user.pk)
        return [
            Row(article, article.latest_revision.object_str, article.latest_revision.created_at)
            for article in drafts.order_by("-latest_revision")[:ROWS]
        ]


class ScheduledPanel(ArticlesPanel):
    """What goes out next, soonest first."""

    name, heading, state, order = "scheduled", "مجدول للنشر", DeskState.SCHEDULED, 320

    def rows(self) -> list[Row]:
        waiting = Revision.objects.filter(
            object_id__in=[str(pk) for pk in scheduled_ids()], approved_go_live_at__isnull=False
        ).defer("content")
        soonest = list(waiting.order_by("approved_go_live_at")[:ROWS])
        articles = _light().in_bulk([int(revision.object_id) for revision in soonest])
        return [
            Row(articles[int(revision.object_id)], revision.object_str, revision.approved_go_live_at)
            for revision in soonest
            if int(revision.object_id) in articles
        ]


class PublishedTodayPanel(ArticlesPanel):
    """What readers got today, newest first."""

    name, heading, state, order = "published-today", "نُشر اليوم", DeskState.LIVE, 330

    def rows(self) -> list[Row]:
        today = _light().filter(filed_today(timezone.localtime())).newest()[:ROWS]
        return [Row(article, article.headline, article.first_published_at) for article in today]


class CountItem(SummaryItem):  # type: ignore[misc]
    """A number at the head of the page that leads to the list behind it."""

    template_name = "desk/dashboard_count.html"
    label, icon, state = "", "", ""

    def count(self) -> int:
        """How many there are now."""
        return in_state(Article.objects.all(), self.state).count()

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        url = f"{reverse('articles:list')}?state={self.state}"
        return {"count": self.count(), "label": self.label, "icon": self.icon, "url": url}


class TodayCount(CountItem):
    """Published since midnight."""

    order, label, icon = 10, "نُشر اليوم", "success"

    def count(self) -> int:
        return int(Article.objects.filter(filed_today(timezone.localtime())).count())

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        day = timezone.localdate().isoformat()
        url = f"{reverse('articles:list')}?first_published_at_from={day}"
        return {**super().get_context_data(parent_context), "url": url}


class DraftCount(CountItem):
    """Drafts of everybody."""

    order, label, icon, state = 20, "مسودات", "draft", DeskState.DRAFT


class ReviewCount(CountItem):
    """In a workflow."""

    order, label, icon, state = 30, "قيد المراجعة", "tasks", DeskState.REVIEW


class ScheduledCount(CountItem):
    """Waiting for their hour."""

    order, label, icon, state = 40, "مجدول", "calendar-check", DeskState.SCHEDULED


def _light() -> Any:
    return Article.objects.select_related("section", "latest_revision").defer(
        "body", "abstract", "latest_revision__content"
    )

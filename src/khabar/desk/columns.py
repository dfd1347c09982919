"""The columns of the article list; each cell is made from what one page of the list already fetched."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from khabar.articles.enums import Urgency
from khabar.articles.models import Article
from khabar.desk.states import ON_THE_SITE

# Columns that a narrow screen leaves out.
_WIDE = "desk-wide"


class HeadlineColumn(TitleColumn):  # type: ignore[misc]
    """The newest headline, with the kicker above it and a mark for urgent and locked articles."""

    cell_template_name = "desk/columns/headline.html"

    def get_cell_context_data(self, instance: Article, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["urgent"] = instance.urgency <= Urgency.URGENT
        return context


class StateColumn(Column):  # type: ignore[misc]
    """The state as a tag; expects `desk_state` on the row."""

    cell_template_name = "desk/columns/state.html"

    def get_cell_context_data(self, instance: Article, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["on_the_site"] = instance.desk_state in ON_THE_SITE
        return context


def article_columns() -> list[Column]:
    """The columns after the headline."""
    return [
        Column("section", label="القسم", accessor="section.name", classname=_WIDE, width="8%"),
        StateColumn("desk_state", label="الحالة", accessor="desk_state.label", width="10%"),
        Column("agencies", label="الوكالة", accessor=_agencies, classname=_WIDE, width="8%"),
        Column("urgency", label="الأولوية", accessor="urgency", sort_key="urgency", classname=_WIDE, width="8%"),
        DateColumn("first_published_at", label="النشر", sort_key="first_published_at", classname=_WIDE, width="11%"),
        DateColumn("edited_at", label="آخر تعديل", sort_key="latest_revision", classname=_WIDE, width="11%"),
    ]


def _agencies(article: Article) -> str:
    return "، ".join(agency.credit for agency in article.agencies)

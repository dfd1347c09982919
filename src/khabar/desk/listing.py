"""The list of articles: one page costs the same few queries at a hundred articles and at a hundred thousand."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.functional import cached_property
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.snippets.views.snippets import IndexView

from khabar.articles.models import Agency, Article, ArticleAgency, Section
from khabar.desk.columns import HeadlineColumn, article_columns
from khabar.desk.search import matching
from khabar.desk.states import DeskState, in_state, reviewed_ids, scheduled_ids, state_of


class ArticleFilters(WagtailFilterSet):  # type: ignore[misc]
    """What the list can be narrowed to."""

    section = django_filters.ModelChoiceFilter(label="القسم", queryset=Section.objects.all(), empty_label="كل الأقسام")
    state = django_filters.MultipleChoiceFilter(
        label="الحالة",
        choices=DeskState.choices,
        method="filter_state",
        widget=forms.CheckboxSelectMultiple,
    )
    agency = django_filters.ModelChoiceFilter(
        label="الوكالة", queryset=Agency.objects.all(), empty_label="كل الوكالات", method="filter_agency"
    )
    first_published_at = django_filters.DateFromToRangeFilter(label="تاريخ النشر", widget=DateRangePickerWidget)

    class Meta:
        model = Article
        fields: list[str] = []

    def filter_state(self, queryset: "QuerySet[Article]", name: str, value: list[str]) -> "QuerySet[Article]":
        """Articles in any of the chosen states."""
        chosen = [in_state(queryset, state) for state in value]
        return queryset if not chosen else _union(chosen)

    def filter_agency(self, queryset: "QuerySet[Article]", name: str, value: Agency) -> "QuerySet[Article]":
        """Articles credited to the agency; a subquery, so that no row comes twice."""
        return queryset.filter(pk__in=ArticleAgency.objects.filter(agency=value).values("article_id"))


def _union(querysets: "list[QuerySet[Article]]") -> "QuerySet[Article]":
    first, *rest = querysets
    for queryset in rest:
        first = first | queryset
    return first


class ArticleIndexView(IndexView):  # type: ignore[misc]
    """The list at `/desk/articles/`."""

    default_ordering = "-id"
    filterset_class = ArticleFilters
    is_searchable = True
    page_title = "الأخبار"

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(HeadlineColumn)(
            "headline",
            label="العنوان",
            accessor="headline_now",
            get_url=self.get_edit_url,
            get_title_id=lambda article: f"snippet_{article.pk}_title",
        )
        return [BulkActionsCheckboxColumn("bulk_actions", obj_type="snippet"), title, *article_columns()]

    def get_valid_orderings(self) -> list[str]:
        return [*super().get_valid_orderings(), "id", "-id"]

    def get_base_queryset(self) -> "QuerySet[Article]":
        queryset: QuerySet[Article] = Article.objects.all()
        return queryset

    def search_queryset(self, queryset: "QuerySet[Article]") -> "QuerySet[Article]":
        if not self.is_searching:
            return queryset
        return matching(queryset, self.search_query, by_relevance=not self.is_explicitly_ordered)

    def paginate_queryset(self, queryset: "QuerySet[Article]", page_size: int) -> Any:
        paginator, page, _rows, has_other = super().paginate_queryset(queryset, page_size)
        page.object_list = _rows_of(list(page.object_list.values_list("pk", flat=True)))
        return paginator, page, page.object_list, has_other


def _rows_of(ids: list[int]) -> list[Article]:
    """The articles of one page in the order of `ids`, with all that the columns show."""
    rows = (
        Article.objects.filter(pk__in=ids)
        .select_related("section", "latest_revision", "locked_by")
        .prefetch_related("credits__agency")
        .defer("body", "abstract", "latest_revision__content")
        .in_bulk()
    )
    scheduled, reviewed = scheduled_ids(ids), reviewed_ids(ids)
    articles = [rows[pk] for pk in ids if pk in rows]
    for article in articles:
        newest = article.latest_revision
        article.desk_state = state_of(article, scheduled=article.pk in scheduled, in_review=article.pk in reviewed)
        article.headline_now = newest.object_str if newest else article.headline
        article.edited_at = newest.created_at if newest else article.updated_at or article.first_published_at
    return articles

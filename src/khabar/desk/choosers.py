"""The windows in which an editor picks a related article, a topic or a name for the byline, or adds a new one."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet

from khabar.articles.models import Article
from khabar.articles.models.taxonomy import Filed
from khabar.desk.forms import free_slug
from khabar.desk.search import matching


class SearchForm(BaseFilterForm):  # type: ignore[misc]
    """The search box of a window; `found` says what it looks for."""

    q = forms.CharField(label="بحث", required=False, widget=forms.TextInput(attrs={"placeholder": "بحث"}))

    def filter(self, objects: "QuerySet[Any]") -> "QuerySet[Any]":
        objects = super().filter(objects)
        text = self.cleaned_data.get("q", "").strip()
        if text:
            self.is_searching, self.search_query = True, text
            objects = self.found(objects, text)
        return objects

    def found(self, objects: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
        return objects.filter(Q(name__icontains=text) | Q(slug__icontains=text))


class _AgencySearchForm(SearchForm):
    def found(self, objects: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
        named = Q(name__icontains=text) | Q(credit__icontains=text) | Q(latin_name__icontains=text)
        return objects.filter(named | Q(slug__icontains=text))


class _ArticleSearchForm(SearchForm):
    def found(self, objects: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
        return matching(objects, text, by_relevance=True)


class _ArticleColumns:
    """Columns that need no query of their own for each row."""

    filter_form_class = _ArticleSearchForm
    page_subtitle = ""  # the title says it

    @property
    def columns(self) -> list[Column]:
        title: Column = self.title_column  # type: ignore[attr-defined]
        return [
            title,
            Column("section", label="القسم", accessor="section.name"),
            DateColumn("first_published_at", label="النشر"),
        ]

    def get_object_list(self) -> "QuerySet[Article]":
        rows: QuerySet[Article] = Article.objects.select_related("section").defer("body", "abstract")
        return rows


class ArticleChooseView(_ArticleColumns, ChooseView):  # type: ignore[misc]
    """The window for a related article."""


class ArticleChooseResultsView(_ArticleColumns, ChooseResultsView):  # type: ignore[misc]
    """The list in that window, as the search narrows it."""


class ArticleChooserViewSet(SnippetChooserViewSet):  # type: ignore[misc]
    """Picks an article."""

    choose_view_class = ArticleChooseView
    choose_results_view_class = ArticleChooseResultsView
    choose_one_text = "اختر خبرًا"
    choose_another_text = "اختر خبرًا آخر"
    edit_item_text = "تعديل الخبر"


class _FiledColumns:
    filter_form_class = SearchForm

    @property
    def columns(self) -> list[Column]:
        title: Column = self.title_column  # type: ignore[attr-defined]
        title.label = "الاسم"
        return [title]


class _FiledChooseView(_FiledColumns, ChooseView):  # type: ignore[misc]
    pass


class _FiledChooseResultsView(_FiledColumns, ChooseResultsView):  # type: ignore[misc]
    pass


class FiledChooserViewSet(SnippetChooserViewSet):  # type: ignore[misc]
    """Picks a section, topic, author or agency by name."""

    choose_view_class = _FiledChooseView
    choose_results_view_class = _FiledChooseResultsView


class _AgencyColumns(_FiledColumns):
    filter_form_class = _AgencySearchForm

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, Column("credit", label="الاسم المختصر")]


class _AgencyChooseView(_AgencyColumns, ChooseView):  # type: ignore[misc]
    pass


class _AgencyChooseResultsView(_AgencyColumns, ChooseResultsView):  # type: ignore[misc]
    pass


class AgencyChooserViewSet(FiledChooserViewSet):
    """Picks an agency; all of a newsroom's agencies fit on one page."""

    choose_view_class = _AgencyChooseView
    choose_results_view_class = _AgencyChooseResultsView


class QuickChooserViewSet(FiledChooserViewSet):
    """Picks a topic or an author, or adds one by name alone, as a deadline asks."""

    create_action_label = "إضافة"

    @property
    def creation_form_class(self) -> type[forms.ModelForm]:  # type: ignore[type-arg]
        return forms.modelform_factory(self.model, form=_NameForm, fields=["name"])


class _NameForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new topic or author; its slug comes from its name."""

    def save(self, commit: bool = True) -> Filed:
        self.instance.slug = free_slug(type(self.instance), self.instance.name)
        saved: Filed = super().save(commit)
        return saved

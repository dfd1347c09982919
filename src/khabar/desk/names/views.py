"""The desk's views of names: the list, a record's form, and the questions before a merge and a split."""

from abc import ABC, abstractmethod
from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView

from khabar.accounts.models import User
from khabar.attribution import actions
from khabar.attribution.models import Name, Spelling
from khabar.attribution.spelling import key_of
from khabar.desk.choosers import SearchForm
from khabar.desk.names.forms import MergeForm, SplitForm


def spelled(rows: "QuerySet[Name]", text: str) -> "QuerySet[Name]":
    """The records one of whose spellings holds the words of `text`."""
    key = key_of(text)
    return rows.filter(pk__in=Spelling.objects.filter(key__contains=key).values("name_id")) if key else rows.none()


class NameFilters(WagtailFilterSet):  # type: ignore[misc]
    """What the list can be narrowed to."""

    class Meta:
        model = Name
        fields = ["kind", "suggested"]


class NameIndexView(IndexView):  # type: ignore[misc]
    """The list, with suggestions of imports among it; merged records are not in it."""

    filterset_class = NameFilters
    is_searchable = True

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(TitleColumn)(
            "title",
            label="الاسم",
            accessor="title",
            get_url=self.get_edit_url,
            get_title_id=lambda name: f"snippet_{name.pk}_title",
        )
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="snippet"),
            title,
            Column("kind", label="النوع", accessor="get_kind_display"),
            Column("description", label="وصف قصير"),
            Column("said", label="الأقوال"),
            Column("suggested", label="الحالة", accessor=_state),
        ]

    def get_base_queryset(self) -> "QuerySet[Name]":
        rows: QuerySet[Name] = Name.objects.filter(merged_into=None).select_related("agency", "near__agency")
        counted: QuerySet[Name] = rows.annotate(said=Count("statements", filter=Q(statements__reading__live=True)))
        return counted

    def search_queryset(self, queryset: "QuerySet[Name]") -> "QuerySet[Name]":
        return spelled(queryset, self.search_query) if self.is_searching else queryset


def _state(name: Name) -> str:
    """What an editor should know of a record in the list."""
    if name.near is not None:
        return f"مقترح، يشبه «{name.near.title}»"
    return "مقترح" if name.suggested else ""


class _Told:
    """A record was written: whoever shows its names follows, and an editor has seen it."""

    request: Any

    def save_instance(self) -> Name:
        name: Name = super().save_instance()  # type: ignore[misc]
        if name.suggested:
            actions.confirm(name=name, user=self.request.user)
        actions.tell(name)
        return name


class NameCreateView(_Told, CreateView):  # type: ignore[misc]
    """A new record."""


class NameEditView(_Told, EditView):  # type: ignore[misc]
    """A record and its spellings; one that was merged leads to where it went."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        acts = (("merge", "دمج اسم فيه", "link"), ("split", "فصل اسم عنه", "cut"))
        more = [
            Button(label, url=reverse(f"names:{act}", args=[self.object.pk]), icon_name=icon, priority=5)
            for act, label, icon in acts
        ]
        return [*more, *super().header_more_buttons]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.object.merged_into_id:
            return HttpResponseRedirect(reverse("names:edit", args=[self.object.merged_into_id]))
        if self.object.near is not None:
            messages.info(request, f"يشبه اسمًا آخر: «{self.object.near.title}». ادمجهما إن كانا واحدًا.")
        response: HttpResponseBase = super().get(request, *args, **kwargs)
        return response


class _NameActView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView, ABC):  # type: ignore[misc, type-arg]
    """A question about one record, and the act when it is answered."""

    model = Name
    permission_required = "change"
    header_icon = "user"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.name: Name = get_object_or_404(Name.objects.select_related("agency", "near"), pk=kwargs["pk"])

    @property
    def user(self) -> User:
        """Whoever is signed in; the desk lets nobody else in."""
        assert isinstance(self.request.user, User)  # noqa: S101
        return self.request.user

    def get_page_subtitle(self) -> str:
        return self.name.title

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("names:list"), "label": "الأسماء"},
            {"url": reverse("names:edit", args=[self.name.pk]), "label": self.name.title},
            {"url": "", "label": str(self.page_title)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "name": self.name, "edit_url": reverse("names:edit", args=[self.name.pk])}

    def form_valid(self, form: "forms.Form") -> HttpResponse:
        try:
            return self.act(form)
        except actions.NameRefused as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(form=form))

    @abstractmethod
    def act(self, form: "forms.Form") -> HttpResponse:
        """Do it. Raises NameRefused."""


class MergeView(_NameActView):
    """Another record is the same person, place or organisation as this one."""

    page_title = "دمج اسم"
    form_class = MergeForm
    template_name = "desk/names/merge.html"

    def get_initial(self) -> dict[str, Any]:
        return {"other": self.name.near_id}

    def act(self, form: "forms.Form") -> HttpResponse:
        other: Name = form.cleaned_data["other"]
        actions.merge(keep=self.name, others=[other], user=self.user)
        messages.success(self.request, f"دُمج «{other.title}» في «{self.name.title}».")
        return redirect("names:edit", self.name.pk)


class SplitView(_NameActView):
    """Two who share a record are not the same."""

    page_title = "فصل اسم"
    form_class = SplitForm
    template_name = "desk/names/split.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "name": self.name}

    def act(self, form: "forms.Form") -> HttpResponse:
        made = actions.split(
            name=self.name,
            title=form.cleaned_data["title"],
            user=self.user,
            spellings=[row.text for row in form.cleaned_data["spellings"]],
            statements=[row.pk for row in form.cleaned_data["statements"]],
        )
        messages.success(self.request, f"فُصل «{made.title}» عن «{self.name.title}».")
        return redirect("names:edit", made.pk)


class _NameSearchForm(SearchForm):
    def found(self, objects: "QuerySet[Any]", text: str) -> "QuerySet[Any]":
        return spelled(objects, text)


class _Choosing:
    filter_form_class = _NameSearchForm

    def get_object_list(self) -> "QuerySet[Name]":
        rows: QuerySet[Name] = Name.objects.filter(merged_into=None).select_related("agency")
        return rows


class _NameChooseView(_Choosing, ChooseView):  # type: ignore[misc]
    pass


class _NameChooseResultsView(_Choosing, ChooseResultsView):  # type: ignore[misc]
    pass


class NameChooserViewSet(SnippetChooserViewSet):  # type: ignore[misc]
    """Picks a record by any of its spellings."""

    choose_view_class = _NameChooseView
    choose_results_view_class = _NameChooseResultsView
    choose_one_text = "اختر اسمًا"
    choose_another_text = "اختر اسمًا آخر"
    edit_item_text = "تعديل الاسم"

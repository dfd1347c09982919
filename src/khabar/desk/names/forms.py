"""The forms of a record, of a merge and of a split; what they refuse is said beside the field."""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.snippets.widgets import AdminSnippetChooser

from khabar.attribution.authority import find, free_slug
from khabar.attribution.models import Name, Spelling, Statement
from khabar.attribution.spelling import key_of
from khabar.attribution.states import UNAMBIGUOUS

_WORDS = 60
SHOWN = 100
"""The newest statements of a record that a split offers to move one by one."""


class NameForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A record. That of an agency takes name and kind from the agency; the slug may be left to the name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.agency_id:
            for name in ("name", "slug", "kind"):
                self.fields.pop(name, None)
        else:
            self.fields["name"].required = True
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.instance.agency_id:
            return cleaned
        title = " ".join(cleaned.get("name", "").split())
        if title and not key_of(title):
            self.add_error("name", "الاسم بلا حروف")
        elif title and (other := _taken(title, cleaned.get("kind", ""), self.instance)):
            self.add_error("name", f"هذا رسم لاسم آخر: {other.title}. ادمجهما إن كانا واحدًا.")
        if title and not cleaned.get("slug"):
            cleaned["slug"] = free_slug(title)
        return cleaned

    def is_valid(self) -> bool:
        """Also look at the spellings, which know their record's kind only here."""
        valid = bool(super().is_valid())
        rows = self.formsets.get("spellings")
        return valid and (rows is None or self._spellings_are_free(rows))

    def _spellings_are_free(self, rows: Any) -> bool:
        kind = self.cleaned_data.get("kind") or self.instance.kind
        seen: set[str] = set()
        free = True
        for row in rows.forms:
            text = row.cleaned_data.get("text", "")
            if row.cleaned_data.get("DELETE") or not text:
                continue
            key = key_of(text)
            if not key:
                row.add_error("text", "الرسم بلا حروف")
            elif key in seen:
                row.add_error("text", "هذا الرسم مذكور، ولا فرق بالهمزات والحركات")
            elif other := _taken(text, kind, self.instance):
                row.add_error("text", f"رسم لاسم آخر: {other.title}")
            free = free and not row.errors
            seen.add(key)
        return free


def _taken(text: str, kind: str, own: Name) -> Name | None:
    """The other record that this spelling belongs to, of kinds in which it can belong to one only."""
    other = find(text, [kind]) if kind in UNAMBIGUOUS else None
    return other if other is not None and other.pk != own.pk else None


class MergeForm(forms.Form):
    """Which record is the same as the one at hand."""

    other = forms.ModelChoiceField(
        label="الاسم الذي يُدمج",
        queryset=Name.objects.filter(merged_into=None),
        widget=AdminSnippetChooser(Name),
        help_text="تنتقل أوجه رسمه وأقواله، ويقود عنوان صفحته إلى هذا الاسم.",
    )


class _StatementsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Statements by their words and the story they stand in."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{str(obj)[:_WORDS]} — {obj.article.headline}"


class SplitForm(forms.Form):
    """What leaves a record, and what the new one is called."""

    title = forms.CharField(label="الاسم الجديد", max_length=200)
    spellings = forms.ModelMultipleChoiceField(
        label="أوجه الرسم التي تُفصل",
        queryset=Spelling.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="تنتقل معها الأقوال المكتوبة بها.",
    )
    statements = _StatementsField(
        label="أقوال تُفصل", queryset=Statement.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, name: Name, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = name.spellings.exclude(key=key_of(name.title))
        newest = Statement.objects.filter(speaker=name).order_by("-pk").values_list("pk", flat=True)[:SHOWN]
        chosen = Statement.objects.filter(pk__in=list(newest)).select_related("article").defer("article__body")
        for field, rows in (("spellings", own), ("statements", chosen)):
            self.fields[field].queryset = rows  # type: ignore[attr-defined]

"""The forms of a pin and of synonyms; what they refuse is said beside the field."""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm

from khabar.finding.choices import folded, parted, spelled_alike
from khabar.finding.keys import MAX_KEY, query_key
from khabar.finding.models import Pin, Synonyms
from khabar.search.query import understand
from khabar.search.synonyms import MAX_ALIKE

MOST_PINNED = 5
_MOST_WORDS = 5


class PinForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A query and the stories above its hits."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Django's own words name the columns.
        self.formsets["stories"].get_unique_error_message = lambda _columns: "اخترت خبرًا مرتين."

    def clean_query(self) -> str:
        text = " ".join(self.cleaned_data["query"].split())
        key = query_key(text)
        if not key:
            raise forms.ValidationError(f"اكتب ما يبحث عنه القراء: كلمة على الأقل، وفي حدود {MAX_KEY} حرفًا.")
        other = Pin.objects.filter(key=key).exclude(pk=self.instance.pk).first()
        if other is not None:
            raise forms.ValidationError(f"لهذا البحث نتائج مثبتة من قبل: «{other}». عدّلها هناك.")
        return text


class SynonymsForm(WagtailAdminModelForm):  # type: ignore[misc]
    """Words that mean the same."""

    def clean_words(self) -> str:
        parts = parted(self.cleaned_data["words"])
        for part in parts:
            _refuse(part)
        alike = spelled_alike("،".join(parts))
        if len(alike) < 2:
            raise forms.ValidationError("اكتب كلمتين مختلفتين على الأقل، بينهما فاصلة. فرق الهمزات والتاء لا يكفي.")
        if len(alike) > MAX_ALIKE:
            raise forms.ValidationError(f"أكثر ما يجتمع {MAX_ALIKE} كلمة.")
        if (other := self._same(set(alike))) is not None:
            raise forms.ValidationError(f"هذه المترادفات موجودة: «{other}». أضف إليها هناك.")
        return "، ".join(parts)

    def _same(self, alike: set[tuple[str, ...]]) -> Synonyms | None:
        """The other set that says all of this already."""
        others = Synonyms.objects.exclude(pk=self.instance.pk)
        return next((other for other in others if alike <= set(spelled_alike(other.words))), None)


def _refuse(part: str) -> None:
    """Raises `ValidationError` for what cannot be one of the synonyms."""
    understood = understand(part)
    if not folded(part) or understood.phrases or understood.excluded or understood.filters:
        raise forms.ValidationError(f"«{part}» ليست كلمة يُبحث عنها. اكتب كلمات بلا علامات ولا شروط.")
    if all(word.is_stop for word in understood.words):
        raise forms.ValidationError(f"«{part}» كلمة ربط لا يُبحث عنها.")
    if len(understood.words) > _MOST_WORDS:
        raise forms.ValidationError(f"«{part}» أطول من {_MOST_WORDS} كلمات.")

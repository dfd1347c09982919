"""The forms of a newsletter, an issue's opening, a list that is imported, one reader's request."""

from typing import Any

from django import forms
from django.conf import settings
from wagtail.admin.forms import WagtailAdminModelForm

from khabar.arabic.editions import edition_of
from khabar.letters.addresses import normalise
from khabar.letters.errors import BadAddress
from khabar.letters.models import DAYS, Newsletter

LARGEST = 20 * 2**20
"""Bytes of a list that is imported."""
_HOURS = [(hour, f"{hour:02d}:00") for hour in range(24)]
_FIRST = edition_of(settings.COUNTRY).first_weekday
_WEEK = [*DAYS[_FIRST:], *DAYS[:_FIRST]]
"""Weekdays from the one on which the edition's week begins."""


class NewsletterForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A newsletter; one that has nothing to tell from is refused."""

    days = forms.MultipleChoiceField(
        label="الأيام", choices=_WEEK, widget=forms.CheckboxSelectMultiple, initial=[d for d, _ in DAYS]
    )
    hour = forms.TypedChoiceField(label="ساعة الإرسال", choices=_HOURS, coerce=int, initial=7)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["days"] = list(self.instance.days)

    def clean_days(self) -> str:
        return "".join(sorted(self.cleaned_data["days"]))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not (cleaned.get("front") or cleaned.get("sections") or cleaned.get("topics")):
            self.add_error("sections", "اختر قسمًا أو موضوعًا، أو اجعلها من الصفحة الأولى.")
        return cleaned

    class Meta:
        model = Newsletter
        fields = ["name", "description", "front", "sections", "topics", "minimum", "pictures", "active", "order"]


class OpeningForm(forms.Form):
    """The paragraph an editor writes above the stories."""

    opening = forms.CharField(
        label="فقرة افتتاحية",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="كلمة من المحرر فوق الأخبار. اتركها فارغة إن لم تشأ.",
    )


class ImportForm(forms.Form):
    """A list of readers, and how they agreed."""

    file = forms.FileField(
        label="ملف CSV",
        help_text="عمود للعناوين اسمه email، وإن وُجد عمود لتاريخ الموافقة اسمه date مثل \u20662026-05-31\u2069.",
    )
    statement = forms.CharField(
        label="كيف وافق أصحاب العناوين",
        min_length=20,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="أين ومتى طلبوا النشرة وبأي كلمات. يُحفظ مع كل اشتراك دليلًا على الموافقة.",
    )
    sure = forms.BooleanField(label="أشهد أن كل صاحب عنوان في الملف طلب أن تصله هذه النشرة وأكد طلبه")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("الملف أكبر من 20 ميغابايت. قسّمه.")
        return file


class ReaderForm(forms.Form):
    """One reader who wrote to the newsroom."""

    address = forms.CharField(label="عنوان المشترك", max_length=254, widget=forms.TextInput(attrs={"dir": "ltr"}))

    def clean_address(self) -> str:
        try:
            return normalise(self.cleaned_data["address"])
        except BadAddress as error:
            raise forms.ValidationError(str(error)) from error

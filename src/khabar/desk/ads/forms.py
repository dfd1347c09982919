"""The forms of a campaign, of what it shows, and of `ads.txt`; what they refuse is said beside the field."""

import hashlib
import re
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.base import ContentFile
from wagtail.admin.forms import WagtailAdminModelForm

from khabar.ads.ads_txt import mistakes
from khabar.ads.enums import DIMENSIONS, Kind, Screen, Size
from khabar.ads.models import AdsTxt, Campaign
from khabar.articles.models import Section
from khabar.core import clock
from khabar.media.fields import PictureFormField

_UNIT = re.compile(r"[\w.-]+(/[\w.-]+)*", re.ASCII)
_SCREENS = ((Screen.PHONE, "phone"), (Screen.DESKTOP, "desktop"))
# For screens with two dots to a pixel.
_SCALES = (1, 2)


def _sections() -> list[tuple[int, str]]:
    return list(Section.objects.values_list("pk", "name"))


class CampaignForm(WagtailAdminModelForm):  # type: ignore[misc]
    """When, where and for whom."""

    sections = forms.TypedMultipleChoiceField(
        label="الأقسام",
        coerce=int,
        choices=_sections,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="بلا اختيار: كل الصفحات، ومنها الأولى. ومع الاختيار: صفحات هذه الأقسام وأخبارها وحدها.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        new = self.instance.pk is None
        if starts and ends and ends <= starts:
            self.add_error("ends_at", "نهاية الحملة قبل بدايتها أو معها.")
        elif ends and ends <= clock.now() and (new or "ends_at" in self.changed_data):
            self.add_error("ends_at", "هذا الموعد مضى، فلن تظهر الحملة لأحد. اختر نهاية لم تأت بعد.")
        if not ends and not cleaned.get("house") and "ends_at" not in self.errors:
            self.add_error("ends_at", "حدد نهاية الحملة؛ الإعلان الداخلي وحده يبقى بلا نهاية.")
        return cleaned


class CreativeForm(WagtailAdminModelForm):  # type: ignore[misc]
    """One ad; a picture must have the size of its slot, or twice that."""

    phone = PictureFormField(label="صورة الهاتف", required=False, widget=forms.FileInput(attrs={"accept": "image/*"}))
    desktop = PictureFormField(
        label="صورة الشاشة العريضة", required=False, widget=forms.FileInput(attrs={"accept": "image/*"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("link", "html", "unit"):
            self.fields[name].widget.attrs["dir"] = "ltr"
        for screen, name in _SCREENS:
            sizes = "، ".join(f"{size.label.partition(':')[0]} {_times(DIMENSIONS[size][screen])}" for size in Size)
            kept = "لديها صورة، وملف جديد يحل محلها. " if getattr(self.instance, name) else ""
            self.fields[name].help_text = f"{kept}المقاس بالبكسل، أو ضعفه للشاشات الدقيقة: {sizes}."

    def clean_unit(self) -> str:
        unit = str(self.cleaned_data["unit"]).strip().strip("/")
        if unit and not _UNIT.fullmatch(unit):
            raise forms.ValidationError("رمز الوحدة حروف لاتينية وأرقام بينها «/»، مثل: khabar/article")
        return unit

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        check = {Kind.PICTURE: self._check_pictures, Kind.HTML: self._check_html, Kind.GAM: self._check_unit}
        if kind := cleaned.get("kind"):
            check[kind](cleaned)
        for _screen, name in _SCREENS:
            if (taken := getattr(cleaned.get(name), "taken", None)) is not None and name not in self.errors:
                digest = hashlib.blake2b(taken.data, digest_size=16).hexdigest()
                cleaned[name] = ContentFile(taken.data, name=f"{digest}{PurePosixPath(taken.suffix).name}")
        return cleaned

    def _check_pictures(self, cleaned: dict[str, Any]) -> None:
        if not any(cleaned.get(name) for _screen, name in _SCREENS) and not self.errors:
            self.add_error("desktop", "ارفع صورة على الأقل.")
        for name, told in (("link", "إلى أين يذهب من ينقر الصورة؟"), ("alt", "صف ما في الصورة لمن لا يراها.")):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, told)
        for screen, name in _SCREENS:
            self._check_size(cleaned, screen, name)

    def _check_size(self, cleaned: dict[str, Any], screen: Screen, name: str) -> None:
        taken, size = getattr(cleaned.get(name), "taken", None), cleaned.get("size")
        if not size:
            return
        wanted = DIMENSIONS[size][screen]
        if taken is None:
            if getattr(self.instance, name) and self.instance.pk and "size" in self.changed_data:
                self.add_error(name, f"تغيّر الحجم: ارفع صورة مقاسها {_times(wanted)}.")
        elif (taken.width, taken.height) not in [(wanted[0] * n, wanted[1] * n) for n in _SCALES]:
            found = _times((taken.width, taken.height))
            self.add_error(name, f"مقاس الصورة {found}، والمطلوب {_times(wanted)} أو ضعفه {_times(wanted, 2)}.")

    def _check_html(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("html", "").strip():
            self.add_error("html", "اكتب HTML الإعلان.")

    def _check_unit(self, cleaned: dict[str, Any]) -> None:
        if not settings.GAM_NETWORK:
            self.add_error(
                "kind",
                "لم تُضبط شبكة Google Ad Manager: يلزمها KHABAR_GAM_NETWORK و KHABAR_ADS_ORIGIN.",
            )
        elif not cleaned.get("unit") and "unit" not in self.errors:
            self.add_error("unit", "اكتب رمز الوحدة كما هو في Ad Manager.")


class AdsTxtForm(forms.ModelForm):  # type: ignore[type-arg]
    """The lines of `ads.txt`."""

    class Meta:
        model = AdsTxt
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"dir": "ltr", "rows": 16, "spellcheck": "false"})}
        help_texts = {"text": "سطر لكل بائع: النطاق، رقم الحساب، DIRECT أو RESELLER، رقم الاعتماد. وما بعد # ملاحظة."}

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n")
        if told := mistakes(text):
            raise forms.ValidationError(told)
        return text


def running_for(campaign: Campaign) -> str:
    """The state of a campaign in a word."""
    now = clock.now()
    if not campaign.active:
        return "موقوفة"
    if campaign.starts_at > now:
        return "لم تبدأ"
    if campaign.ends_at and campaign.ends_at <= now:
        return "انتهت"
    soon = campaign.ends_at and campaign.ends_at - now < timedelta(days=2)
    return "تنتهي قريبًا" if soon else "جارية"


def _times(size: tuple[int, int], scale: int = 1) -> str:
    return f"{size[0] * scale}×{size[1] * scale}"

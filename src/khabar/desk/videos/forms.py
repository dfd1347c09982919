"""The form of a video and of its captions."""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList

from khabar.media.errors import CaptionsRefused
from khabar.media.models import Captions
from khabar.media.videos.captions import MAX_BYTES, read


class CaptionsForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A language and its file; a new file replaces the captions that are there."""

    upload = forms.FileField(
        label="ملف الترجمة",
        required=False,
        help_text="WebVTT أو SRT بترميز UTF-8",
        widget=forms.FileInput(attrs={"accept": ".vtt,.srt,text/vtt"}),
        error_messages={"empty": "ملف الترجمة فارغ."},
    )

    class Meta:
        model = Captions
        fields = ["language"]

    def clean_upload(self) -> Any:
        """The captions as they will be kept."""
        file = self.cleaned_data.get("upload")
        if file is None:
            if not self.instance.text:
                raise forms.ValidationError("اختر ملف الترجمة.")
            return None
        try:
            self.instance.text = read(file.read(MAX_BYTES + 1))
        except CaptionsRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return file


class _CaptionsPanel(InlinePanel):  # type: ignore[misc]
    """Captions, each with the form above."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = CaptionsForm
        return options


video_form = ObjectList(
    [
        FieldPanel("title", classname="title"),
        FieldPanel("caption", help_text="يظهر تحت الفيديو، وفي صفحته، وفي محركات البحث"),
        FieldRowPanel(
            [FieldPanel("credit", help_text="المصور والوكالة، مثل: أحمد سالم – أ ف ب"), FieldPanel("rights")]
        ),
        FieldPanel("rights_until"),
        MultiFieldPanel([FieldPanel("own_poster"), FieldPanel("poster_at")], heading="الغلاف", icon="image"),
        _CaptionsPanel(
            "captions",
            heading="الترجمات المكتوبة",
            label="ترجمة",
            panels=[FieldPanel("language"), FieldPanel("upload")],
        ),
    ],
)

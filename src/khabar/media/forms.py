"""The desk's picture form."""

from typing import Any

from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.images.forms import BaseImageForm

from khabar.media.fields import PictureFormField
from khabar.media.intake import MAX_BYTES


class PictureForm(BaseImageForm):  # type: ignore[misc]
    """Wagtail's form with our intake in place of its checks of the file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if alt := self.fields.get("description"):
            alt.label = "النص البديل"
            alt.help_text = "يقرؤه من لا يرى الصورة، ويُستعمل في كل خبر لا يُكتب فيه غيره."
        if end := self.fields.get("rights_until"):
            end.widget = AdminDateTimeInput()
        if url := self.fields.get("licence_url"):
            url.widget.attrs |= {"dir": "ltr", "inputmode": "url"}
        if old := self.fields.get("file"):
            self.fields["file"] = field = PictureFormField(label=old.label, required=old.required, widget=old.widget)
            megabytes = MAX_BYTES // 2**20
            field.help_text = (
                f"JPEG أو PNG أو WebP أو AVIF أو GIF، حتى {megabytes} ميغابايت. يُحفظ من الصورة المتحركة إطارها الأول."
            )
            field.error_messages |= {
                "required": "اختر ملف الصورة.",
                "empty": "الملف فارغ.",
                "file_too_large_unknown_size": f"حجم الملف أكبر من {megabytes} ميغابايت.",
                "invalid_image_extension": "صيغة الملف غير مقبولة؛ ارفع JPEG أو PNG أو WebP أو AVIF أو GIF.",
            }

    def save(self, commit: bool = True) -> Any:
        # The picture itself removes the file and the renditions it replaces.
        self.original_file = None
        return super().save(commit=commit)

"""The article's form: the address follows the headline until a reader could have seen it."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from khabar.arabic.slugs import slugify
from khabar.articles.models.taxonomy import Filed
from khabar.desk.notices.planning import NoticeFields


class ArticleForm(NoticeFields, WagtailAdminModelForm):  # type: ignore[misc]
    """Shows the slug of an unpublished article only when someone chose it, so that an automatic one stays automatic.

    Drafts are saved while the headline is being typed; a slug kept from the first save would be half a headline.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        article = self.instance
        automatic = article.slug == slugify(article.headline)
        if "slug" in self.fields and automatic and not article.was_public:
            self.initial["slug"] = ""
        if "section" in self.fields:
            self.fields["section"].empty_label = "اختر القسم"  # type: ignore[attr-defined]
        self.offer_notice(article, self.for_user)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "lead_picture" in self.changed_data and "lead_no_alt" not in self.changed_data:
            cleaned["lead_no_alt"] = ""  # the reason was given for another picture
        self.check_notice(cleaned)
        return cleaned


class FiledForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A section, topic or author: the slug may be left to its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not cleaned.get("slug") and cleaned.get("name"):
            cleaned["slug"] = free_slug(type(self.instance), cleaned["name"])
        return cleaned


def free_slug(model: type[Filed], name: str) -> str:
    """The slug of `name`, numbered when another object has it."""
    base = slugify(name)
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug

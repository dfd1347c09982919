"""The article's form: the address follows the headline until a reader could have seen it."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from khabar.arabic.slugs import slugify


class ArticleForm(WagtailAdminModelForm):  # type: ignore[misc]
    """Shows the slug of an unpublished article only when someone chose it, so that an automatic one stays automatic.

    Drafts are saved while the headline is being typed; a slug kept from the first save would be half a headline.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        article = self.instance
        automatic = article.slug == slugify(article.headline)
        if "slug" in self.fields and automatic and not article.was_public:
            self.initial["slug"] = ""

"""What the article's save menu offers beside Wagtail's own acts."""

from collections.abc import Mapping
from typing import Any

from django.contrib.admin.utils import quote
from django.urls import reverse
from wagtail.snippets.action_menu import ActionMenuItem

from khabar.articles.enums import PubStatus
from khabar.articles.models import Article

# What a withdrawn article can still be put through.
_ALLOWED_WHEN_WITHDRAWN = {
    "action-save",
    "action-locked",
    "action-cancel-workflow",
    "action-restore",
    "action-comparisons",
}


class _PublisherItem(ActionMenuItem):  # type: ignore[misc]
    """An act on a stored article that `permission` allows."""

    permission = "articles.kill_article"
    url_name = ""

    def is_shown(self, context: Mapping[str, Any]) -> bool:
        return (
            context["view"] == "edit"
            and not context.get("locked_for_user")
            and context["request"].user.has_perm(self.permission)
        )

    def get_url(self, parent_context: Mapping[str, Any]) -> str:
        return reverse(self.url_name, args=[quote(parent_context["instance"].pk)])


class KillMenuItem(_PublisherItem):
    """To the question whether the source withdrew the item."""

    name = "action-kill"
    label = "سحب من المصدر"
    icon_name = "no-view"
    order = 25
    url_name = "articles:kill"

    def is_shown(self, context: Mapping[str, Any]) -> bool:
        return super().is_shown(context) and context["instance"].pub_status == PubStatus.USABLE


class ComparisonsMenuItem(_PublisherItem):
    """To the changes that readers can follow."""

    name = "action-comparisons"
    label = "سجل التغييرات عند القراء"
    icon_name = "history"
    order = 27
    url_name = "articles:comparisons"

    def is_shown(self, context: Mapping[str, Any]) -> bool:
        return super().is_shown(context) and context["instance"].amendments.exists()


class RestoreMenuItem(_PublisherItem):
    """To the question whether a withdrawn item may be published again."""

    name = "action-restore"
    label = "إعادة النشر"
    icon_name = "rotate"
    order = 26
    url_name = "articles:restore"

    def is_shown(self, context: Mapping[str, Any]) -> bool:
        return super().is_shown(context) and context["instance"].pub_status != PubStatus.USABLE


def keep_allowed(items: list[ActionMenuItem], context: Mapping[str, Any]) -> None:
    """Leave in the menu what this user may do to this article.

    Wagtail shows unpublishing to whoever may publish; here it is a right of its own.
    """
    article = context.get("instance")
    if not isinstance(article, Article):
        return
    if article.pub_status != PubStatus.USABLE:
        items[:] = [item for item in items if item.name in _ALLOWED_WHEN_WITHDRAWN]
    if not context["request"].user.has_perm("articles.unpublish_article"):
        items[:] = [item for item in items if item.name != "action-unpublish"]

"""Who may see the statements of an article, and who may decide about them: whoever may edit it while it is open, and of
a text that readers see whoever may publish."""

from typing import Any

from wagtail.permissions import policy_registry

from khabar.articles.models import Article
from khabar.attribution.paragraphs import paragraphs, text_hash
from khabar.desk.isnad.panel import draft_of

NO_RIGHT = "ليس لك أن تعدّل هذا الخبر؛ تقرأ أقواله ولا تقرّر فيها."
PUBLISHED = "هذا النص منشور، وما يُقرَّر في أقواله يظهر للقراء فورًا: القرار لمن له أن ينشر."
LOCKED = "الخبر مقفل الآن؛ تقرأ أقواله ولا تقرّر فيها حتى يُفتح."


def may_see(user: Any, article: Article) -> bool:
    """Whether the user may read the article at the desk."""
    policy = policy_registry.get_by_type(Article)
    return bool(policy.user_has_any_permission(user, {"view", "change"})) or _is_reviewing(user, article)


def why_not(user: Any, article: Article) -> str:
    """Why the user may not decide about the article's statements; empty where they may.

    The same as for editing it, and where readers see the very text as for publishing: they see the decision at once.
    """
    policy = policy_registry.get_by_type(Article)
    if not (policy.user_has_permission(user, "change") or _is_reviewing(user, article)):
        return NO_RIGHT
    if article.live and not policy.user_has_permission(user, "publish") and _is_what_readers_see(article):
        return PUBLISHED
    lock = article.get_lock()
    return LOCKED if lock is not None and lock.for_user(user) else ""


def _is_what_readers_see(article: Article) -> bool:
    return text_hash(paragraphs(draft_of(article).body)) == text_hash(paragraphs(article.body))


def _is_reviewing(user: Any, article: Article) -> bool:
    task = article.current_workflow_task
    return task is not None and bool(task.user_can_access_editor(article, user))

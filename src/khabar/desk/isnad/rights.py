"""Who may see the statements of an article, and who may decide about them: whoever may edit it while it is open."""

from typing import Any

from wagtail.permissions import policy_registry

from khabar.articles.models import Article

NO_RIGHT = "ليس لك أن تعدّل هذا الخبر؛ تقرأ أقواله ولا تقرّر فيها."
LOCKED = "الخبر مقفل الآن؛ تقرأ أقواله ولا تقرّر فيها حتى يُفتح."


def may_see(user: Any, article: Article) -> bool:
    """Whether the user may read the article at the desk."""
    policy = policy_registry.get_by_type(Article)
    return bool(policy.user_has_any_permission(user, {"view", "change"})) or _is_reviewing(user, article)


def why_not(user: Any, article: Article) -> str:
    """Why the user may not decide about the article's statements; empty where they may. The same as for editing it."""
    policy = policy_registry.get_by_type(Article)
    if not (policy.user_has_permission(user, "change") or _is_reviewing(user, article)):
        return NO_RIGHT
    lock = article.get_lock()
    return LOCKED if lock is not None and lock.for_user(user) else ""


def _is_reviewing(user: Any, article: Article) -> bool:
    task = article.current_workflow_task
    return task is not None and bool(task.user_can_access_editor(article, user))

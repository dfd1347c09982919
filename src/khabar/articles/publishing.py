"""What may stop a story from being published: checks that the folders above register, asked on every way to publish."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied

from khabar.core.errors import KhabarError

if TYPE_CHECKING:
    from khabar.articles.models import Article

# (article, revision, the moment readers would first see it) to the reasons against it, in Arabic.
Check = Callable[["Article", Any, datetime], list[str]]

_checks: list[Check] = []


class PublishRefused(KhabarError, PermissionDenied):
    """The story may not be published as it is; the text says why."""


def register(check: Check) -> None:
    """Have `check` asked before anything is published; registering it again changes nothing."""
    if check not in _checks:
        _checks.append(check)


def ask(article: "Article", revision: Any, at: datetime) -> None:
    """Ask every registered check.

    Raises:
        PublishRefused: at least one has a reason against publishing this revision.
    """
    reasons = [reason for check in _checks for reason in check(article, revision, at)]
    if reasons:
        raise PublishRefused(" ".join(reasons))

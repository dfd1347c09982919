"""Deleting several at once: one by one through the model, so that each deletion reaches the change log."""

from typing import Any

from django.db import models, transaction
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction


class LoggedDelete(DeleteBulkAction):  # type: ignore[misc]
    """Wagtail's bulk deletion, which deletes rows in the database only."""

    @classmethod
    def execute_action(cls, objects: list[models.Model], **kwargs: Any) -> tuple[int, int]:
        with transaction.atomic():
            for item in objects:
                item.delete()
        return len(objects), 0

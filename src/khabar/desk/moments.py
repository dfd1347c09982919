"""The column of a date and time in the desk's tables."""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.admin.ui.tables import Column


class MomentColumn(Column):  # type: ignore[misc]
    """A date and time in full. Wagtail's own column says how long ago it was, and "now" of all that is to come."""

    def get_value(self, instance: Any) -> str:
        at = super().get_value(instance)
        return date_format(localtime(at), "DATETIME_FORMAT") if at else ""

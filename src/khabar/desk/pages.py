"""The paginator of the desk's lists."""

from wagtail.admin.paginator import WagtailPaginator


class DeskPaginator(WagtailPaginator):  # type: ignore[misc]
    """Says the total so that the number needs no counted noun after it."""

    @property
    def items_count_label(self) -> str:
        return f"المجموع: {self.count}"

"""Model fields that two or more folders share."""

from typing import Any

from wagtail.fields import StreamField


class UnmigratedStreamField(StreamField):  # type: ignore[misc]
    """A StreamField whose block definitions stay out of migrations.

    The column is JSON whatever the blocks are, so a new block or label needs no migration.
    """

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(block_types or [], **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs

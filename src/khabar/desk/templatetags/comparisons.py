"""What the page of comparisons asks of a dictionary."""

from collections.abc import Container
from typing import Any

from django import template

register = template.Library()


@register.filter
def has(found: Container[Any], key: Any) -> bool:
    """Whether the key is among those found."""
    return key in found

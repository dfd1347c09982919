"""How the wire desk's templates write copy and numbers as agencies sent them."""

from datetime import datetime

from django import template
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from khabar.arabic.bidi import isolate_html
from khabar.arabic.plurals import time_since
from khabar.core import clock

register = template.Library()
_PARTS = {"picture": "صورة", "video": "فيديو", "audio": "صوت", "graphic": "رسم", "text": "نص", "link": "رابط"}


@register.filter
def isolated(text: str | None) -> SafeString:
    """The text with what would be reordered in Arabic kept in its own direction."""
    return mark_safe(isolate_html(text or ""))  # noqa: S308 - escaped there


@register.filter
def moment(value: datetime | str | None) -> SafeString:
    """A time, told exactly and as how long ago: `<time>` with both; a plain date as it is; nothing for nothing."""
    at = parse_datetime(value) if isinstance(value, str) else value
    if at is None:
        return format_html("<bdi>{}</bdi>", value or "")
    exact = date_format(localtime(at), "DATETIME_FORMAT")
    if at > clock.now():
        return format_html('<time datetime="{}">{}</time>', at.isoformat(), exact)
    return format_html('<time datetime="{}">{}</time> ({})', at.isoformat(), exact, time_since(at, clock.now()))


@register.filter
def is_web(address: str | None) -> bool:
    """True for an address a browser may be sent to."""
    return bool(address) and str(address).startswith(("https://", "http://"))


@register.filter
def kind_of_part(part: dict[str, str]) -> str:
    """What came with an item, in a word."""
    return _PARTS.get(part["type"], "مرفق")

"""Request headers read without ever raising: content codings, entity tags and dates (RFC 9110)."""

import re
from collections.abc import Collection
from datetime import UTC
from email.utils import parsedate_to_datetime
from functools import lru_cache

# Longer than any browser sends; what is beyond is treated as absent.
_LONGEST = 4_096
_TAG = re.compile(r'(?:W/)?("[^"]*")')
_PREFERENCE = ("br", "gzip")


@lru_cache(maxsize=512)
def codings(accept: str | None) -> tuple[str, ...]:
    """The content codings to answer with, best first, for an `Accept-Encoding` value (RFC 9110, 12.5.3).

    "identity" comes last whatever was said about it: a plain answer beats a 406. Of codings that the client ranks
    equal, brotli comes first.
    """
    if not accept or len(accept) > _LONGEST:
        return ("identity",)
    weights = dict(_weighted(part) for part in accept.lower().split(","))
    if "x-gzip" in weights:
        weights.setdefault("gzip", weights["x-gzip"])
    rest = weights.get("*", 0.0)
    ranked = [(weights.get(coding, rest), coding) for coding in _PREFERENCE]
    ranked.sort(key=lambda pair: -pair[0])
    plain = weights.get("identity", 0.0)
    return (*(coding for weight, coding in ranked if weight > 0 and weight >= plain), "identity")


def _weighted(part: str) -> tuple[str, float]:
    """A coding and its weight; a malformed weight counts as a refusal."""
    name, _, parameters = part.partition(";")
    weight = parameters.strip()
    if not weight:
        return name.strip(), 1.0
    label, _, value = weight.partition("=")
    if label.strip() != "q":
        return name.strip(), 1.0
    value = value.strip()
    if not re.fullmatch(r"[01](\.[0-9]{0,3})?", value):
        return name.strip(), 0.0
    return name.strip(), min(float(value), 1.0)


def none_match(header: str, etags: Collection[str]) -> str | None:
    """Which of `etags` an `If-None-Match` names (weak comparison), the first of them for `*`; None for none of them."""
    if header.strip() == "*":
        return next(iter(etags))
    if len(header) > _LONGEST:
        return None
    return next((tag for tag in _TAG.findall(header) if tag in etags), None)


@lru_cache(maxsize=512)
def http_date(value: str) -> float | None:
    """Epoch seconds of an HTTP date, or None when it is not one."""
    if len(value) > 64:
        return None
    try:
        moment = parsedate_to_datetime(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None

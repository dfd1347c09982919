"""The offsets of the Hijri calendar that hold now: read once in a request, as a page prints many dates."""

import threading
from typing import Any

from django.core.signals import request_finished, request_started

from khabar.arabic.hijri import Offsets, umm_al_qura
from khabar.articles.models import Sighting

_of_request = threading.local()


def connect() -> None:
    """Called once the applications are loaded."""
    request_started.connect(_begin, dispatch_uid="articles.sightings_begin")
    request_finished.connect(_end, dispatch_uid="articles.sightings_end")


def offsets_now() -> Offsets:
    """Days by which months begin later than Umm al-Qura, by number of the month, each from there on.

    They were checked when they were saved.
    """
    if not getattr(_of_request, "lasts", False):
        return _read()
    if _of_request.offsets is None:
        _of_request.offsets = _read()
    found: Offsets = _of_request.offsets
    return found


def _read() -> Offsets:
    rows = Sighting.objects.order_by("year", "month").values_list("year", "month", "begins")
    return tuple((year * 12 + month, (begins - umm_al_qura(year, month)).days) for year, month, begins in rows)


def _begin(sender: Any, **kwargs: Any) -> None:
    _of_request.lasts, _of_request.offsets = True, None


def _end(sender: Any, **kwargs: Any) -> None:
    _of_request.lasts = False

"""Ads and the change log: which stored answers follow a change of them."""

from typing import Any

from khabar.ads.signals import ads_txt_changed, lists_changed, pages_changed
from khabar.ads.views import ADS_TXT_KEY, LISTS_KEY, PAGES_KEY
from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models import record

_TOLD = ((lists_changed, LISTS_KEY), (pages_changed, PAGES_KEY), (ads_txt_changed, ADS_TXT_KEY))


def connect() -> None:
    """Called once the applications are loaded."""
    for signal, key in _TOLD:
        signal.connect(_recorder(key), weak=False, dispatch_uid=f"articles.{key}")


def _recorder(key: str) -> Any:
    number = int(key.partition(":")[2])

    def tell(sender: Any, **_: Any) -> None:
        record(ChangeKind.CHANGED, ObjectType.ADS, number)

    return tell

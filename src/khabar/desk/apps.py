"""The Django application of `khabar.desk`."""

from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings

from khabar.desk.catalogs import compile_catalogs


class DeskConfig(AppConfig):
    """Registers the app under the label `desk` and has its Arabic compiled."""

    name = "khabar.desk"
    label = "desk"
    verbose_name = "غرفة الأخبار"

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        # Not in `ready`: an app before this one may speak there, and Django reads its catalogs once.
        compile_catalogs(Path(settings.LOCALE_PATHS[0]))

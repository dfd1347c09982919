"""The Django application of `khabar.desk`."""

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class DeskConfig(AppConfig):
    """Registers the app under the label `desk` and has its Arabic compiled."""

    name = "khabar.desk"
    label = "desk"
    verbose_name = "غرفة الأخبار"

    def ready(self) -> None:
        from khabar.desk.catalogs import compile_catalogs

        compile_catalogs(Path(settings.LOCALE_PATHS[0]))

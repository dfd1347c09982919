"""The Django application of `khabar.curation`."""

from django.apps import AppConfig


class CurationConfig(AppConfig):
    """Registers the app under the label `curation`."""

    name = "khabar.curation"
    label = "curation"
    verbose_name = "الواجهات"

"""The Django application of `khabar.front`."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FrontConfig(AppConfig):
    """Registers the app under the label `front` and has the pages made that a newsroom starts with."""

    name = "khabar.front"
    label = "front"
    verbose_name = "الموقع"

    def ready(self) -> None:
        from khabar.front.standing import ensure_pages

        post_migrate.connect(ensure_pages, sender=self, dispatch_uid="front.pages")

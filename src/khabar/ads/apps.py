"""The Django application of `khabar.ads`."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AdsConfig(AppConfig):
    """Registers the app, tells of its changes, and gives a newsroom its first slots."""

    name = "khabar.ads"
    label = "ads"
    verbose_name = "الإعلانات"

    def ready(self) -> None:
        from khabar.ads import changes

        changes.connect()
        post_migrate.connect(changes.ensure_slots, sender=self, dispatch_uid="ads.slots")

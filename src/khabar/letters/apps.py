"""The Django application of `khabar.letters`."""

from typing import Any

from django.apps import AppConfig
from django.db import transaction
from django.db.models.signals import post_delete, post_migrate, post_save


class LettersConfig(AppConfig):
    """Registers the app under the label `letters`; a new site has one daily newsletter."""

    name = "khabar.letters"
    label = "letters"
    verbose_name = "النشرات"

    def ready(self) -> None:
        from khabar.letters.models import Newsletter
        from khabar.letters.starter import ensure_first

        post_migrate.connect(ensure_first, sender=self, dispatch_uid="letters.first")
        post_save.connect(_offer_anew, sender=Newsletter, dispatch_uid="letters.saved")
        post_delete.connect(_offer_anew, sender=Newsletter, dispatch_uid="letters.deleted")


def _offer_anew(sender: Any, using: str = "default", **kwargs: Any) -> None:
    """The page that offers newsletters goes from this node's store; on others it ends within minutes."""
    from khabar.articles.outlets import page_store
    from khabar.letters.queries import KEY

    transaction.on_commit(lambda: page_store().purge({KEY}), using=using, robust=True)

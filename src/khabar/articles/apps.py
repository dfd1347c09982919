"""The Django application of `khabar.articles`."""

from typing import Any

from django.apps import AppConfig
from django.db import transaction
from django.db.models.signals import post_migrate, post_save


class ArticlesConfig(AppConfig):
    """Registers the app, follows the change log after each commit and keeps the starter set of agencies."""

    name = "khabar.articles"
    label = "articles"
    verbose_name = "الأخبار"

    def ready(self) -> None:
        from khabar.articles import ads, embeds, pictures, sightings, videos
        from khabar.articles.models import Change
        from khabar.articles.starter import ensure_starters

        ads.connect()
        pictures.connect()
        videos.connect()
        embeds.connect()
        sightings.connect()
        post_save.connect(_follow_after_commit, sender=Change, dispatch_uid="articles.follow")
        post_migrate.connect(ensure_starters, sender=self, dispatch_uid="articles.starters")


def _follow_after_commit(sender: Any, using: str = "default", **kwargs: Any) -> None:
    """The publisher brings store and index up to date itself, so the reader sees the story in the same breath.

    If that fails the publish stands; the failure is logged and the background follower catches up.
    """
    from khabar.articles.consumers import follow_after_commit

    transaction.on_commit(follow_after_commit, using=using, robust=True)

"""The Django application of `khabar.attribution`."""

from django.apps import AppConfig


class AttributionConfig(AppConfig):
    """Registers the app, has drafts and published texts read, and adds sources to pages and documents."""

    name = "khabar.attribution"
    label = "attribution"
    verbose_name = "الإسناد"

    def ready(self) -> None:
        from khabar.articles import additions
        from khabar.attribution import follower
        from khabar.attribution.added import SOURCES

        additions.register(SOURCES)
        follower.connect()

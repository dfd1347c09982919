"""The Django application of `khabar.ingest`."""

from django.apps import AppConfig


class IngestConfig(AppConfig):
    """Registers the app and has publishing ask what the agencies' contracts say."""

    name = "khabar.ingest"
    label = "ingest"
    verbose_name = "الوكالات"

    def ready(self) -> None:
        from khabar.articles import publishing
        from khabar.ingest import contract
        from khabar.media import gate

        publishing.register(contract.reasons_against)
        gate.limit(contract.pictures_end)

"""The Django application of `khabar.recommendations`."""

from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    """Registers the app under the label `recommendations`."""

    name = "khabar.recommendations"
    label = "recommendations"
    verbose_name = "ما يُقرأ بعد"

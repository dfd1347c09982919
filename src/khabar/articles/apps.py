"""The Django application of `khabar.articles`."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Registers the app under the label `articles`."""

    name = "khabar.articles"
    label = "articles"
    verbose_name = "الأخبار"

"""The Django application of `khabar.accounts`."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the app under the label `accounts`."""

    name = "khabar.accounts"
    label = "accounts"
    verbose_name = "المستخدمون"

"""The Django application of `khabar.accounts`."""

from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate, pre_migrate


class AccountsConfig(AppConfig):
    """Registers the app under the label `accounts`."""

    name = "khabar.accounts"
    label = "accounts"
    verbose_name = "المستخدمون"

    def ready(self) -> None:
        from khabar.accounts import signals

        signals.connect()
        pre_migrate.connect(_before_migrate, sender=self)
        post_migrate.connect(_after_migrate, sender=self)


def _before_migrate(using: str = "default", **_kwargs: Any) -> None:
    """The shared cache first: what other apps do after the migrations may need it."""
    if using == "default":
        call_command("createcachetable", verbosity=0)


def _after_migrate(using: str = "default", **_kwargs: Any) -> None:
    """What the database must hold besides tables: the roles, the way of a draft, a daily sweep."""
    from khabar.accounts.actions import ensure_sweep
    from khabar.accounts.roles import ensure_roles
    from khabar.accounts.workflow import ensure_workflow

    if using != "default":
        return
    ensure_roles()
    ensure_workflow()
    ensure_sweep()

"""The Django application of `khabar.push`."""

from django.apps import AppConfig


class PushConfig(AppConfig):
    """Registers the app under the label `push`, and with what announces."""

    name = "khabar.push"
    label = "push"
    verbose_name = "إشعارات القراء"

    def ready(self) -> None:
        from khabar.announcing import beside
        from khabar.push.outbox import Outbox

        beside.register(Outbox())

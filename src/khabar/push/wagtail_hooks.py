"""How the audit record words what is decided about notifications, and the rights to them on a group's page."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from khabar.push.enums import Kind


@hooks.register("register_log_actions")
def notice_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("khabar.push.give_up", "إلغاء إشعار", "أُلغي إشعار القراء قبل إرساله")

    @actions.register_action("khabar.push.plan")
    class Planned(LogFormatter):  # type: ignore[misc]
        label = "إشعار القراء"

        def format_message(self, log_entry: ModelLogEntry) -> str:
            text = log_entry.data.get("text")
            told = f"خُطط لإشعار القراء عند النشر ({Kind(log_entry.data['kind']).label})"
            return f"{told}: {text}" if text else told


@hooks.register("register_permissions")
def notice_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="push")

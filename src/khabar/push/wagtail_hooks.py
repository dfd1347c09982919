"""The words in which the history of a story tells what was decided about notifications."""

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

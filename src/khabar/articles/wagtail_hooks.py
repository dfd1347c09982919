"""How the audit record words what happens to articles beside Wagtail's own acts."""

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry


class _WithReason(LogFormatter):  # type: ignore[misc]
    """The label, and the reason where one was given."""

    def format_message(self, log_entry: ModelLogEntry) -> str:
        reason = log_entry.data.get("reason")
        return f"{self.label}: {reason}" if reason else self.label


@hooks.register("register_log_actions")
def article_log_actions(actions: LogActionRegistry) -> None:

    @actions.register_action("khabar.withhold")
    class Withheld(_WithReason):
        label = "حجب عن القراء"

    @actions.register_action("khabar.refused")
    class Refused(_WithReason):
        label = "لم يُنشر في موعده"

    @actions.register_action("khabar.rights")
    class Rights(LogFormatter):  # type: ignore[misc]
        label = "تغيير مدة الاستعمال"

        def format_message(self, log_entry: ModelLogEntry) -> str:
            until = log_entry.data.get("until")
            return f"لنا حق نشره حتى {until[:16].replace('T', ' ')} (غرينتش)" if until else "لنا حق نشره بلا حد"

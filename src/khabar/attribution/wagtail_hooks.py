"""What the history of an article or a record calls the acts of attribution."""

from typing import Any

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

_STATEMENTS = {
    "khabar.isnad.accept": ("قبول قول منسوب", "قُبل القول"),
    "khabar.isnad.correct": ("تصحيح قول منسوب", "صُحّح القول"),
    "khabar.isnad.reject": ("رفض قول منسوب", "رُفض القول"),
    "khabar.isnad.add": ("إضافة قول منسوب", "أُضيف القول"),
    "khabar.isnad.undo": ("تراجع عن قرار", "تُراجع عن القرار في القول"),
}
_NAMES = {
    "khabar.name.spelling": ("إضافة رسم", "أُضيف الرسم «{spelling}»"),
    "khabar.name.confirm": ("اعتماد اسم", "اعتُمد الاسم"),
    "khabar.name.merge": ("دمج أسماء", "دُمجت فيه أسماء أخرى"),
    "khabar.name.merged": ("دُمج في غيره", "دُمج في «{name}»"),
    "khabar.name.split": ("فصل اسم", "فُصل عنه «{name}»"),
    "khabar.name.split_off": ("اسم مفصول", "فُصل عن «{name}»"),
}


def _formatter(words: str, sentence: str) -> type[LogFormatter]:
    class Formatter(LogFormatter):  # type: ignore[misc]
        label = words

        def format_message(self, log_entry: ModelLogEntry) -> str:
            data: dict[str, Any] = log_entry.data or {}
            quotation = f": «{data['text']}» — {data.get('speaker') or 'بلا اسم'}" if "text" in data else ""
            return sentence.format_map({"spelling": "", "name": "", **data}) + quotation

    return Formatter


@hooks.register("register_log_actions")
def attribution_log_actions(actions: LogActionRegistry) -> None:
    for name, (label, sentence) in (_STATEMENTS | _NAMES).items():
        actions.register_action(name)(_formatter(label, sentence))

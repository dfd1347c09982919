"""How the audit record words what happens at the wire desk."""

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from khabar.ingest.states import AlertKind, LineageKind

_PLAIN = {
    "khabar.wire.spike": "استبعاد خبر وكالة",
    "khabar.wire.unspike": "إعادة خبر وكالة مستبعد",
    "khabar.event.split": "فصل خبر عن الحدث",
    "khabar.event.join": "جمع أخبار في حدث واحد",
    "khabar.event.second": "نُشر مع علم الناشر بخبر سابق عن الحدث نفسه",
    "khabar.feed.open": "فتح مصدر البث",
    "khabar.feed.close": "إغلاق مصدر البث",
    "khabar.feed.credentials": "تغيير بيانات الدخول",
    "khabar.notice.kill": "سحب بطلب إلغاء من الوكالة",
    "khabar.notice.resolve": "عولج طلب إلغاء",
    "khabar.held.retry": "إعادة قراءة محتجز",
    "khabar.held.drop": "إهمال محتجز",
}


@hooks.register("register_log_actions")
def wire_log_actions(actions: LogActionRegistry) -> None:
    for action, label in _PLAIN.items():
        actions.register_action(action, label, label)

    @actions.register_action("khabar.from_wire")
    class FromWire(LogFormatter):  # type: ignore[misc]
        label = "أُخذ من وكالة"

        def format_message(self, log_entry: ModelLogEntry) -> str:
            kind = LineageKind(log_entry.data["kind"]).label
            names = "، ".join(dict.fromkeys(source["provider"] for source in log_entry.data["sources"]))
            return f"{kind} من {names}"

    @actions.register_action("khabar.event.update")
    class Updated(LogFormatter):  # type: ignore[misc]
        label = "أضيف إليه خبر عن الحدث نفسه"

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return f"أضيف إليه خبر عن الحدث نفسه: {log_entry.data['headline']}"

    @actions.register_action("khabar.wire.picture")
    class Pictured(LogFormatter):  # type: ignore[misc]
        label = "صورة الوكالة"

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return f"وُضعت صورة {log_entry.data['provider']} صورةً رئيسية"

    @actions.register_action("khabar.wire.replaced")
    class Replaced(LogFormatter):  # type: ignore[misc]
        label = "حلّت محله نسخة الوكالة الجديدة"

        def format_message(self, log_entry: ModelLogEntry) -> str:
            kind = AlertKind(log_entry.data["kind"]).label
            return f"{kind} من الوكالة حلّ محل النسخة السابقة آليًا: النسخة {log_entry.data['version']}"

    @actions.register_action("khabar.alert.resolve")
    class Resolved(LogFormatter):  # type: ignore[misc]
        label = "عولج تنبيه وكالة"

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return f"عولج تنبيه وكالة: {AlertKind(log_entry.data['kind']).label}"

"""How the audit record words what happens to newsletters, and their rights on a group's page."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

_ACTS = {
    "arrange": "رتّب عددًا من النشرة",
    "stop": "أوقف عددًا من النشرة",
    "test": "أرسل إلى نفسه تجربة",
    "import": "استورد مشتركين",
    "export": "صدّر المشتركين",
    "leave": "ألغى اشتراكًا بطلب صاحبه",
    "forget": "حذف بيانات مشترك",
}


@hooks.register("register_log_actions")
def letters_log_actions(actions: LogActionRegistry) -> None:
    for act, label in _ACTS.items():
        actions.register_action(f"khabar.letters.{act}", label, label)


@hooks.register("register_permissions")
def letters_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="letters", codename__in=("change_issue", "view_reader", "change_reader")
    )

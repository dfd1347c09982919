"""How the audit record words what happens to fronts, and the right to arrange them on a group's page."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from khabar.curation.enums import Act


@hooks.register("register_log_actions")
def front_log_actions(actions: LogActionRegistry) -> None:
    for act in Act:
        actions.register_action(f"khabar.front.{act}", act.label, act.label)
    actions.register_action("khabar.front.cancel", "ألغى ترتيبًا مجدولًا", "ألغى ترتيبًا مجدولًا")
    actions.register_action("khabar.bar.raise", "رفع شريط عاجل", "رفع شريط عاجل")
    actions.register_action("khabar.bar.lower", "أنزل شريط عاجل", "أنزل شريط عاجل")


@hooks.register("register_permissions")
def front_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="curation", codename="change_front")

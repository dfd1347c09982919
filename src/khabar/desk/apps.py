"""The Django application of `khabar.desk`."""

from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import pre_delete

from khabar.desk.catalogs import compile_catalogs


class DeskConfig(AppConfig):
    """Registers the app under the label `desk` and has its Arabic compiled."""

    name = "khabar.desk"
    label = "desk"
    verbose_name = "غرفة الأخبار"

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        # Not in `ready`: an app before this one may speak there, and Django reads its catalogs once.
        compile_catalogs(Path(settings.LOCALE_PATHS[0]), settings.COUNTRY)

    def ready(self) -> None:
        """Set right what Wagtail says in English or in one plural for every number; have takedowns looked after."""
        from wagtail.admin.forms.workflows import WorkflowContentTypeForm, WorkflowPageForm
        from wagtail.admin.paginator import WagtailPaginator
        from wagtail.users.views.bulk_actions.assign_role import RoleForm

        from khabar.articles.actions import taken_down
        from khabar.articles.models import Article
        from khabar.desk.receipts.acts import ask_before_deletion, ask_for_receipt

        taken_down.connect(ask_for_receipt, dispatch_uid="desk.receipt")
        pre_delete.connect(ask_before_deletion, sender=Article, dispatch_uid="desk.receipt_of_deleted")
        WorkflowContentTypeForm.base_fields["content_types"].label = "ما يمر بهذا المسار"
        WorkflowPageForm.base_fields["page"].label = "الصفحة"
        RoleForm.base_fields["role"].label = "الدور"
        # The total, put so that the number needs no counted noun after it.
        WagtailPaginator.items_count_label = property(lambda paginator: f"المجموع: {paginator.count}")

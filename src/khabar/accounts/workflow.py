"""The way a draft takes before it is published: one review by whoever may publish."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

from khabar.accounts.enums import RoleCode
from khabar.accounts.models import Role

WORKFLOW = "مراجعة قبل النشر"
TASK = "موافقة محرر"
_REVIEWERS = (RoleCode.EDITOR, RoleCode.CHIEF, RoleCode.ADMINISTRATOR)


@transaction.atomic
def ensure_workflow() -> None:
    """Give articles a review by editors, unless the newsroom has a workflow of any kind already, also a stopped one."""
    if Workflow.objects.exists():
        return
    workflow = Workflow.objects.create(name=WORKFLOW)
    task = GroupApprovalTask.objects.create(name=TASK)
    task.groups.set(role.group for role in Role.objects.filter(code__in=_REVIEWERS).select_related("group"))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    article = ContentType.objects.get_by_natural_key("articles", "article")
    WorkflowContentType.objects.create(workflow=workflow, content_type=article)

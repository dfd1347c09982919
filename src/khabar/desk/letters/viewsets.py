"""The desk's table of newsletters, at `/desk/newsletters/`."""

from typing import Any

from django.conf import settings
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import DeleteView, IndexView, SnippetViewSet

from khabar.desk.letters import issues, readers
from khabar.desk.letters.forms import NewsletterForm
from khabar.letters.models import DAYS, Newsletter
from khabar.letters.queries import readership

NO_MAIL = "لم يُضبط خادم البريد بعد، فلا تُرسل النشرات ولا يظهر نموذج الاشتراك: KHABAR_EMAIL_URL أو KHABAR_LETTERS_URL."


def _is_kept(newsletter: Newsletter) -> bool:
    """Whether anybody ever asked for it or got it: the proof of that is not deleted with it."""
    return newsletter.subscriptions.exists() or newsletter.issues.exclude(gathered_at=None).exists()


class KeptPolicy(ModelPermissionPolicy):  # type: ignore[misc]
    """A newsletter that has readers is not deleted: nobody may, one by one or many at once."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        kept = action == "delete" and _is_kept(instance)
        return not kept and bool(super().user_has_permission_for_instance(user, action, instance))


register_permission_policy(Newsletter, KeptPolicy(Newsletter))


class NewsletterDeleteView(DeleteView):  # type: ignore[misc]
    """The question before a newsletter is deleted; one with readers leads back to its form."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        newsletter = get_object_or_404(Newsletter, pk=self.kwargs["pk"])
        if _is_kept(newsletter):
            messages.error(request, "لهذه النشرة مشتركون أو أعداد أُرسلت فلا تُحذف. أوقفها لئلا تُرسل بعد الآن.")
            return HttpResponseRedirect(reverse(self.edit_url_name, args=[newsletter.pk]))
        return super().dispatch(request, *args, **kwargs)


class NewsletterIndexView(IndexView):  # type: ignore[misc]
    """The list, with a word where no mail can be sent."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not settings.LETTERS_CONFIGURED and not self.results_only:
            messages.warning(request, NO_MAIL)
        return super().get(request, *args, **kwargs)


def _when(newsletter: Newsletter) -> str:
    days = newsletter.weekdays
    named = "كل يوم" if len(days) == 7 else "، ".join(dict(DAYS)[day] for day in days)
    return f"{named} {newsletter.hour:02d}:00" if newsletter.active else "موقوفة"


class NewsletterViewSet(SnippetViewSet):  # type: ignore[misc]
    """Newsletters, their issues and readers."""

    model = Newsletter
    url_prefix = url_namespace = "newsletters"
    icon = "mail"
    menu_label = "النشرات البريدية"
    menu_name = "newsletters"
    menu_order = 130
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = NewsletterIndexView
    delete_view_class = NewsletterDeleteView
    list_display = [
        "name",
        Column("when", label="موعدها", accessor=_when),
        Column("confirmed", label="المشتركون", accessor=lambda one: readership(one).confirmed),
        Column("waiting", label="لم يؤكدوا", accessor=lambda one: readership(one).waiting),
        Column("left", label="غادروا", accessor=lambda one: readership(one).left),
    ]
    search_fields = ["name"]
    search_backend_name = None
    edit_handler = ObjectList(
        [
            FieldPanel("name", classname="title"),
            FieldPanel("description"),
            MultiFieldPanel(
                [
                    FieldPanel("front"),
                    FieldPanel("sections", widget=CheckboxSelectMultiple),
                    FieldPanel("topics", widget=CheckboxSelectMultiple),
                ],
                heading="ما تحمله",
                help_text="ما نُشر منذ آخر عدد، بلا تكرار. الأقسام والموضوعات لما ليس من الصفحة الأولى.",
            ),
            MultiFieldPanel([FieldPanel("days"), FieldPanel("hour")], heading="متى تُرسل"),
            FieldRowPanel([FieldPanel("minimum"), FieldPanel("order")]),
            FieldRowPanel([FieldPanel("pictures"), FieldPanel("active")]),
        ],
        base_form_class=NewsletterForm,
    )

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("issues/<int:pk>/", issues.IssuesView.as_view(), name="issues"),
            path("issue/<int:pk>/", issues.IssueView.as_view(), name="issue"),
            path("issue/<int:pk>/mail/", issues.MailView.as_view(), name="mail"),
            path("readers/<int:pk>/", readers.ReadersView.as_view(), name="readers"),
            path("readers/<int:pk>/export/", readers.ExportView.as_view(), name="export"),
            path("readers/<int:pk>/one/", readers.OneReaderView.as_view(), name="reader"),
        ]

"""A creative in its slot, and the text of `ads.txt`."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.module_loading import import_string
from django.views.generic import TemplateView, View
from django.views.generic.edit import UpdateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import DeleteView

from khabar.ads.models import AdsTxt, Campaign, Count, Creative
from khabar.desk.ads.forms import AdsTxtForm


def was_counted(ad: Any) -> bool:
    """Whether the report has numbers of the campaign or creative."""
    of = {"creative__campaign": ad} if isinstance(ad, Campaign) else {"creative": ad}
    return Count.objects.filter(**of).exists()


class KeptPolicy(ModelPermissionPolicy):  # type: ignore[misc]
    """What advertisers were told of is not deleted: nobody may, one by one or many at once."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        kept = action == "delete" and was_counted(instance)
        return not kept and bool(super().user_has_permission_for_instance(user, action, instance))


class KeptDeleteView(DeleteView):  # type: ignore[misc]
    """The question before a campaign or creative is deleted; one that was counted leads back to its form."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        ad = get_object_or_404(self.model, pk=self.kwargs["pk"])
        if was_counted(ad):
            messages.error(request, "لها أرقام في التقرير فلا تُحذف. أوقفها لئلا تظهر بعد الآن.")
            return HttpResponseRedirect(reverse(self.edit_url_name, args=[ad.pk]))
        return super().dispatch(request, *args, **kwargs)


class CreativePreviewView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """The creative in its slot on a phone and on a desktop, side by side."""

    permission_policy = ModelPermissionPolicy(Creative)
    any_permission_required = ["view", "change"]
    template_name = "desk/ads/preview.html"
    header_icon = "image"

    page_title = "معاينة المادة"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        above = {"url": reverse("ad_creatives:list"), "label": "المواد الإعلانية"}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = get_object_or_404(Creative.objects.select_related("campaign"), pk=self.kwargs["pk"])
        shown = reverse("ad_creatives:preview_page", args=[found.pk])
        edit = reverse("ad_creatives:edit", args=[found.pk])
        return super().get_context_data(creative=found, page_path=shown, edit_path=edit, **kwargs)


class CreativePageView(PermissionCheckedMixin, View):  # type: ignore[misc]
    """A page of the site with the creative in its slot, for the frames of the preview."""

    permission_policy = ModelPermissionPolicy(Creative)
    any_permission_required = ["view", "change"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = get_object_or_404(Creative.objects.select_related("campaign"), pk=pk)
        response: HttpResponse = import_string(settings.AD_PREVIEW_VIEW)(request, found)
        return response


class AdsTxtView(PermissionCheckedMixin, WagtailAdminTemplateMixin, UpdateView):  # type: ignore[misc,type-arg]
    """Edit the file; what is wrong is named by its line."""

    permission_policy = ModelPermissionPolicy(AdsTxt)
    permission_required = "change"
    template_name = "desk/ads/ads_txt.html"
    form_class = AdsTxtForm
    header_icon = "doc-full"

    page_title = "ملف ads.txt"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_object(self, queryset: Any = None) -> AdsTxt:
        return AdsTxt.objects.filter(pk=1).first() or AdsTxt(pk=1)

    def form_valid(self, form: Any) -> HttpResponse:
        saved = form.save()
        log(instance=saved, action="wagtail.edit", user=self.request.user)
        messages.success(self.request, "حُفظ ads.txt، ويقرؤه المشترون من الآن.")
        return HttpResponseRedirect(self.request.path)

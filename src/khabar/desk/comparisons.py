"""The desk's page of a story's changes, on which what readers may not see of them is withheld and shown again."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from khabar.articles.history import comparisons, show_again, withhold
from khabar.core.errors import KhabarError
from khabar.desk.acts import ArticleActView


class WithholdForm(forms.Form):
    """What is withheld and why, or with `withheld` what is shown again. A passage left empty means all of them."""

    change = forms.IntegerField(required=False)
    passage = forms.CharField(required=False, max_length=64)
    reason = forms.CharField(required=False, max_length=500)
    withheld = forms.IntegerField(required=False)


class ComparisonsView(ArticleActView):
    """Every change as readers could follow it, with what each passage has to be taken from them."""

    page_title = "سجل التغييرات"
    header_icon = "history"
    permission_required = "kill"
    template_name = "desk/comparisons.html"
    form_class = WithholdForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "compared": comparisons(self.object)}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        asked = form.cleaned_data
        try:
            if asked["withheld"]:
                show_again(article=self.object, withheld=asked["withheld"], user=self.user)
                said = "عاد النص إلى سجل التغييرات عند القراء."
            else:
                given = {name: asked[name] for name in ("passage", "reason")}
                withhold(article=self.object, change=asked["change"] or 0, user=self.user, **given)
                said = "حُجب عن القراء، وبقي في السجل تاريخ التغيير ونوعه."
        except KhabarError as error:
            messages.error(self.request, str(error))
        else:
            messages.success(self.request, said)
        return redirect(reverse("articles:comparisons", args=[self.object.pk]))

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        messages.error(self.request, "السبب أطول من 500 حرف، أو الطلب غير مكتمل.")
        return redirect(reverse("articles:comparisons", args=[self.object.pk]))

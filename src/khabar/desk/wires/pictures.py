"""An article's pictures from agencies: which are here, which did not come and why, and what may be done about it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from wagtail.admin import messages

from khabar.articles.models import Article
from khabar.desk.wires.views import ThingView
from khabar.ingest import actions, queries
from khabar.ingest.models import WirePicture
from khabar.ingest.states import PictureState

_HERE = "وصلت صورة الوكالة، وتوضع صورةً رئيسية حين تغلق هذه الصفحة، أو الآن من صفحتها."


def note_of(article: Article) -> str:
    """What the writer of an article must know of its agencies' pictures; empty when there is nothing to say."""
    rows = queries.pictures(article)
    if not rows or article.lead_picture_id is not None:
        return ""
    failed = next((row for row in rows if row.state == PictureState.FAILED), None)
    waiting = next((row for row in rows if row.state == PictureState.WAITING), None)
    if any(row.picture_id for row in rows):
        return _HERE if queries.wants_picture(article) else ""
    if failed is not None and waiting is None:
        return f"صورة الوكالة لم تُجلب: {failed.reason}؛ أعد المحاولة."
    if waiting is not None and waiting.reason:
        return f"صورة الوكالة لم تُجلب: {waiting.reason}؛ تُعاد المحاولة من نفسها."
    return "صورة الوكالة تُجلب الآن، وتوضع صورةً رئيسية ما لم تختر غيرها."


class ArticlePicturesView(ThingView):
    """The pictures of the items that an article was made from."""

    page_title = "صور الوكالة"
    template_name = "desk/wires/pictures.html"
    model = Article
    see = ("articles.change_article",)
    acts = frozenset({"retry", "use"})
    back_url_name = "articles:list"
    header_icon = "image"

    def act_retry(self) -> None:
        actions.retry_pictures(article=self.thing, user=self.user)
        messages.success(self.request, "تُجلب الصور الآن في الخلفية.")

    def act_use(self) -> HttpResponse:
        chosen = self.request.POST["use"]
        picture = get_object_or_404(WirePicture, pk=int(chosen) if chosen.isdecimal() and len(chosen) < 18 else 0)
        actions.use_picture(article=self.thing, picture=picture, user=self.user)
        messages.success(self.request, "وُضعت الصورة صورةً رئيسية في المسودة.")
        return redirect(reverse("articles:edit", args=[self.thing.pk]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = queries.pictures(self.thing)
        lost = any(row.state != PictureState.KEPT for row in rows)
        return {**super().get_context_data(**kwargs), "rows": rows, "lost": lost}

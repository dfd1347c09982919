"""The page that lists the changes of a story."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from khabar.articles import queries
from khabar.front.changes import history
from khabar.front.head import Head
from khabar.front.language import language_of
from khabar.front.pages import page
from khabar.front.views.article import absent
from khabar.pagestore.views import stored


@require_safe
@stored()
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What was changed in a story since it was published: as public as the story itself; search engines keep out."""
    found = queries.full().filter(pk=pk).first()
    if found is None or not found.is_public():
        return absent(request, found)
    shown = history(found)
    if not shown:
        raise Http404("nothing was changed")
    head = Head(
        title=f"سجل التغييرات: {found.headline}",
        path=reverse("front:changes", args=[pk]),
        description="ما تغيّر في الخبر بعد نشره، ومتى، وكيف كان النص.",
        index=False,
        language=language_of(found),
    )
    keys = {f"name:{one.object_type}:{one.pk}" for one in (*found.authors, *found.agencies)}
    return page(request, "changes.html", head, articles=[found], keys=keys, article=found, history=shown)

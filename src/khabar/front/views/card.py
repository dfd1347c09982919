"""The picture of a story for social cards, `/n/<id>/card.jpg`."""

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from khabar.articles.models import Article
from khabar.front.card_picture import Card, draw
from khabar.front.language import direction_of, language_of
from khabar.front.views.article import absent
from khabar.media import gate, renditions
from khabar.pagestore.views import carry, expire_at, stored


@require_safe
@stored()
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """Drawn at the first request and stored; behind the gate as the story and its photo are."""
    found = Article.objects.select_related("section", "lead_picture").filter(pk=pk).first()
    if found is None or not found.is_public():
        return absent(request, found)
    photo, ends = _photo(found), [found.expire_at]
    if photo and found.lead_picture_id:
        ends.append(gate.until(found.lead_picture_id))
    rtl = direction_of(language_of(found)) == "rtl"
    made = draw(Card(found.headline, found.section.name, settings.SITE_NAME, rtl, photo))
    response = HttpResponse(made, content_type="image/jpeg")
    carry(response, f"article:{pk}", "chrome", *([f"picture:{found.lead_picture_id}"] if found.lead_picture_id else []))
    for end in ends:
        if end and end != gate.FOREVER:
            expire_at(response, end)
    return response


def _photo(article: Article) -> bytes:
    """The story's photo in its largest JPEG; nothing where there is none that readers may see."""
    if not article.lead_picture_id or gate.until(article.lead_picture_id) is None:
        return b""
    made = renditions.share(article.lead_picture)
    if made is None:
        return b""
    try:
        with default_storage.open(made.file) as handle:
            return bytes(handle.read())
    except OSError:
        return b""

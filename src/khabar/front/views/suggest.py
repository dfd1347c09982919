"""What a query being typed may lead to, as JSON for the box in the header."""

import hashlib
import json
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from khabar.arabic.bidi import isolate_text
from khabar.arabic.plurals import SUGGESTION, counted
from khabar.articles.models import Article
from khabar.core.clean import clean_text
from khabar.core.rate import Limit
from khabar.finding.register import AGENCY, AUTHOR, NAME, SECTION, TOPIC
from khabar.finding.suggest import Suggestions, suggestions
from khabar.front.dates import digits
from khabar.front.language import direction_of, is_foreign, language_of
from khabar.pagestore.negotiate import none_match
from khabar.search.typed import MAX_TYPED

_GROUPS = (
    ("الأقسام", (SECTION,)),
    ("الموضوعات", (TOPIC,)),
    ("الأشخاص والجهات", (AUTHOR, NAME, AGENCY)),
)
_STORIES = "الأخبار"


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """`/search/suggest/?q=`: `{"query", "count", "said", "groups": [{"label", "options": [{"text", "path"}]}]}`.

    Browsers and caches may keep an answer and ask each time whether it still holds: a story that was withdrawn is in
    no answer after that moment.
    """
    if not _limit().allows(request.META.get("REMOTE_ADDR", "")):
        refused = HttpResponse("طلبات كثيرة، حاول بعد ثانية.", status=429, content_type="text/plain; charset=utf-8")
        refused["Retry-After"] = "1"
        refused["Cache-Control"] = "no-store"
        return refused
    text = " ".join(clean_text(request.GET.get("q", "")[: 2 * MAX_TYPED]).split())[:MAX_TYPED]
    body = json.dumps(_answer(text, suggestions(text)), ensure_ascii=False, separators=(",", ":")).encode()
    etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    if none_match(request.META.get("HTTP_IF_NONE_MATCH", ""), [etag]):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    return response


@cache
def _limit() -> Limit:
    return Limit(settings.SUGGESTIONS_PER_SECOND)


def _answer(text: str, found: Suggestions) -> dict[str, Any]:
    groups = []
    for label, kinds in _GROUPS:
        options = [{"text": isolate_text(one.title), "path": one.path} for one in found.names if one.kind in kinds]
        groups.append({"label": label, "options": options})
    groups.append({"label": _STORIES, "options": [_story(article) for article in found.stories]})
    return {
        "query": text,
        "count": len(found),
        "said": digits(counted(len(found), SUGGESTION)),
        "groups": [group for group in groups if group["options"]],
    }


def _story(article: Article) -> dict[str, str]:
    option = {"text": isolate_text(article.headline), "path": article.get_absolute_url()}
    language = language_of(article)
    return option | ({"lang": language, "dir": direction_of(language)} if is_foreign(language) else {})

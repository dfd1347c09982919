"""The search page: what was found, and where nothing was, what was understood and where to go on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from khabar.arabic.plurals import RESULT, counted
from khabar.articles.models import Article, Section
from khabar.articles.outlets import search_engine
from khabar.articles.queries import cards
from khabar.front.dates import digits
from khabar.front.head import Head
from khabar.front.pages import page, unstored
from khabar.search.engine import IndexUnavailable, Results
from khabar.search.query import MAX_CHARS, MAX_LIMIT, Query, Sort

_PAGE_SIZE = 20
_NEWEST = 5
_LAST_PAGE = 100


@dataclass(frozen=True)
class Asked:
    """What the address asks for, with everything unreadable in it left aside."""

    text: str
    section: str = ""
    since: date | None = None
    until: date | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    limit: int = _PAGE_SIZE

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "Asked":
        """Read the query part of an address."""
        return cls(
            text=" ".join(values.get("q", "").replace("\x00", " ").split())[:MAX_CHARS],
            section=values.get("section", ""),
            since=_day(values.get("from", "")),
            until=_day(values.get("to", "")),
            sort=Sort.DATE if values.get("sort") == Sort.DATE else Sort.RELEVANCE,
            page=_count(values.get("page", ""), 1, _LAST_PAGE),
            limit=_count(values.get("limit", ""), _PAGE_SIZE, MAX_LIMIT),
        )

    @property
    def query(self) -> Query:
        return Query(
            self.text,
            section=self.section or None,
            date_from=self.since,
            date_to=self.until,
            sort=self.sort,
            limit=self.limit,
            offset=(self.page - 1) * self.limit,
        )

    @property
    def filtered(self) -> bool:
        return bool(self.section or self.since or self.until)

    @property
    def path(self) -> str:
        """The address that asks for this, without what is as usual."""
        values = {
            "q": self.text,
            "section": self.section,
            "from": self.since.isoformat() if self.since else "",
            "to": self.until.isoformat() if self.until else "",
            "sort": self.sort.value if self.sort != Sort.RELEVANCE else "",
            "page": str(self.page) if self.page > 1 else "",
            "limit": str(self.limit) if self.limit != _PAGE_SIZE else "",
        }
        query = urlencode({name: value for name, value in values.items() if value})
        return f"{reverse('front:search')}?{query}" if query else reverse("front:search")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`/search/?q=`: HTML, or with `format=json` the object of `khabar search --json`."""
    asked = Asked.of(request.GET.dict())
    try:
        results = search_engine().search(asked.query) if asked.text else Results(asked.text)
    except IndexUnavailable:
        return _page(request, asked, None, [], status=503)
    found = cards().in_bulk([hit.id for hit in results.hits])
    results = replace(results, hits=tuple(hit for hit in results.hits if hit.id in found))
    if request.GET.get("format") == "json":
        return unstored(JsonResponse(results.as_json(), json_dumps_params={"ensure_ascii": False}))
    return _page(request, asked, results, [found[hit.id] for hit in results.hits])


def _page(
    request: HttpRequest, asked: Asked, results: Results | None, articles: list[Article], status: int = 200
) -> HttpResponse:
    newest = [] if articles else list(cards()[:_NEWEST])
    title = f"البحث عن «{asked.text}»" if asked.text else "البحث"
    response = page(
        request,
        "search.html",
        Head(title=title, path=asked.path, index=False),
        articles=[*articles, *newest],
        status=status,
        asked=asked,
        results=results,
        hits=list(zip(results.hits, articles, strict=True)) if results else [],
        newest=newest,
        found_text=digits(counted(results.total, RESULT)) if results else "",
        all_sections=Section.objects.all(),
        suggestion_path=_suggestion(asked, results),
        narrowed=asked.filtered or asked.sort != Sort.RELEVANCE,
        first_path=replace(asked, page=1).path,
        unfiltered_path=Asked(asked.text).path if asked.filtered else "",
        previous_path=replace(asked, page=asked.page - 1).path if asked.page > 1 else "",
        next_path=_next_page(asked, results),
    )
    return unstored(response)


def _suggestion(asked: Asked, results: Results | None) -> str:
    if results is None or not results.suggestion:
        return ""
    return replace(asked, text=results.suggestion, page=1).path


def _next_page(asked: Asked, results: Results | None) -> str:
    if results is None or asked.page >= _LAST_PAGE or asked.page * asked.limit >= results.total:
        return ""
    return replace(asked, page=asked.page + 1).path


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _count(text: str, usual: int, most: int) -> int:
    if text.isascii() and text.isdecimal() and len(text) <= 9:
        return min(max(int(text), 1), most)
    return usual

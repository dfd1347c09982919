"""The search page: what was found, and where nothing was, what was understood and where to go on."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from khabar.arabic.plurals import RESULT, counted
from khabar.articles.models import Article, Section
from khabar.articles.outlets import search_engine
from khabar.articles.queries import cards
from khabar.articles.rebuilding import doubt, progress
from khabar.attribution.narrowing import Narrowed, narrowed
from khabar.front.dates import digits
from khabar.front.head import Head
from khabar.front.pages import page, unstored
from khabar.search.engine import IndexUnavailable, Results
from khabar.search.query import MAX_CHARS, MAX_LIMIT, Query, Sort

_PAGE_SIZE = 20
_NEWEST = 5
_LAST_PAGE = 100
_NAMED = {"topic": "الموضوع", "agency": "الوكالة", "author": "الكاتب"}
_LONGEST_NAME = 120
_TOPICS_OFFERED = 6
_STOPPED = "البحث متوقف الآن، ونعمل على إعادته. حاول بعد قليل."
_BUILDING = "يُبنى فهرس البحث من جديد، وقد تم منه {percent}٪. حاول بعد قليل؛ أما الأخبار والأقسام فكلها مفتوحة."


@dataclass(frozen=True)
class Asked:
    """What the address asks for, with everything unreadable in it left aside."""

    text: str
    section: str = ""
    topic: str = ""
    agency: str = ""
    author: str = ""
    said_by: str = ""
    through: str = ""
    since: date | None = None
    until: date | None = None
    sort: Sort = Sort.RELEVANCE
    fresh: bool = True
    page: int = 1
    limit: int = _PAGE_SIZE

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "Asked":
        """Read the query part of an address."""
        return cls(
            text=_words(values.get("q", "")),
            section=values.get("section", ""),
            **{name: values.get(name, "").replace("\x00", "")[:_LONGEST_NAME] for name in _NAMED},
            said_by=_words(values.get("said_by", "")),
            through=_words(values.get("through", "")),
            since=_day(values.get("from", "")),
            until=_day(values.get("to", "")),
            sort=Sort.DATE if values.get("sort") == Sort.DATE else Sort.RELEVANCE,
            fresh=values.get("fresh") != "off",
            page=_count(values.get("page", ""), 1, _LAST_PAGE),
            limit=_count(values.get("limit", ""), _PAGE_SIZE, MAX_LIMIT),
        )

    @property
    def anything(self) -> bool:
        """Whether there is something to search for."""
        return bool(self.text or self.said_by or self.through)

    @property
    def query(self) -> Narrowed:
        query = Query(
            self.text,
            section=self.section or None,
            topic=self.topic or None,
            agency=self.agency or None,
            author=self.author or None,
            date_from=self.since,
            date_to=self.until,
            sort=self.sort,
            fresh=self.fresh,
            facets=True,
            limit=self.limit,
            offset=(self.page - 1) * self.limit,
        )
        return narrowed(query, self.said_by, self.through)

    @property
    def filtered(self) -> bool:
        return bool(self.section or self.named or self.since or self.until or self.said_by or self.through)

    @property
    def named(self) -> dict[str, str]:
        """The filters by a name of topic, agency or author."""
        return {name: value for name in _NAMED if (value := getattr(self, name))}

    def without(self, name: str) -> "Asked":
        """What asks for the same without one of the filters by name."""
        blank: dict[str, Any] = {name: ""}
        return replace(self, page=1, **blank)

    @property
    def path(self) -> str:
        """The address that asks for this, without what is as usual."""
        values = {
            "q": self.text,
            "section": self.section,
            **self.named,
            "said_by": self.said_by,
            "through": self.through,
            "from": self.since.isoformat() if self.since else "",
            "to": self.until.isoformat() if self.until else "",
            "sort": self.sort.value if self.sort != Sort.RELEVANCE else "",
            "fresh": "" if self.fresh else "off",
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
        meant = asked.query
        results = search_engine().search(meant.query) if asked.anything else Results(asked.text)
    except IndexUnavailable:
        return _waiting(request, asked)
    found = cards().in_bulk([hit.id for hit in results.hits])
    results = replace(results, hits=tuple(hit for hit in results.hits if hit.id in found))
    if request.GET.get("format") == "json":
        return unstored(JsonResponse(results.as_json(), json_dumps_params={"ensure_ascii": False}))
    return _page(request, asked, results, [found[hit.id] for hit in results.hits], meant)


def _waiting(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The page while there is no index to ask, or its object: the rest of the site is up."""
    doubt()
    reached = progress()
    said = _STOPPED if reached is None else _BUILDING.format(percent=digits(str(reached.percent)))
    if request.GET.get("format") == "json":
        told = {"query": asked.text, "error": said, "rebuilding": reached and asdict(reached)}
        response: HttpResponse = unstored(JsonResponse(told, status=503, json_dumps_params={"ensure_ascii": False}))
    else:
        response = _page(request, asked, None, [], status=503, said=said)
    response["Retry-After"] = "30"
    return response


def _page(
    request: HttpRequest,
    asked: Asked,
    results: Results | None,
    articles: list[Article],
    meant: Narrowed | None = None,
    status: int = 200,
    said: str = "",
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
        meant=meant,
        results=results,
        said=said,
        hits=list(zip(results.hits, articles, strict=True)) if results else [],
        newest=newest,
        found_text=digits(counted(results.total, RESULT)) if results else "",
        section_choices=_sections(results),
        named_choices=_named(asked, results),
        topics=_topics(asked, results),
        removable=[(_NAMED[name], value, asked.without(name).path) for name, value in asked.named.items()],
        suggestion_path=_suggestion(asked, results),
        narrowed=asked.filtered or asked.sort != Sort.RELEVANCE,
        first_path=replace(asked, page=1).path,
        unfiltered_path=Asked(asked.text).path if asked.filtered else "",
        previous_path=replace(asked, page=asked.page - 1).path if asked.page > 1 else "",
        next_path=_next_page(asked, results),
    )
    return unstored(response)


def _sections(results: Results | None) -> list[tuple[str, str, str]]:
    """Slug, name and number of hits of every section; the number is left out where nothing was counted."""
    counts = results.facets.get("section", {}) if results else {}
    sections = Section.objects.all()
    return [(item.slug, item.name, digits(str(counts[item.slug])) if item.slug in counts else "") for item in sections]


def _named(asked: Asked, results: Results | None) -> list[tuple[str, str, str, list[str]]]:
    """The filters by agency and author with the names among the hits, where there are several to choose from."""
    found = []
    for name in ("agency", "author"):
        chosen = getattr(asked, name)
        names = [*(results.facets.get(name, {}) if results else {})]
        if chosen or len(names) > 1:
            found.append((name, _NAMED[name], chosen, list(dict.fromkeys([*([chosen] if chosen else []), *names]))))
    return found


def _topics(asked: Asked, results: Results | None) -> list[tuple[str, str, str]]:
    """Name, number of hits and address of the topics that narrow the hits; none where they would not."""
    if results is None or asked.topic:
        return []
    counts = results.facets.get("topic", {})
    narrower = [(name, count) for name, count in counts.items() if 1 < count < results.total]
    offered = [(name, digits(str(count)), replace(asked, topic=name, page=1).path) for name, count in narrower]
    return offered[:_TOPICS_OFFERED] if len(offered) > 1 else []


def _suggestion(asked: Asked, results: Results | None) -> str:
    if results is None or not results.suggestion:
        return ""
    return replace(asked, text=results.suggestion, page=1).path


def _next_page(asked: Asked, results: Results | None) -> str:
    if results is None or asked.page >= _LAST_PAGE or asked.page * asked.limit >= results.total:
        return ""
    return replace(asked, page=asked.page + 1).path


def _words(text: str) -> str:
    return " ".join(text.replace("\x00", " ").split())[:MAX_CHARS]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _count(text: str, usual: int, most: int) -> int:
    if text.isascii() and text.isdecimal() and len(text) <= 9:
        return min(max(int(text), 1), most)
    return usual

"""The search page: what was found, and where nothing was, what was understood and where to go on."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from khabar.arabic.plurals import RESULT, counted
from khabar.articles.queries import cards
from khabar.articles.rebuilding import doubt, progress
from khabar.attribution.narrowing import Narrowed
from khabar.finding.choices import choices
from khabar.finding.keys import query_key
from khabar.finding.tallies import counter
from khabar.front.answers import answers
from khabar.front.asked import LAST_PAGE, NAMED, Asked
from khabar.front.chrome import Chrome, chrome
from khabar.front.dates import digits
from khabar.front.found import Around, conditions_html, found_html
from khabar.front.head import Head
from khabar.front.hits import Row, hits_html, public_rows
from khabar.front.nearest import in_words, nearest
from khabar.front.pages import unstored
from khabar.front.search_form import filled_in, section_options
from khabar.front.templatetags.front import bidi
from khabar.media import renditions
from khabar.search.engine import Hit, IndexUnavailable, Results

Facets = dict[str, dict[str, int]]

_NEWEST = 5
_TOPICS_OFFERED = 6
_STOPPED = "البحث متوقف الآن، ونعمل على إعادته. حاول بعد قليل."
_TOPICS = '<nav class="facets" aria-label="نتائج بحسب الموضوع"><ul>{}</ul></nav>'
_TOPIC = '<li><a href="{}">{} <span>{}</span></a></li>'
_BUILDING = "يُبنى فهرس البحث من جديد، وقد تم منه {percent}٪. حاول بعد قليل؛ أما الأخبار والأقسام فكلها مفتوحة."


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`/search/?q=`: HTML, or with `format=json` the object of `khabar search --json`."""
    asked = Asked.of(request.GET.dict())
    around = chrome()
    chosen = choices(around.at)
    try:
        meant = asked.query
        query = replace(meant.query, synonyms=chosen.synonyms)
        results = answers.to(query) if asked.anything else Results(asked.text)
        near = nearest(asked, results, chosen.synonyms) if asked.text and not results.total else None
    except IndexUnavailable:
        return _waiting(request, asked, around)
    rows = public_rows(hit.id for hit in results.hits)
    results = replace(results, hits=tuple(hit for hit in results.hits if hit.id in rows))
    if request.GET.get("format") == "json":
        return unstored(JsonResponse(results.as_json(), json_dumps_params={"ensure_ascii": False}))
    keys = (query_key(asked.text), query_key(results.suggestion or "")) if asked.plain else ()
    pinned = _pinned(next((chosen.pinned[key] for key in keys if key in chosen.pinned), ()))
    if asked.plain:
        counter.add(asked.text, bool(results.total or pinned), in_words(results))
    return _page(asked, around, _found(asked, around, results, meant, pinned, rows) | {"near": near})


def _waiting(request: HttpRequest, asked: Asked, around: Chrome) -> HttpResponse:
    """The page while there is no index to ask, or its object: the rest of the site is up."""
    doubt()
    reached = progress()
    said = _STOPPED if reached is None else _BUILDING.format(percent=digits(str(reached.percent)))
    if request.GET.get("format") == "json":
        told = {"query": asked.text, "error": said, "rebuilding": reached and asdict(reached)}
        response: HttpResponse = unstored(JsonResponse(told, status=503, json_dumps_params={"ensure_ascii": False}))
    else:
        response = _page(asked, around, {"results": None, "said": said}, status=503)
    response["Retry-After"] = "30"
    return response


def _pinned(ids: tuple[int, ...]) -> list[Hit]:
    """The public ones of the stories that an editor pinned, in the editor's order."""
    stories = cards().in_bulk(ids) if ids else {}
    return [
        Hit(
            id=one.pk,
            external_id="",
            url=one.get_absolute_url(),
            headline=one.headline,
            headline_html=escape(one.headline),
            snippet=escape(one.abstract),
            published_at=one.first_published_at,
            section=one.section.slug,
            section_name=one.section.name,
            score=0.0,
        )
        for one in (stories[pk] for pk in ids if pk in stories)
    ]


def _found(
    asked: Asked, around: Chrome, results: Results, meant: Narrowed, pinned: list[Hit], rows: dict[int, Row]
) -> dict[str, Any]:
    above = {hit.id for hit in pinned}
    return {
        "meant": meant,
        "results": results,
        "pinned": hits_html(pinned, public_rows(above)) if pinned else "",
        "hits": hits_html((hit for hit in results.hits if hit.id not in above), rows),
        "found_text": digits(counted(results.total, RESULT)),
        "topics": _topics(asked, results),
        "suggestion_path": replace(asked, text=results.suggestion, page=1).path if results.suggestion else "",
        "next_path": _next_page(asked, results),
    }


def _page(asked: Asked, around: Chrome, context: dict[str, Any], status: int = 200) -> HttpResponse:
    shows = bool(context.get("hits") or context.get("pinned"))
    usual = {
        "asked": asked,
        "removable": conditions_html(
            (NAMED[name], value, asked.without(name).path) for name, value in asked.named.items()
        ),
        "unfiltered_path": Asked(asked.text).path if asked.filtered else "",
        "previous_path": replace(asked, page=asked.page - 1).path if asked.page > 1 else "",
    }
    content = _content(usual | context) if shows else _empty(usual | context)
    facets = results.facets if (results := context["results"]) else {}
    sections = section_options(around.sections, asked.section, _in_digits(facets.get("section", {})))
    own = {"content": content, **filled_in(asked, sections, _named(asked, facets))}
    return unstored(HttpResponse(around.around(_head(asked, context), own), status=status))


def _content(context: dict[str, Any]) -> str:
    names = ("found_text", "topics", "suggestion_path", "unfiltered_path", "previous_path", "next_path")
    around = Around(*(context[name] for name in names))
    found = found_html(context["results"], context["meant"], around, context["pinned"], context["hits"])
    return f"{context['removable']}{found}"


def _empty(context: dict[str, Any]) -> str:
    """The page's own part where there is no story to show, with the newest ones."""
    newest = list(cards()[:_NEWEST])
    results = context["results"]
    says_nothing = results is not None and results.understood.says_nothing
    renditions.prefetch(article.lead_picture for article in newest if article.lead_picture)
    # Without the request: its processors ask for a session and messages, which no reader has.
    own = {"newest": newest, "says_nothing": says_nothing}
    return get_template("front/parts/nothing_found.html").render(own | context)


def _head(asked: Asked, context: dict[str, Any]) -> Head:
    """What is an answer's own in the head. One without stories says nothing but what somebody typed: not to be kept."""
    title = f"البحث عن «{asked.text}»" if asked.text else "البحث"
    said = f"{title} في {settings.SITE_NAME}"
    if "found_text" in context:
        said = f"{said}: {context['found_text']}"
    shown = not asked.anything or bool(context.get("hits") or context.get("pinned"))
    return Head(title, asked.path, description=said, index=shown)


def _in_digits(counts: dict[str, int]) -> dict[str, str]:
    return {value: digits(str(count)) for value, count in counts.items()}


def _named(asked: Asked, facets: Facets) -> Iterator[tuple[str, str, list[str]]]:
    """The filters by agency and author with the names among the hits, where there are several to choose from."""
    for name in ("agency", "author"):
        chosen = getattr(asked, name)
        names = [*facets.get(name, {})]
        if chosen or len(names) > 1:
            yield name, chosen, list(dict.fromkeys([*([chosen] if chosen else []), *names]))


def _topics(asked: Asked, results: Results) -> SafeString:
    """Links to the topics that narrow the hits, with the number of hits on each; nothing where they would not."""
    if asked.topic:
        return SafeString()
    counts = results.facets.get("topic", {})
    offered = [(name, count) for name, count in counts.items() if 1 < count < results.total][:_TOPICS_OFFERED]
    if len(offered) < 2:
        return SafeString()
    paths = asked.narrowed_to(name for name, _ in offered)
    links = [
        _TOPIC.format(escape(path), bidi(name), digits(str(count)))
        for path, (name, count) in zip(paths, offered, strict=True)
    ]
    return mark_safe(_TOPICS.format("".join(links)))  # noqa: S308  of escaped parts


def _next_page(asked: Asked, results: Results) -> str:
    if asked.page >= LAST_PAGE or asked.page * asked.limit >= results.total:
        return ""
    return replace(asked, page=asked.page + 1).path

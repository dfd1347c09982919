"""The hits of a results page as HTML, through the gate; written without a template, which cost more than the search."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from html import escape
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from khabar.articles.models import Article
from khabar.core import clock
from khabar.core.paths import path_to
from khabar.front.dates import machine, written
from khabar.front.language import direction_of, is_foreign, language_in
from khabar.front.templatetags.front import bidi, bidi_html, picture
from khabar.media import renditions
from khabar.media.models import Picture
from khabar.search.engine import Hit
from khabar.search.query import MAX_LIMIT

Row = tuple[int, str, int | None]
"""What is asked of the database for a hit: id, language, id of its picture."""
_EXAMPLE = datetime(1, 1, 2, tzinfo=UTC)
_TEXT, _WITH_PICTURE = ('<li><article class="card card--row card--text">', '<li><article class="card card--row">')
_BEFORE = '<div class="card__text"><h2 class="card__headline"{}><a href="{}">'
_AFTER = '<p class="card__meta"><a href="{}">{}</a><time datetime="{}" data-relative>{}</time></p></div></article></li>'
_MEDIA = '<a class="card__media" href="{}" tabindex="-1" aria-hidden="true">{}</a>'


def public_rows(ids: Iterable[int]) -> dict[int, Row]:
    """The gate: the rows of those stories that anyone may read now."""
    wanted = list(ids)
    if not wanted:
        return {}
    asked = _question(len(wanted), connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(asked.sql, asked.values_for(wanted, clock.now()))
        return {row[0]: row for row in cursor.fetchall()}


@dataclass(frozen=True)
class _Question:
    """The gate's question about some stories as SQL, with an example of its values."""

    sql: str
    values: tuple[Any, ...]
    moments: tuple[int, ...]  # places of the moment it is asked for
    first_id: int  # place of the first id; the others follow

    def values_for(self, ids: list[int], moment: datetime) -> list[Any]:
        values = list(self.values)
        values[self.first_id : self.first_id + len(ids)] = ids
        adapted = _adapted(moment)
        for place in self.moments:
            values[place] = adapted
        return values


@lru_cache(maxsize=MAX_LIMIT)
def _question(count: int, _vendor: str) -> _Question:
    """The question about so many stories, written by Django once: for each search that would take as long as half the
    search.
    """
    gate = Article.objects.public(_EXAMPLE).filter(pk__in=range(-count, 0))
    sql, values = gate.order_by().values_list("pk", "language", "lead_picture_id").query.sql_with_params()
    moments = tuple(place for place, value in enumerate(values) if value == _adapted(_EXAMPLE))
    return _Question(sql, values, moments, values.index(-count))


def _adapted(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)


def hits_html(hits: Iterable[Hit], rows: dict[int, Row]) -> SafeString:
    """The list items of the hits that have a row."""
    pictured = {row[2] for row in rows.values() if row[2]}
    pictures = Picture.objects.in_bulk(pictured) if pictured else {}
    renditions.prefetch(pictures.values())
    style = (settings.DIGITS, settings.COUNTRY, settings.TIME_ZONE)
    shown = [_hit(hit, rows[hit.id][1], pictures.get(rows[hit.id][2]), style) for hit in hits if hit.id in rows]
    return mark_safe("".join(shown))  # noqa: S308 - every part is escaped where it is made


def _hit(hit: Hit, language: str, shown: Picture | None, style: tuple[str, ...]) -> str:
    around = (hit.url, language, hit.headline, hit.section, hit.section_name, hit.published_at)
    run, before, after = _around(*around, *style)
    media = _TEXT
    if shown is not None and shown.may_be_shown():
        media = _WITH_PICTURE + _MEDIA.format(escape(hit.url), picture(shown, "row"))
    snippet = f'<p class="card__abstract"{run}>{bidi_html(hit.snippet)}</p>' if hit.snippet else ""
    return f"{media}{before}{_headline(hit.headline_html)}</a></h2>{snippet}{after}"


@lru_cache(maxsize=4_000)
def _around(
    url: str, language: str, headline: str, section: str, section_name: str, at: datetime, *_settings: str
) -> tuple[str, str, str]:
    """What stands in a hit whatever was searched for: the attributes of its words, what is before and what after the
    headline and the passage; remembered as long as the settings that decide how a moment is written are the same.
    """
    run = _run(language_in(language, headline))
    path = escape(path_to("front:section", section))
    after = _AFTER.format(path, bidi(section_name), machine(at), escape(written(at, "short")))
    return run, _BEFORE.format(run, escape(url)), after


_headline = lru_cache(maxsize=4_000)(bidi_html)


@lru_cache(maxsize=64)
def _run(language: str) -> SafeString:
    return (
        format_html(' lang="{}" dir="{}"', language, direction_of(language)) if is_foreign(language) else SafeString()
    )

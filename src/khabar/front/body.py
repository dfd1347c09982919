"""An article's body made ready for the page: cleaned, with its pictures and related stories fetched at once."""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from wagtail.rich_text import expand_db_html

from khabar.articles.galleries import Value, gallery_pictures, picture_values
from khabar.articles.models import Article
from khabar.articles.queries import cards
from khabar.core.clean import clean_body
from khabar.front.embeds import embed_cards
from khabar.front.marks import Mark, fitting
from khabar.front.videos import Player, players
from khabar.media import renditions
from khabar.media.models import Picture

_TAG = re.compile("<[^>]*>")
_OPENING = re.compile(r"<p(?=[\s>])")
NO_MARKS: Mapping[int, Sequence[Mark]] = {}


@dataclass(frozen=True)
class Block:
    """One block of the body: `kind` names its template, `value` is what that shows, `marks` lie over a paragraph."""

    kind: str
    value: Any
    marks: tuple[Mark, ...] = ()

    @property
    def template(self) -> str:
        return f"front/body/{self.kind}.html"


class HasBody(Protocol):
    """An article or a page written by hand."""

    body: Any


def body_blocks(
    article: HasBody, *, with_related: bool = True, marks: Mapping[int, Sequence[Mark]] = NO_MARKS
) -> list[Block]:
    """The blocks of an article or a page in reading order; what may not or cannot be shown is left out.

    Args:
        marks: statements by the number of their block; those whose words do not stand there are left out.
    """
    raw = list(article.body.raw_data)
    pictures = _pictures(body_pictures(article))
    related = _related(raw) if with_related else {}
    videos, embeds = _videos(raw), embed_cards(raw)
    blocks = []
    for position, entry in enumerate(raw):
        kind, value = entry["type"], entry["value"]
        if kind == "picture":
            shown: Any = _picture(value, pictures)
        elif kind == "gallery":
            shown = _gallery(value, pictures)
        elif kind == "video":
            shown = videos.get(value.get("video") or 0)
        elif kind == "embed":
            shown = embeds[position]
        elif kind == "related":
            shown = related.get(value)
        elif kind == "table":
            shown = _table(article.body[position].value)
        elif kind == "paragraph":
            shown = _paragraph(value, position)
        else:
            shown = _MAKERS[kind](value) if kind in _MAKERS else None
        if shown:
            blocks.append(Block(kind, shown, fitting(shown, marks.get(position, ()))))
    return blocks


def body_pictures(article: HasBody) -> list[int]:
    """The ids of the pictures that stand in the body, those of galleries too."""
    return [value["picture"] for value in picture_values(article.body.raw_data)]


def block_pictures(block: Block) -> list[dict[str, Any]]:
    """What a block shows of pictures: of a gallery all, of a picture itself, of others nothing."""
    if block.kind == "gallery":
        found: list[dict[str, Any]] = block.value["pictures"]
        return found
    return [block.value] if block.kind == "picture" else []


def _pictures(wanted: list[int]) -> dict[int, Picture]:
    found: dict[int, Picture] = Picture.objects.in_bulk(wanted) if wanted else {}
    if found:
        renditions.prefetch(found.values())
    return found


def _videos(raw: list[dict[str, Any]]) -> dict[int, Player]:
    """Videos that can be played; one that is still being made is left out until it is."""
    values = [entry["value"] for entry in raw if entry["type"] == "video"]
    captions = {value["video"]: value.get("caption") or "" for value in values if value.get("video")}
    return players(captions, captions)


def _related(raw: list[dict[str, Any]]) -> dict[int, Article]:
    """Related stories that are public; one that was taken down is not even named."""
    wanted = [entry["value"] for entry in raw if entry["type"] == "related" and entry["value"]]
    return {article.pk: article for article in cards().filter(pk__in=wanted)} if wanted else {}


def _picture(value: Value, pictures: dict[int, Picture]) -> dict[str, Any] | None:
    """What is shown of a picture; nothing once our right to show it is over."""
    picture = pictures.get(value.get("picture") or 0)
    if picture is None or not picture.may_be_shown():
        return None
    return {
        "picture": picture,
        "caption": value.get("caption") or picture.caption,
        "credit": value.get("credit") or picture.credit,
        "alt": value.get("alt") or ("" if value.get("no_alt") else picture.default_alt_text),
    }


def _gallery(value: Value, pictures: dict[int, Picture]) -> dict[str, Any] | None:
    """A gallery with those of its pictures that may be shown, and where it stands."""
    shown = [one for each in gallery_pictures(value) if (one := _picture(each, pictures))]
    return {"title": value.get("title") or "", "pictures": shown, "top": bool(value.get("top"))} if shown else None


def _paragraph(value: str, position: int) -> str:
    """Safe HTML; cleaned again here, whatever was saved. Empty where nothing in it can be read.

    Its first paragraph carries the block's number in the body, so that an address can lead to it.
    """
    shown: str = expand_db_html(clean_body(value))
    if not html.unescape(_TAG.sub("", shown)).strip():
        return ""
    return _OPENING.sub(f'<p id="b{position}"', shown, count=1)


def _list(value: list[Any]) -> list[str]:
    return [item["value"] if isinstance(item, dict) else item for item in value]


def _table(value: Any) -> dict[str, Any] | None:
    if not value or not value.columns:
        return None
    rows = [[_cell(cell.value) for cell in row] for row in value.rows]
    return {"caption": value.caption, "heads": [column["heading"] for column in value.columns], "rows": rows}


def _cell(value: Any) -> str:
    """A cell as text; a whole number without the point Python gives it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


_MAKERS: dict[str, Callable[[Any], Any]] = {
    "subheading": str.strip,
    "quote": lambda value: value if value.get("text") else None,
    "list": _list,
}

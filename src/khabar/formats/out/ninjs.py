"""Stories as ninjs 3.1 objects (IPTC; iptc.org/std/ninjs/ninjs-schema_3.1.json)."""

import json
from typing import Any

from khabar.formats.out import xhtml
from khabar.formats.out.story import Channel, Image, Named, Party, Source, Story, safe

CONTENT_TYPE = "application/json; charset=utf-8"
Node = dict[str, Any]
_STANDARD = {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"}


def write(channel: Channel) -> bytes:
    """Return a JSON list of ninjs objects, one for each story; the standard names no envelope."""
    return dumped([item(story) for story in channel.stories])


def dumped(value: Any) -> bytes:
    """Return JSON in UTF-8, its letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def item(story: Story) -> Node:
    """Return the object of one story; properties without a value are left out."""
    node: Node = {
        "standard": _STANDARD,
        "uri": story.uri,
        "type": "text",
        "version": str(story.version),
        "versionCreated": story.modified.isoformat(timespec="seconds"),
        "pubStatus": story.status,
    }
    if not story.withdrawn:
        node |= _management(story) | _words(story) | _relations(story)
    return {name: value for name, value in node.items() if value not in (None, "", [])}


def _management(story: Story) -> Node:
    created = story.created.isoformat(timespec="seconds") if story.created else None
    return {
        "representationType": "full" if story.whole else "partial",
        "firstCreated": created,
        "contentCreated": created,
        "expires": story.expires.isoformat(timespec="seconds") if story.expires else None,
        "urgency": story.urgency,
        "language": story.language,
        "copyrightHolder": safe(story.holder),
        "copyrightNotice": safe(story.notice),
        "usageTerms": safe(story.terms),
    }


def _words(story: Story) -> Node:
    headlines = [("main", story.headline), ("kicker", story.kicker)]
    return {
        "by": safe(story.byline),
        "located": safe(story.place),
        "headlines": [
            {"role": role, "contentType": "text/plain", "value": safe(text)} for role, text in headlines if text
        ],
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": safe(story.abstract)}]
        if story.abstract
        else [],
        "bodies": _bodies(story),
    }


def _bodies(story: Story) -> list[Node]:
    text = story.plain_text
    if not text:
        return []
    counts = {"charCount": len(text), "wordCount": len(text.split())}
    markup = f'<div xmlns="{xhtml.XHTML}">{xhtml.body(story, figures=False)}</div>'
    line = f"{safe(story.dateline)} – " if story.dateline else ""
    return [
        {"role": "main", "contentType": "application/xhtml+xml", **counts, "value": markup},
        {"role": "plain", "contentType": "text/plain", **counts, "value": line + text},
    ]


def _relations(story: Story) -> Node:
    page = {"name": "web", "href": story.link, "contentType": "text/html"}
    return {
        "subjects": [_subject(subject) for subject in story.subjects],
        "places": [{"name": safe(story.place), "rel": "dateline"}] if story.place else [],
        "infoSources": [*map(_source, story.sources), *map(_party, story.parties)],
        "renditions": [page] if story.link else [],
        "associations": [_picture(image, place) for place, image in enumerate(story.pictures, start=1)],
    }


def _subject(subject: Named) -> Node:
    return {"name": safe(subject.name), "rel": "about", **({"uri": subject.uri} if subject.uri else {})}


def _source(source: Source) -> Node:
    """An agency the story is credited to."""
    return {"name": safe(source.name), "role": "agency", **({"literal": source.code} if source.code else {})}


def _party(party: Party) -> Node:
    return {"name": safe(party.name), "role": safe(party.role), **({"uri": safe(party.uri)} if party.uri else {})}


def _picture(image: Image, place: int) -> Node:
    rendition = {
        "name": "main",
        "href": image.href,
        "contentType": "image/jpeg",
        "width": image.width,
        "height": image.height,
    }
    node = {
        "name": f"picture-{place}",
        "uri": image.href,
        "type": "picture",
        "title": safe(image.alt),
        "by": safe(image.credit),
        "descriptions": [{"role": "caption", "contentType": "text/plain", "value": safe(image.caption)}]
        if image.caption
        else [],
        "renditions": [rendition],
    }
    return {name: value for name, value in node.items() if value not in ("", [])}

"""IPTC 7901 text wires: header, keywords and text between control characters, as European and Arab agencies send."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from khabar.formats.agencies import find_agency
from khabar.formats.record import Block
from khabar.formats.text import clean
from khabar.formats.wire.dateline import read_dateline
from khabar.formats.wire.decode import decode_wire
from khabar.formats.wire.endline import PRIORITY_LETTERS, daily_identifier, read_end_time
from khabar.formats.wire.errors import MalformedWire
from khabar.formats.wire.newlines import HEADLINE_END, paragraphs, split_head
from khabar.formats.wire.record import Draft, Refusal, Subject, Text
from khabar.formats.wire.xml import urgency_of

FORMAT = "iptc7901"
_MESSAGE = re.compile(r"\x01")
_HEADER = re.compile(
    r"^\s*(?P<service>[A-Za-z]{2,8})\s?(?P<number>\d{2,6})\s+(?P<priority>\d|[A-Za-z])\s+(?P<category>[A-Za-z]{1,4})"
    r"(?:\s+(?P<words>\d{1,5}))?(?:\s+(?P<rest>.*))?$"
)
# The identifier some agencies end the header with, its version behind a number sign.
_IDENTITY = re.compile(r"(?P<id>\d{6}-\d{1,4}-\d{3,8})(?:#(?P<version>\d{1,3}))?")
_PADDING = re.compile(r"[\x00\x16\x7f\x0e\x0f\x13\x14\x11\x12]")
_FRAMING = re.compile(r"^\s*(?:ZCZC.*|NNNN)\s*$", re.MULTILINE)
_BYLINE = re.compile(r"^(?:by|von|par|من|بقلم|كتب)\s+(?P<name>[^\d.]{3,60}?)\s*(?:,.*)?$", re.IGNORECASE)
_SHORT = 25
_MAX_LINE = 300


@dataclass
class _Parts:
    header: str
    keywords: str
    text: str
    end: str


def read_iptc7901(data: bytes, *, source: str) -> Iterator[Draft | Refusal]:
    """Yield the messages of a transmission; a transmission may carry several. Raises Undecodable, MalformedWire."""
    text = _FRAMING.sub("", _PADDING.sub("", decode_wire(data, teleprinter=True)))
    messages = [piece for piece in _MESSAGE.split(text) if piece.strip()]
    if not messages:
        raise MalformedWire("رسالة IPTC 7901 فارغة")
    for message in messages:
        try:
            yield _message(_split(message), source)
        except MalformedWire as error:
            if len(messages) == 1:
                raise
            yield Refusal(error.reason)


def _split(message: str) -> _Parts:
    """Cut a message at STX, ETX and EOT; without them the header is two lines."""
    head, stx, rest = message.partition("\x02")
    if not stx:
        lines = message.lstrip("\r\n").split("\n")
        head, rest = "\n".join(lines[:2]), "\n".join(lines[2:])
    text, _, end = rest.partition("\x03")
    lines = [line.strip() for line in head.strip().splitlines() if line.strip()]
    return _Parts(lines[0] if lines else "", " ".join(lines[1:]), text, end.partition("\x04")[0])


def _message(parts: _Parts, source: str) -> Draft:
    if not parts.text.strip():
        raise MalformedWire("رسالة IPTC 7901 بلا نص")
    draft = Draft(source=source, format=FORMAT, version=1)
    draft.modified_at = read_end_time(parts.end)
    draft.slugline = clean(parts.keywords).strip("/ =") or None
    header = _HEADER.match(parts.header[:_MAX_LINE])
    if header is None:
        draft.guid = daily_identifier((FORMAT,), None, parts.text)
        draft.warnings.append("ترويسة الرسالة غير مفهومة")
    else:
        _read_header(header, parts, draft)
    _read_text(parts.text, draft)
    return draft


def _read_header(header: re.Match[str], parts: _Parts, draft: Draft) -> None:
    service, rest = header["service"].lower(), header["rest"] or ""
    identity = _IDENTITY.search(rest)
    if identity:
        draft.guid = f"{FORMAT}:{service}:{identity['id']}"
        draft.version = int(identity["version"] or 1)
    else:
        draft.guid = daily_identifier((FORMAT, service, header["number"]), draft.modified_at, parts.text)
    draft.urgency = urgency_of(header["priority"]) or PRIORITY_LETTERS.get(header["priority"].lower())
    draft.subjects.append(Subject(header["category"].lower(), None))
    draft.kinds.append(service)
    for word in rest.split():
        name = word.split("-")[0]
        draft.credit(name if name.isalpha() and (name.isupper() or find_agency(name)) else None)
    draft.providers.extend([*rest.split(), service])


def _read_text(text: str, draft: Draft) -> None:
    head, rest = split_head(text)
    for line in head:
        if match := _BYLINE.match(line):
            draft.byline = draft.byline or clean(match["name"])
    headline = " ".join(line for line in head if not _BYLINE.match(line))
    found = paragraphs(HEADLINE_END.sub("\n\n", rest))
    if not headline and len(found) > 1 and _could_be_headline(found[0]):
        headline = found.pop(0)
    if headline:
        draft.headlines.append(Text(headline, None, main=True))
    draft.body.extend(Block("paragraph", one) for one in found)


def _could_be_headline(text: str) -> bool:
    short = len(text.split()) <= _SHORT and not text.endswith((".", "؟", "!"))
    return short and not read_dateline(text).found

"""ANPA 1312 text wires, as American agencies send: a header of codes, lines with typesetting marks, text with tabs."""

import re
from collections.abc import Iterator

from khabar.formats.record import Block
from khabar.formats.text import clean
from khabar.formats.wire.decode import decode_wire
from khabar.formats.wire.endline import PRIORITY_LETTERS, daily_identifier, read_end_time
from khabar.formats.wire.errors import MalformedWire
from khabar.formats.wire.record import Draft, Refusal, Subject, Text

FORMAT = "anpa1312"
_TRANSMISSION = re.compile(r"\x01?(?P<service>[a-zA-Z])(?P<number>\d{4})\x1f(?P<selector>[\w-]*)")
_CODES = re.compile(
    r"^\s*(?P<priority>[a-zA-Z])\s+(?P<category>[a-zA-Z])\s*(?P<type>[\x13\x14])?(?P<face>[\x11\x12])?\s*"
    r"(?P<keyword>.*?)(?:\s+(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:\s+(?P<words>\d{1,5}))?)?\s*$"
)
_CYCLE = re.compile(r"^(?:am|pm|bc|ap)-+", re.IGNORECASE)
# Typesetting instructions of the guideline: quads, spaces, rules and font calls.
_SETTING = re.compile(r"[\x00\x08\x0b\x0c\x0e-\x15\x17-\x1e\x7f]|\^?[<>=]+(?=\s*$)|^\^+")
_MAX_LINE = 300
_NOTE = re.compile(r"^\(?(?:eds?:|editor'?s'? note|an ap|with photos?|with:|for use|embargoed)", re.IGNORECASE)
_BYLINE = re.compile(r"^by\s+\S", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"^(?:ap-[a-z-]+|afp|upi|\(?associated press\)?|.{2,30} writer.{0,30}|the associated press)$", re.IGNORECASE
)
_QUOTES = (("``", "“"), ("''", "”"))


def read_anpa(data: bytes, *, source: str) -> Iterator[Draft | Refusal]:
    """Yield the items of a transmission. Raises MalformedWire when there is none, Undecodable."""
    text = decode_wire(data, teleprinter=True)
    starts = [match.start() for match in _TRANSMISSION.finditer(text)]
    if not starts:
        raise MalformedWire("رسالة ANPA 1312 بلا ترويسة")
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        try:
            yield _item(text[start:end], source)
        except MalformedWire as error:
            if len(starts) == 1:
                raise
            yield Refusal(error.reason)


def _item(message: str, source: str) -> Draft:
    header = _TRANSMISSION.match(message)
    head, stx, rest = message.partition("\x02")
    if header is None or not stx:
        raise MalformedWire("رسالة ANPA 1312 بلا نص")
    text, _, end = rest.partition("\x03")
    draft = Draft(source=source, format=FORMAT, version=1)
    draft.modified_at = read_end_time(end)
    sequence = header["service"] + header["number"]
    draft.guid = daily_identifier((FORMAT, header["selector"].lower(), sequence), draft.modified_at, text)
    lines = [line for line in head[header.end() :].splitlines() if line.strip("\x16 \r\n")]
    if lines:
        _read_codes(lines[0], draft)
    origin = re.match(r"\s*([A-Za-z]+)-", end)
    draft.credit(origin[1].upper() if origin else None)
    draft.providers.extend(draft.credits)
    _read_text(text, draft)
    return draft


def _read_codes(line: str, draft: Draft) -> None:
    codes = _CODES.match(line[:_MAX_LINE])
    if codes is None:
        draft.warnings.append("سطر الرموز في رسالة ANPA 1312 غير مفهوم")
        return
    draft.urgency = PRIORITY_LETTERS.get(codes["priority"].lower())
    draft.subjects.append(Subject(codes["category"].lower(), None))
    keyword = clean(_SETTING.sub("", codes["keyword"]))
    draft.slugline = _CYCLE.sub("", keyword.split(" ")[0] if keyword else "").strip("-") or None


def _read_text(text: str, draft: Draft) -> None:
    """Read the lines: those with a caret are headings set by the typesetter, those with a tab paragraphs."""
    headings: list[str] = []
    body: list[str] = []
    for raw in text.replace("\r", "\n").split("\n"):
        line = clean(_SETTING.sub("", _typographic(raw)))
        if not line:
            continue
        caret = raw.lstrip("\x08").startswith("^")
        if caret and body:
            _crosshead(line, draft, body)
        elif caret:
            headings.append(line)
        elif raw.startswith(("\t", "   ")) or not body:
            body.append(line)
        else:
            body[-1] = f"{body[-1]} {line}"
    _read_headings(headings, draft)
    draft.body.extend(Block("paragraph", line) for line in body if not _SIGNATURE.match(line))


def _crosshead(line: str, draft: Draft, body: list[str]) -> None:
    if _NOTE.match(line):
        draft.note(line)
    elif not _SIGNATURE.match(line):
        body.append(f"- {line} -")


def _typographic(line: str) -> str:
    for plain, printed in _QUOTES:
        line = line.replace(plain, printed)
    return line.replace(" _ ", " - ")


def _read_headings(headings: list[str], draft: Draft) -> None:
    for line in headings:
        if _NOTE.match(line):
            draft.note(line)
        elif _BYLINE.match(line):
            draft.byline = line
        elif _SIGNATURE.match(line):
            continue
        elif re.match(r"^[A-Z]{2}-[A-Z]{1,3}--", line) or (line.count("-") >= 2 and " " not in line.split(",")[0]):
            draft.slugline = draft.slugline or line
        else:
            draft.headlines.append(Text(line, None, main=not draft.headlines))

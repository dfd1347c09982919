"""Plain e-mail (RFC 822 and MIME) that carries a story or a whole wire document."""

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from khabar.formats.agencies import agencies_in
from khabar.formats.record import Block
from khabar.formats.text import clean
from khabar.formats.wire.decode import decode_wire
from khabar.formats.wire.errors import MalformedWire, Undecodable
from khabar.formats.wire.markup import read_html
from khabar.formats.wire.newlines import paragraphs, split_head
from khabar.formats.wire.record import Association, Draft, Text
from khabar.formats.wire.times import read_moment

FORMAT = "email"
_SIGNATURE = re.compile(r"^-- ?\s*$", re.MULTILINE)
_REPLY = re.compile(r"^\s*(?:re|fwd?|fw|aw|رد|إعادة توجيه)\s*:\s*", re.IGNORECASE)
_URGENCY = {"1": 1, "2": 3, "3": 5, "4": 6, "5": 7, "high": 2, "urgent": 2, "normal": 5, "low": 7}
_WIRE_TYPES = ("application/xml", "text/xml", "application/json", "application/vnd.iptc")


def parse_mail(data: bytes) -> EmailMessage:
    """Return the message. Raises MalformedWire when it has no headers at all."""
    data = re.sub(rb"\AFrom \S+ .*\r?\n", b"", data)
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
    except Exception as error:  # the parser promises none, its header classes raise several
        raise MalformedWire("رسالة البريد غير سليمة") from error
    if not isinstance(message, EmailMessage) or not message.keys():
        raise MalformedWire("رسالة بريد بلا ترويسة")
    return message


def attached_wires(message: EmailMessage) -> Iterator[bytes]:
    """Yield the wire documents that a message only carries."""
    for part in message.walk():
        if part.get_content_type().startswith(_WIRE_TYPES):
            payload = _payload(part)
            if payload.strip():
                yield payload


def attached_pictures(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures that a message carries, each under the address by which its record names it."""
    for part in message.walk():
        if part.get_content_maintype() == "image" and (href := _href(part)):
            yield href, _payload(part)


def read_mail(message: EmailMessage, *, source: str) -> Draft:
    """Read the message's own text. Raises Undecodable when its letters cannot be told."""
    draft = Draft(source=source, format=FORMAT, version=1)
    draft.guid = clean(_header(message, "Message-ID")).strip("<>") or None
    draft.created_at = draft.modified_at = read_moment(_header(message, "Date"))
    subject = clean(_REPLY.sub("", _header(message, "Subject")))
    if subject:
        draft.headlines.append(Text(subject, None, main=True))
    name, address = parseaddr(_header(message, "From"))
    draft.credit(clean(name) if agencies_in(name) else None)
    draft.providers.append(address.rpartition("@")[2].lower())
    draft.language = clean(_header(message, "Content-Language")) or None
    priority = (_header(message, "X-Priority") or _header(message, "Importance")).strip().lower()
    draft.urgency = _URGENCY.get(priority.split(" ")[0])
    _read_text(message, draft)
    return draft


def _header(message: EmailMessage, name: str) -> str:
    """Return a header decoded; one whose bytes are raw eight-bit text is decoded as the body is."""
    try:
        value = str(message.get(name, ""))
    except Exception:  # broken encoded words make the header classes raise what they like
        return ""
    raw = value.encode("utf-8", errors="surrogateescape")
    if any("\udc80" <= char <= "\udcff" for char in value) or "\ufffd" in value:
        try:
            return decode_wire(raw)
        except Undecodable:
            return value.encode("ascii", errors="ignore").decode("ascii")
    return value


def _payload(part: EmailMessage) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except Exception:  # unknown transfer encodings and broken base64
        return b""
    return payload if isinstance(payload, bytes) else b""


def _read_text(message: EmailMessage, draft: Draft) -> None:
    plain: list[str] = []
    marked: list[str] = []
    for part in message.walk():
        kind = part.get_content_type()
        if part.is_multipart():
            continue
        if part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
            _attach(part, draft)
        elif text := decode_wire(_payload(part), declared=_charset(part)).replace("\x00", ""):
            (marked if kind == "text/html" else plain).append(text)
    if plain and any(text.strip() for text in plain):
        for text in plain:
            head, body = split_head(_SIGNATURE.split(text)[0])
            _take_head(head, draft)
            draft.body.extend(Block("paragraph", line) for line in paragraphs(body) if not line.startswith(">"))
        return
    for text in marked:
        read = read_html(text)
        draft.body.extend(read.blocks)
        draft.associations.extend(read.associations)


def _take_head(head: list[str], draft: Draft) -> None:
    """Take the lines above a story's dateline: a headline where the subject is empty, else for editors."""
    if head and not draft.headlines:
        draft.headlines.append(Text(" ".join(head), None, main=True))
    else:
        draft.note(" ".join(head))


def _charset(part: EmailMessage) -> str | None:
    charset = part.get_param("charset")
    return charset if isinstance(charset, str) else None


def _attach(part: EmailMessage, draft: Draft) -> None:
    kind = {"image": "picture", "video": "video", "audio": "audio"}.get(part.get_content_maintype(), "document")
    name = clean(part.get_filename() or "")
    draft.associations.append(Association(type=kind, headline=name or None, href=_href(part)))


def _href(part: EmailMessage) -> str | None:
    """The address of a part: by its identifier, else its file name."""
    identifier = clean(str(part.get("Content-ID", ""))).strip("<>")
    return f"cid:{identifier}" if identifier else clean(part.get_filename() or "") or None

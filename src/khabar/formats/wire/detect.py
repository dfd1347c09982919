"""What a document is, told from its content and never from its name."""

import re
from typing import Literal

Kind = Literal["xml", "json", "anpa", "iptc7901", "mail", "unknown"]

_MAIL_HEADER = re.compile(
    rb"^(?:From|To|Subject|Date|Message-ID|Received|MIME-Version|Content-Type|Return-Path|Delivered-To|Reply-To|Cc|"
    rb"Content-Transfer-Encoding|X-[A-Za-z-]+|Sender|List-[A-Za-z-]+|DKIM-Signature)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_MBOX = re.compile(rb"\AFrom \S+ .*\r?\n")
_ANPA = re.compile(rb"\A[\x16\s]*\x01?[a-zA-Z]\d{4}\x1f")
_7901 = re.compile(
    rb"\A[\x00\x16\x7f\s]*(?:ZCZC[^\x01]{0,80})?\x01|\A[\x7f\s]*[a-z]{2,5}\d{3,4}\s+\d\s+[a-z]{1,3}\s+\d{1,5}(?:\s|\Z)",
    re.IGNORECASE,
)


def detect(data: bytes) -> Kind:
    """Return the family of formats that `data` belongs to."""
    head = data[:4096]
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _ANPA.match(head):
        return "anpa"
    if _7901.match(head):
        return "iptc7901"
    if head.startswith((b"{", b"[")):
        return "json"
    if head.startswith(b"<"):
        return "xml"
    if _MBOX.match(head) or len(_MAIL_HEADER.findall(head.split(b"\n\n")[0].split(b"\r\n\r\n")[0])) >= 2:
        return "mail"
    return "xml" if re.search(rb"<\?xml|<(?:rss|feed|rdf:RDF|newsItem|NewsML|nitf)\b", head) else "unknown"

"""Wires by e-mail."""

import base64

import pytest
from tests.unit.formats.wire.documents import (
    STORY,
    STORY_BODY,
    STORY_HEADLINE,
    credits,
    g2_item,
    read,
    read_all,
    texts,
)

from khabar.formats.wire.errors import NotAWire
from khabar.ingest.reading import read_wire

HEAD = (
    "From: Desk <desk@afp.com>\nTo: a@example.org\nDate: Sat, 25 Nov 2023 14:00:00 +0200\nMessage-ID: <abc@afp.com>\n"
)
SUBJECT = "Subject: =?utf-8?B?" + base64.b64encode("عنوان الرسالة".encode()).decode() + "?=\n"


def message(body: bytes, *headers: str) -> bytes:
    return (
        HEAD + SUBJECT + "MIME-Version: 1.0\n" + "".join(f"{header}\n" for header in headers) + "\n"
    ).encode() + body


def test_a_plain_message() -> None:
    record = read(message(STORY.encode(), "Content-Type: text/plain; charset=utf-8", "X-Priority: 1"))
    assert (record.format, record.guid, record.headline) == ("email", "abc@afp.com", "عنوان الرسالة")
    assert (texts(record), record.dateline.place, credits(record)) == (STORY_BODY, "القاهرة", ["أ ف ب"])
    assert (record.created_at, record.urgency) == ("2023-11-25T14:00:00+02:00", 1)
    assert record.ednote == STORY_HEADLINE


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [
        ("windows-1256", "windows-1256"),
        ("iso-8859-6", "iso-8859-6"),
        ("windows-1256", "utf-8"),
        ("utf-8", "us-ascii"),
        ("windows-1256", "x-unknown"),
        ("windows-1256", None),
    ],
)
def test_charsets_told_rightly_wrongly_and_not_at_all(encoding: str, charset: str | None) -> None:
    kind = f"Content-Type: text/plain; charset={charset}" if charset else "Content-Type: text/plain"
    body = base64.encodebytes(STORY.encode(encoding))
    assert texts(read(message(body, kind, "Content-Transfer-Encoding: base64"))) == STORY_BODY


def test_quoted_printable() -> None:
    body = b"K=F6ln (dpa) - Gr=FC=DFe aus der Stadt am Rhein, wo es heute regn=\net.\n"
    record = read(
        message(body, "Content-Type: text/plain; charset=iso-8859-1", "Content-Transfer-Encoding: quoted-printable")
    )
    assert (texts(record), record.dateline.place) == (["Grüße aus der Stadt am Rhein, wo es heute regnet."], "Köln")


def test_parts_alternatives_signatures_and_attachments() -> None:
    parts = (
        "--b\nContent-Type: text/plain; charset=utf-8\n\nنص أول.\n\nنص ثان.\n-- \nتوقيع\n"
        "--b\nContent-Type: text/html; charset=utf-8\n\n<p>سوى ذلك</p>\n"
        "--b\nContent-Type: image/jpeg\nContent-Disposition: attachment; filename=p.jpg\n\nx\n--b--\n"
    )
    record = read(message(parts.encode(), 'Content-Type: multipart/mixed; boundary="b"'))
    assert texts(record) == ["نص أول.", "نص ثان."]
    assert [(one.type, one.href) for one in record.associations] == [("picture", "p.jpg")]


def test_html_alone() -> None:
    record = read(message("<p>نص أول.</p><p>نص ثان.</p>".encode(), "Content-Type: text/html; charset=utf-8"))
    assert texts(record) == ["نص أول.", "نص ثان."]


def test_a_message_that_carries_a_wire_document_gives_the_documents_items() -> None:
    parts = (
        "--b\nContent-Type: text/plain\n\nanbei\n--b\nContent-Type: application/xml\n"
        "Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(g2_item().encode()).decode() + "--b--\n"
    )
    (record,) = read_all(message(parts.encode(), 'Content-Type: multipart/mixed; boundary="b"'))
    assert (record.format, record.headline) == ("newsml-g2", "عنوان الخبر")


def test_a_broken_attachment_is_refused_by_itself() -> None:
    parts = "--b\nContent-Type: application/xml\n\n<newsItem>\n--b--\n"
    reading = read_wire(message(parts.encode(), 'Content-Type: multipart/mixed; boundary="b"'), source="test")
    assert len(reading.refused) == 1


def test_text_without_headers_is_no_message() -> None:
    with pytest.raises(NotAWire):
        read_wire(STORY.encode(), source="test")

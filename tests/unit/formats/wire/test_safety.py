"""Hostile and broken input: refused in words, never a crash, never half a story."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.formats.wire.documents import (
    STORY,
    content_item,
    g2_item,
    g2_message,
    iptc7901,
    newsml1_item,
    nitf_document,
    paragraphs,
)
from tests.unit.formats.wire.test_feeds import ATOM, CDF, RSS
from tests.unit.formats.wire.test_ninjs import NINJS_1, NINJS_3
from tests.unit.formats.wire.test_text_wires import ANPA

from khabar.formats.wire import WireError
from khabar.formats.wire.errors import MalformedWire, NotAWire, UnsafeWire
from khabar.ingest.reading import read_wire

DOCUMENTS = [
    g2_message(g2_item(paragraphs("بيروت (أ ف ب) - نص.", "بور/منى")), g2_item(item_class="picture")).encode(),
    newsml1_item(content_item("نص.")).encode(),
    nitf_document('<docdata><doc-id id-string="x"/></docdata>', "<hedline><hl1>ع</hl1></hedline>").encode(),
    json.dumps(NINJS_1).encode(),
    json.dumps([NINJS_3, NINJS_1], ensure_ascii=False).encode(),
    RSS.encode(),
    ATOM.encode(),
    CDF.encode(),
    iptc7901(STORY).encode("windows-1256"),
    ANPA,
    b"From: a@b.c\nSubject: =?utf-8?B?2LU=?=\nContent-Type: text/plain; charset=utf-8\n\n" + STORY.encode(),
]
QUIET = settings(max_examples=150)


def settled(data: bytes) -> bool:
    """Whether the document was refused in words, or read into records that print and are whole; no other error may
    come out."""
    try:
        reading = read_wire(data, source="test")
    except WireError as error:
        return bool(error.reason)
    printed = [json.loads(json.dumps(record.to_json(), ensure_ascii=False)) for record in reading.records]
    return all(item.reason for item in reading.refused) and all(
        record["source"] == "test" and record["format"] and record["publishable"] == (not record["reasons"])
        for record in printed
    )


@QUIET
@given(st.binary(max_size=400))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    assert settled(data)


@QUIET
@given(
    st.sampled_from(["<", "{", "[", "\x01", "\x16\x16\x01a0001\x1f", "From: a\nTo: b\n\n", "<rss>", "<feed>"]),
    st.text(max_size=300),
)
def test_no_text_in_a_formats_clothes_crashes_it(head: str, text: str) -> None:
    assert settled((head + text).encode("utf-8", errors="surrogatepass"))


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """One of the documents with some of its bytes changed, cut out, doubled or put in."""
    data = bytearray(draw(st.sampled_from(DOCUMENTS)))
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.integers(1, 60))
        kind = draw(st.sampled_from(["change", "cut", "double", "insert", "end"]))
        if kind == "change":
            data[at : at + 1] = draw(st.binary(min_size=1, max_size=1))
        elif kind == "cut":
            del data[at : at + length]
        elif kind == "double":
            data[at:at] = data[at : at + length]
        elif kind == "insert":
            data[at:at] = draw(st.binary(max_size=8))
        else:
            del data[at:]
    return bytes(data)


@settings(QUIET, max_examples=400)
@given(damaged())
def test_damaged_documents_are_read_or_refused(data: bytes) -> None:
    assert settled(data)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from([*NINJS_1, *NINJS_3, "value", "name", "href"]), inner, max_size=6)
        ),
        max_leaves=20,
    )
)
@QUIET
def test_any_json_is_read_or_refused(value: object) -> None:
    assert settled(json.dumps(value).encode())


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>'


@pytest.mark.parametrize("prologue", [BOMB, EXTERNAL, PARAMETER])
@pytest.mark.parametrize("document", [g2_item(), newsml1_item(content_item("x")), nitf_document(), RSS])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_every_xml_format(prologue: str, document: str, encoding: str) -> None:
    bare = document.partition("?>")[2] if document.startswith("<?xml") else document
    with pytest.raises(UnsafeWire):
        read_wire((prologue + bare).encode(encoding), source="test")


def test_an_external_dtd_is_never_fetched() -> None:
    document = '<!DOCTYPE nitf SYSTEM "http://127.0.0.1:9/nitf.dtd">' + nitf_document()
    assert len(read_wire(document.encode(), source="test").records) == 1


@pytest.mark.parametrize("document", ["<newsItem>" * 100_000, "<rss><channel>" + "<a>" * 100_000])
def test_absurd_depth_is_refused_or_cut(document: str) -> None:
    assert settled(document.encode())


def test_deep_markup_in_a_body_is_refused() -> None:
    deep = "<div>" * 5000 + "x" + "</div>" * 5000
    with pytest.raises(MalformedWire):
        read_wire(g2_item(deep).encode(), source="test")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t",
        b"\x1f\x8b\x08\x00x",
        b"%PDF-1.7",
        b"\x89PNG\r\n",
        b"hello world",
        b"<html><body><p>x</p></body></html>",
    ],
)
def test_what_is_no_wire_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(NotAWire):
        read_wire(data, source="test")


def test_more_than_the_limit_is_refused() -> None:
    with pytest.raises(NotAWire):
        read_wire(b"<rss>" + b" " * (20 * 1024 * 1024), source="test")


@pytest.mark.parametrize(
    "text",
    [
        "*" * 50_000 + "x",
        "-" * 50_000 + "x",
        "a." * 50_000 + "@",
        "=" + " " * 50_000 + "x",
        " " * 50_000 + "=x",
        "tel " * 20_000,
        "(" * 50_000,
    ],
)
def test_long_runs_of_one_sign_take_no_time_to_speak_of(text: str) -> None:
    assert settled(g2_item(paragraphs("أول.", text)).encode())
    assert settled(iptc7901(text).encode())


def test_script_never_reaches_the_text() -> None:
    body = "<p>نص<script>alert(1)</script><style>p{}</style> آخر</p><iframe src='x'>y</iframe>"
    (record,) = read_wire(g2_item(body).encode(), source="test").records
    assert [block.text for block in record.body] == ["نص آخر"]

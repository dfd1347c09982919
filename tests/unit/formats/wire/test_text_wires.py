"""IPTC 7901 and ANPA 1312: control characters, code pages, headlines and ends."""

import pytest
from tests.unit.formats.wire.documents import (
    GERMAN,
    STORY,
    STORY_BODY,
    STORY_HEADLINE,
    credits,
    iptc7901,
    read,
    read_all,
    texts,
)

from khabar.formats.wire.decode import decode_wire
from khabar.formats.wire.errors import MalformedWire, Undecodable
from khabar.ingest.reading import read_wire

# ISO 8859-6 letters with the eighth bit cut off, as ASMO 449 sends them.
_SEVEN_BIT = {code | 0x80: chr(code) for code in [*range(0x41, 0x5B), *range(0x60, 0x73)]} | {0xAC: ","}
ANPA = b"""\x16\x16\x01a0123\x1fapd-w1\r\nu i \x13\x11 bc-Storm-Coast 11-25 0123\r\n\x02^BC-Storm-Coast,2nd Ld<\r
^Storm hits the coast, thousands flee<\r\n^Eds: UPDATES with new toll.<\r\n^By JOHN DOE=\r\n^Associated Press Writer=\r
\tLISBON, Portugal (AP) _ A storm hit the coast on Saturday and\r\nthousands fled their homes.\r
\t``It was terrible,'' said one.\r\n^More rain to come<\r\n\tForecasters said more would come.\r
\x03AP-NY-11-25-23 1432GMT<\r\n\x04"""


def seven_bit(text: str) -> bytes:
    return "".join(_SEVEN_BIT.get(byte, chr(byte)) for byte in text.encode("iso-8859-6")).encode("ascii")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256", "iso-8859-6", "cp720"])
def test_arabic_code_pages(encoding: str) -> None:
    record = read(iptc7901(STORY).encode(encoding))
    assert (record.format, record.headline, record.slugline) == ("iptc7901", STORY_HEADLINE, "سياسة/مصر")
    assert (texts(record), record.dateline.place, credits(record)) == (STORY_BODY, "القاهرة", ["أ ف ب"])
    assert (record.urgency, record.modified_at) == (4, "2023-11-25T14:30:00+00:00")
    assert [subject.code for subject in record.subjects] == ["i"]


def test_asmo_449_of_seven_bits() -> None:
    record = read(seven_bit(iptc7901(STORY, keywords="slug")).replace(b"\x01" + seven_bit("afa"), b"\x01afa"))
    assert (record.headline, texts(record), record.slugline) == (STORY_HEADLINE, STORY_BODY, "slug")


@pytest.mark.parametrize("encoding", ["utf-8", "cp850", "windows-1252", "iso646-de"])
def test_german_code_pages(encoding: str) -> None:
    message = iptc7901(GERMAN, header="bdt0375 4 pl 152 dpa 1196", keywords="Umwelt/")
    if encoding == "iso646-de":
        data = message.translate(str.maketrans("ÄÖÜäöüß", "[\\]{|}~")).encode("ascii")
    else:
        data = message.encode(encoding)
    record = read(data)
    assert record.headline == "Bürgermeister für grüne Wälder gewählt"
    assert texts(record) == [
        "Der Bürgermeister hat größere Änderungen angekündigt, wie er am Montag sagte. Öl und Übung gehören dazu.",
        "Ein zweiter Absatz über die Straße folgt hier.",
    ]
    assert (record.dateline.place, credits(record)) == ("Köln", ["د ب أ"])


def test_shaped_letters_of_old_screens_become_plain_ones() -> None:
    shaped = iptc7901(STORY.replace("القاهرة", "\ufe8d\ufedf\ufed8\ufe8e\ufeeb\ufeae\ufe93"))
    assert read(shaped).headline == STORY_HEADLINE
    assert read(
        f"<rss version='2.0'><channel><item><title>{'ﺍﻟﻘﺎﻫﺮﺓ ' * 3}</title></item></channel></rss>"
    ).headline == ("القاهرة القاهرة القاهرة")


@pytest.mark.parametrize(
    ("text", "encoding", "readable"),
    [
        ("مقتل خمسة بانفجار قرب حدود تشاد", "windows-1256", True),
        ("الأمين العام للأمم المتحدة يدعو إلى وقف إطلاق النار", "iso-8859-6", True),
        ("خبر", "windows-1256", False),
        ("خبر", "iso-8859-6", False),
    ],
)
def test_short_texts_are_read_by_their_letters_or_refused(text: str, encoding: str, readable: bool) -> None:
    data = text.encode(encoding)
    if readable:
        assert decode_wire(data) == text
    else:
        with pytest.raises(Undecodable):
            decode_wire(data)
    assert decode_wire(data, declared=encoding) == text


@pytest.mark.parametrize("text", ["“Hello” it’s a test – yes", "„Das ist gut“, sagte Müller", "L’économie française"])
def test_quotation_marks_of_windows_are_no_accents(text: str) -> None:
    assert decode_wire(text.encode("windows-1252")) == text


def test_letters_that_no_code_page_explains_are_refused() -> None:
    noise = b"\x01afa0123 4 i 120 AFP\r\nslug\r\n\x02" + bytes([0x81, 0x8D, 0x8F, 0xFF, 0xFE]) * 40
    with pytest.raises(Undecodable):
        read_wire(noise, source="test")


def test_headline_byline_and_dateline_without_any_mark() -> None:
    record = read(
        iptc7901(
            "Minister quits over budget row\nBy Jane Roe\nLONDON, Nov 23 (Reuters) - A minister resigned on\n"
            'Monday after a row over the budget.\n   "It is over," she said.\n'
            "   The following information is not for publication\n   Call the desk on +44 20 7000 0000\n",
            header="rtr4567 3 i 90 RTR",
            keywords="BRITAIN-POLITICS",
        )
    )
    assert (record.headline, record.byline) == ("Minister quits over budget row", "Jane Roe")
    assert texts(record) == ["A minister resigned on Monday after a row over the budget.", '"It is over," she said.']
    assert (record.dateline.place, record.dateline.date, credits(record)) == ("LONDON", "2023-11-23", ["رويترز"])
    assert "+44 20 7000 0000" in (record.ednote or "")


def test_a_transmission_of_several_messages() -> None:
    second = iptc7901(STORY, header="afa0124 2 i 90 AFP")
    records = read_all((iptc7901(STORY) + second).encode())
    assert [(record.guid, record.urgency) for record in records] == [
        ("iptc7901:afa:0123:20231125", 4),
        ("iptc7901:afa:0124:20231125", 2),
    ]


def test_a_message_whose_control_characters_were_lost() -> None:
    record = read(f"bdt0375 4 pl 152 dpa 1196\nUmwelt/\n{GERMAN}")
    assert (record.headline, record.slugline) == ("Bürgermeister für grüne Wälder gewählt", "Umwelt")


def test_identifier_version_and_agency_of_the_header() -> None:
    text = "Bund soll zuständig bleiben=\nBerlin (KNA) Die Kommission hat sich gegen eine Änderung gewandt.\n"
    record = read(iptc7901(text, header="bkn014 4 pl 171 vvvvb KNA 170123-89-00065#2"))
    assert (record.guid, record.version) == ("iptc7901:bkn:170123-89-00065", 2)
    assert (record.dateline.place, credits(record)) == ("Berlin", ["KNA"])


def test_numbers_that_begin_anew_each_day_never_name_two_items() -> None:
    def undated(text: str) -> str:
        return iptc7901(text).replace("251430 GMT Nov 23", "")

    first, second = read(undated(STORY)), read(undated(STORY.replace("يومين", "ثلاثة أيام")))
    assert first.guid != second.guid
    assert read(undated(STORY)).guid == first.guid


def test_a_header_of_another_make_does_not_lose_the_text() -> None:
    record = read(iptc7901(STORY, header="خدمة خاصة"))
    assert (record.headline, texts(record)) == (STORY_HEADLINE, STORY_BODY)
    assert len(record.warnings) == 1


@pytest.mark.parametrize(("priority", "urgency"), [("1", 1), ("f", 1), ("u", 3), ("q", None)])
def test_priorities_in_figures_and_letters(priority: str, urgency: int | None) -> None:
    assert read(iptc7901(STORY, header=f"aap0123 {priority} i 120 AAP")).urgency == urgency


def test_the_ends_of_lines_and_framing_of_teleprinters() -> None:
    framed = "ZCZC AFP123\r\n\x7f\x7f" + iptc7901(STORY) + "\r\nNNNN\r\n"
    assert texts(read(framed)) == STORY_BODY


def test_an_anpa_item() -> None:
    record = read(ANPA)
    assert (record.format, record.headline) == ("anpa1312", "Storm hits the coast, thousands flee")
    assert (record.slugline, record.byline, record.urgency) == ("Storm-Coast", "JOHN DOE", 3)
    assert (record.dateline.place, credits(record)) == ("LISBON, Portugal", ["أ ب"])
    assert [(block.type, block.text) for block in record.body] == [
        ("paragraph", "A storm hit the coast on Saturday and thousands fled their homes."),
        ("paragraph", "“It was terrible,” said one."),
        ("subheading", "More rain to come"),
        ("paragraph", "Forecasters said more would come."),
    ]
    assert (record.ednote, record.modified_at) == ("Eds: UPDATES with new toll.", "2023-11-25T14:32:00+00:00")


def test_an_anpa_transmission_goes_on_after_a_broken_item() -> None:
    broken = b"\x16\x16\x01a0124\x1fapd-w1\r\nno text at all\r\n"
    reading = read_wire(broken + ANPA, source="test")
    assert [record.headline for record in reading.records] == ["Storm hits the coast, thousands flee"]
    assert len(reading.refused) == 1


@pytest.mark.parametrize("data", [b"\x01\r\n\x02\x03", b"\x01", b"\x16\x16\x01a0123\x1fapd\r\n"])
def test_messages_without_content_are_refused(data: bytes) -> None:
    with pytest.raises(MalformedWire):
        read_wire(data, source="test")

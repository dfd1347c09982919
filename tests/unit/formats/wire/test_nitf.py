"""NITF documents."""

import pytest
from tests.unit.formats.wire.documents import credits, nitf_document, read, texts

from khabar.formats.wire.errors import MalformedWire
from khabar.formats.wire.record import Subject
from khabar.ingest.reading import read_wire

HEAD = (
    '<tobject tobject.type="news"><tobject.subject tobject.subject.refnum="04005004" tobject.subject.detail="نفط"/>'
    '</tobject><docdata management-status="usable"><doc-id id-string="x-1"/><urgency ed-urg="3"/>'
    '<date.issue norm="20231126T100000+0200"/><date.expire norm="20240126T100000+0200"/><ed-msg info="مع صور"/>'
    '<du-key version="4"/><doc.copyright holder="الوكالة" year="2023"/><key-list><keyword key="نفط"/>'
    '<keyword key="أسعار"/></key-list></docdata>'
)
BODY_HEAD = (
    "<hedline><hl1>ارتفاع النفط</hl1><hl2>أسعار أعلى</hl2></hedline><byline>بقلم <person>سلمى الحلبي</person></byline>"
    "<distributor><org>أ ف ب</org></distributor><dateline><location><city>لندن</city></location>"
    '<story.date norm="20231126">26</story.date></dateline><abstract><p>ملخص</p></abstract>'
)


def test_a_document_gives_every_field() -> None:
    record = read(nitf_document(HEAD, BODY_HEAD, "<p>ارتفع السعر.</p><hl2>السوق</hl2><p>وقال خبير.</p>"))
    assert (record.format, record.guid, record.version, record.urgency) == ("nitf", "x-1", 4, 3)
    assert (record.headline, record.abstract, record.byline) == ("ارتفاع النفط", "ملخص", "سلمى الحلبي")
    assert (record.dateline.place, record.dateline.date, credits(record)) == ("لندن", "2023-11-26", ["أ ف ب"])
    assert record.subjects == [Subject("04005004", "نفط")]
    assert (record.slugline, record.rights, record.ednote) == ("نفط-أسعار", "2023 الوكالة", "مع صور")
    assert [(block.type, block.text) for block in record.body] == [
        ("paragraph", "ارتفع السعر."),
        ("subheading", "السوق"),
        ("paragraph", "وقال خبير."),
    ]
    assert (record.created_at, record.expires_at) == ("2023-11-26T10:00:00+02:00", "2024-01-26T10:00:00+02:00")


@pytest.mark.parametrize(
    ("data", "until", "publishable"),
    [
        (
            '<date.issue norm="20231126T100000Z"/><date.release norm="20231127T100000Z"/>',
            "2023-11-27T10:00:00+00:00",
            False,
        ),
        ('<date.issue norm="20231126T100000Z"/><date.release norm="20231126T100000Z"/>', None, True),
    ],
)
def test_a_release_after_the_issue_is_an_embargo(data: str, until: str | None, publishable: bool) -> None:
    record = read(nitf_document(f'<docdata><doc-id id-string="x"/>{data}</docdata>'))
    assert (record.embargoed_until, record.publishable) == (until, publishable)


@pytest.mark.parametrize(("status", "expected"), [("canceled", "canceled"), ("withheld", "withheld")])
def test_management_status(status: str, expected: str) -> None:
    record = read(nitf_document(f'<docdata management-status="{status}"><doc-id id-string="x"/></docdata>'))
    assert record.pub_status == expected
    assert not record.publishable


def test_lists_quotes_tables_notes_and_media() -> None:
    content = (
        "<block><p>قبل القائمة.</p><ul><li>واحد</li><li>اثنان</li></ul><bq><p>قول مقتبس</p></bq>"
        "<table><tr><td>فريق</td><td>3</td></tr></table><note type='npa'><p>ليست للقراء</p></note>"
        "<media media-type='image'><media-reference source='s.jpg' width='10' height='10'/>"
        "<media-reference source='l.jpg' width='100' height='100'/><media-caption>شرح</media-caption>"
        "<media-producer>مصور</media-producer></media><pre>سطر\nآخر</pre></block>"
    )
    record = read(nitf_document(content=content, end="<body.end><tagline>فلان</tagline></body.end>"))
    assert [(block.type, block.text) for block in record.body] == [
        ("paragraph", "قبل القائمة."),
        ("list_item", "واحد"),
        ("list_item", "اثنان"),
        ("quote", "قول مقتبس"),
        ("paragraph", "فريق | 3"),
        ("paragraph", "سطر"),
        ("paragraph", "آخر"),
    ]
    (media,) = record.associations
    assert (media.type, media.caption, media.credit, media.href) == ("picture", "شرح", "مصور", "l.jpg")
    assert record.ednote == "فلان\nليست للقراء"


def test_inline_elements_do_not_break_a_sentence() -> None:
    content = "<p>قال <person>سليم</person> إن <lang iso='en'>the plan</lang> <em>جيدة</em>.</p>"
    assert texts(read(nitf_document(content=content))) == ["قال سليم إن the plan جيدة."]


def test_the_title_serves_where_no_headline_is() -> None:
    record = read(nitf_document("<title>عنوان الصفحة</title>"))
    assert (record.headline, record.warnings) == ("عنوان الصفحة", [])


def test_ansas_prefix_standfirst_and_clock() -> None:
    record = read(
        nitf_document(
            '<docdata><doc-id id-string="XAM1"/><date.issue norm="2022-07-11 18:33"/></docdata>',
            "<hedline><hl1>&#62;&#62;&#62;ANSA/Gas cut by a third</hl1></hedline><byline>Situation serious, ready for "
            "all scenarios</byline><distributor><org>ANSA</org></distributor>",
            "<lang lang='it'/><block><p>(ANSA) - ROME, JUL 11 - Supplies were cut.</p></block>",
        )
    )
    assert (record.headline, record.byline) == ("Gas cut by a third", None)
    assert record.abstract == "Situation serious, ready for all scenarios"
    assert (record.dateline.place, record.dateline.date) == ("ROME", "2022-07-11")
    assert (texts(record), credits(record)) == (["Supplies were cut."], ["أنسا"])
    assert record.created_at == "2022-07-11T18:33:00+02:00"


def test_a_document_without_a_body_is_refused() -> None:
    with pytest.raises(MalformedWire):
        read_wire(b"<nitf><head/></nitf>", source="test")


def test_named_characters_of_html_are_read() -> None:
    document = "<!DOCTYPE nitf SYSTEM 'nitf-3-2.dtd'>" + nitf_document(
        content="<p>a&nbsp;b &eacute; &amp; &lt;c&gt;</p>"
    )
    assert texts(read(document)) == ["a b é & <c>"]

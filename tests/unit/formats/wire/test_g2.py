"""NewsML-G2: items, messages, packages, and what is no news."""

import pytest
from tests.unit.formats.wire.documents import (
    G2_NAMESPACE,
    credits,
    g2_item,
    g2_message,
    paragraphs,
    read,
    read_all,
    texts,
)

from khabar.formats.wire import WireError
from khabar.formats.wire.errors import MalformedWire, NotNews
from khabar.formats.wire.record import Association, Subject
from khabar.ingest.reading import read_wire


def test_an_item_gives_every_field_of_the_record() -> None:
    record = read(
        g2_item(
            paragraphs("بيروت (أ ف ب) - بدأ المؤتمر.", "وحضره مئة مشارك."),
            version="3",
            rights=(
                '<rightsInfo><copyrightHolder literal="x"/><copyrightNotice>حقوق محفوظة</copyrightNotice>'
                "<usageTerms>للصحف فقط</usageTerms></rightsInfo>"
            ),
            item_meta=(
                '<firstCreated>2023-11-26T08:00:00+02:00</firstCreated><pubStatus qcode="stat:usable"/>'
                '<edNote>مع صور</edNote><signal qcode="sig:update"/><signal qcode="desk:late"/>'
            ),
            content_meta=(
                "<urgency>2</urgency><contentCreated>2023-11-26T07:30:00+02:00</contentCreated>"
                "<located><name>بيروت</name></located><creator><name>سلمى الحلبي</name></creator>"
                '<language tag="ar"/><subject qcode="medtop:20000651"><name>حزب</name></subject>'
                "<slugline>لبنان-مؤتمر</slugline><by>سلمى الحلبي</by>"
                '<description role="drol:summary">ملخص الخبر</description>'
            ),
        )
    )
    assert (record.format, record.guid, record.version) == ("newsml-g2", "urn:newsml:example.org:20231126:1", 3)
    assert (record.pub_status, record.urgency, record.signals) == ("usable", 2, ["update", "desk:late"])
    assert (record.headline, record.slugline, record.abstract) == ("عنوان الخبر", "لبنان-مؤتمر", "ملخص الخبر")
    assert (record.byline, record.dateline.place, credits(record)) == ("سلمى الحلبي", "بيروت", ["أ ف ب"])
    assert record.subjects == [Subject("medtop:20000651", "حزب")]
    assert texts(record) == ["بدأ المؤتمر.", "وحضره مئة مشارك."]
    assert (record.rights, record.usage_terms, record.ednote) == ("حقوق محفوظة", "للصحف فقط", "مع صور")
    assert (record.created_at, record.modified_at) == ("2023-11-26T07:30:00+02:00", "2023-11-26T10:00:00+02:00")
    assert (record.language, record.publishable, record.reasons, record.warnings) == ("ar", True, [], [])


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("stat:usable", "usable"),
        ("stat:withheld", "withheld"),
        ("stat:canceled", "canceled"),
        ("stat:cancelled", "canceled"),
    ],
)
def test_publication_status_decides_what_is_publishable(status: str, expected: str) -> None:
    record = read(g2_item(item_meta=f'<pubStatus qcode="{status}"/>'))
    assert record.pub_status == expected
    assert record.publishable is (expected == "usable")


def test_an_absent_status_is_usable_and_a_uri_is_read_as_a_code() -> None:
    assert read(g2_item(item_meta="")).pub_status == "usable"
    uri = '<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/withheld"/>'
    assert read(g2_item(item_meta=uri)).pub_status == "withheld"


@pytest.mark.parametrize(
    ("element", "until", "publishable"),
    [
        ("<embargoed>2023-11-26T13:00:00Z</embargoed>", "2023-11-26T13:00:00+00:00", False),
        ("<embargoed>2023-11-26T11:00:00Z</embargoed>", "2023-11-26T11:00:00+00:00", True),
        ("<embargoed/>", None, False),
    ],
)
def test_embargoes_with_and_without_a_time(element: str, until: str | None, publishable: bool) -> None:
    record = read(g2_item(item_meta=element))
    assert (record.embargoed_until, record.publishable) == (until, publishable)


def test_the_arabic_wording_wins_then_the_main_one() -> None:
    both = '<headline xml:lang="fr">Titre</headline><headline xml:lang="ar">عنوان عربي</headline>'
    assert read(g2_item(headline=both, language="en")).headline == "عنوان عربي"
    ranked = '<headline rank="2">Second</headline><headline rank="1">First</headline>'
    assert read(g2_item(headline=ranked, language="en")).headline == "First"
    notices = (
        '<rightsInfo><copyrightNotice xml:lang="de">Rechte</copyrightNotice>'
        '<copyrightNotice xml:lang="ar">حقوق</copyrightNotice></rightsInfo>'
    )
    assert read(g2_item(rights=notices)).rights == "حقوق"


def test_notes_that_are_not_public_stay_out_of_the_body() -> None:
    body = (
        '<header><h1>عنوان الخبر</h1></header><section class="main"><p><span class="dateline">برلين '
        '<span class="credit">(د ب أ)</span> - </span>قال الوزير.</p></section>'
        '<section class="np-nonpublic"><p>ليست للنشر</p><p>هاتف: 030 1234567</p></section>'
    )
    notes = (
        '<edNote role="dpaednoterole:editorialnote">مع صور</edNote><edNote role="dpaednoterole:closingline">dpa ab cd'
        '</edNote><edNote role="dpaednoterole:dpacontacts" pubconstraint="dpapconstraint:nonpublic">الكاتب: فلان'
        "</edNote>"
    )
    record = read(g2_item(body, item_meta=notes, provider='<provider qcode="nprov:dpa"/>'))
    assert texts(record) == ["قال الوزير."]
    assert (record.dateline.place, credits(record)) == ("برلين", ["د ب أ"])
    assert record.ednote is not None
    assert all(note in record.ednote for note in ("مع صور", "الكاتب: فلان", "030 1234567"))
    assert "dpa ab cd" not in record.ednote


def test_nitf_inside_is_read_with_its_head() -> None:
    content = (
        '<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body>'
        "<body.head><hedline><hl1>عنوان</hl1></hedline><byline>By Nada Saleh, <byttl>Reporter</byttl></byline>"
        "</body.head>"
        "<body.content><p>(New York, NY - November 21) First text.</p><hl2>Between</hl2><p>Second.</p></body.content>"
        "</body></nitf></inlineXML>"
    )
    meta = "<contentCreated>2016-11-21T15:21:06-05:00</contentCreated>"
    record = read(g2_item(content_set=content, language="en", content_meta=meta))
    assert texts(record) == ["First text.", "Between", "Second."]
    assert (record.byline, record.dateline.place, record.dateline.date) == ("Nada Saleh", "New York, NY", "2016-11-21")


@pytest.mark.parametrize(
    "content",
    [
        '<inlineData contenttype="text/plain">سطر أول.\n\nسطر ثان.</inlineData>',
        '<inlineData contenttype="text/html">&lt;p&gt;سطر أول.&lt;/p&gt;&lt;p&gt;سطر ثان.&lt;/p&gt;</inlineData>',
        '<inlineData contenttype="text/plain" encoding="encd:base64">2LPYt9ixINij2YjZhC4KCtiz2LfYsSDYq9in2YYu'
        "</inlineData>",
        '<inlineXML contenttype="xhtml/xml"><html><body><p>سطر أول.</p><p>سطر ثان.</p></body></html></inlineXML>',
    ],
)
def test_inline_content_in_its_other_shapes(content: str) -> None:
    assert texts(read(g2_item(content_set=content))) == ["سطر أول.", "سطر ثان."]


def test_a_picture_is_one_association_in_its_best_rendition() -> None:
    content = (
        '<remoteContent href="thumb.jpg" rendition="rnd:thumbnail" width="900" height="900" contenttype="image/jpeg"/>'
        '<remoteContent href="high.jpg" rendition="rnd:highRes" width="1500" height="1000" contenttype="image/jpeg"/>'
    )
    meta = (
        '<creator role="crol:photographer"><name>نادر سعد</name></creator><creditline>AFP</creditline>'
        '<description role="drol:caption">شرح الصورة</description>'
    )
    record = read(g2_item(item_class="picture", content_set=content, content_meta=meta))
    assert record.associations == [Association("picture", "عنوان الخبر", "شرح الصورة", "نادر سعد / AFP", "high.jpg")]
    assert record.publishable


def test_a_message_gives_a_record_for_each_item_and_a_refusal_for_the_rest() -> None:
    concept = f'<conceptItem xmlns="{G2_NAMESPACE}" guid="urn:concept:1"><itemMeta/></conceptItem>'
    nameless = f'<newsItem xmlns="{G2_NAMESPACE}"><itemMeta/></newsItem>'
    message = g2_message(
        g2_item(guid="urn:1", content_meta="<urgency>1</urgency>"), concept, nameless, g2_item(guid="urn:2"),
        header="<priority>4</priority>",
    )  # fmt: skip
    reading = read_wire(message.encode(), source="test")
    assert [(record.guid, record.urgency) for record in reading.records] == [("urn:1", 1), ("urn:2", 4)]
    assert [refusal.guid for refusal in reading.refused] == ["urn:concept:1", None]
    assert "مفهوم" in reading.refused[0].reason


@pytest.mark.parametrize("name", ["conceptItem", "knowledgeItem", "catalogItem", "planningItem"])
def test_what_is_no_news_is_refused_with_the_reason(name: str) -> None:
    with pytest.raises(NotNews, match=name):
        read_wire(f'<{name} xmlns="{G2_NAMESPACE}" guid="urn:1"/>'.encode(), source="test")


@pytest.mark.parametrize("document", ["<groupSet root='g'><group id='g'/></groupSet>", "<newsMessage/>", "<newsItem/>"])
def test_fragments_are_refused(document: str) -> None:
    with pytest.raises(MalformedWire):
        read_wire(document.encode(), source="test")


def test_a_package_names_its_stories_and_holds_none() -> None:
    package = (
        f'<packageItem xmlns="{G2_NAMESPACE}" guid="urn:p" version="1"><itemMeta><itemClass qcode="ninat:composite"/>'
        "<versionCreated>2023-11-26T10:00:00Z</versionCreated></itemMeta><contentMeta><headline>أهم الأخبار</headline>"
        '</contentMeta><groupSet root="g"><group id="g" role="group:main"><itemRef residref="urn:1">'
        '<itemClass qcode="ninat:text"/><title>الأول</title></itemRef><itemRef href="http://example.org/2.jpg">'
        '<itemClass qcode="ninat:picture"/><title>الثاني</title></itemRef></group></groupSet></packageItem>'
    )
    record = read(package)
    assert [(one.type, one.headline, one.href) for one in record.associations] == [
        ("text", "الأول", "urn:1"),
        ("picture", "الثاني", "http://example.org/2.jpg"),
    ]
    assert not record.publishable


@pytest.mark.parametrize("version", ["2.0", "2.9", "2.18", "2.28", "2.34", "2.36"])
@pytest.mark.parametrize("conformance", ["core", "power"])
def test_the_least_that_any_version_of_the_standard_asks_for_is_read(version: str, conformance: str) -> None:
    item = (
        f'<newsItem xmlns="{G2_NAMESPACE}" guid="urn:x" version="1" standard="NewsML-G2" standardversion="{version}" '
        f'conformance="{conformance}"><catalogRef href="http://example.org/"/><itemMeta><itemClass qcode="ninat:text"/>'
        '<provider literal="x"/><versionCreated>2010-01-01T00:00:00Z</versionCreated></itemMeta></newsItem>'
    )
    record = read(item)
    assert (record.guid, record.version, record.publishable) == ("urn:x", 1, False)


def test_an_empty_message_holds_nothing_and_is_no_error() -> None:
    assert read_all(g2_message()) == []


def test_an_item_without_a_headline_takes_the_bodys_own_heading() -> None:
    record = read(g2_item("<p>*** تنويه آلي ***</p><h2>عنوان فرعي</h2><p>نص.</p>", headline="<headline/>"))
    assert (record.headline, texts(record)) == ("عنوان فرعي", ["نص."])
    assert len(record.warnings) == 1
    assert record.ednote == "تنويه آلي"


def test_an_error_is_an_arabic_sentence() -> None:
    with pytest.raises(WireError, match="السطر"):
        read_wire(f'<newsItem xmlns="{G2_NAMESPACE}" guid="x"><itemMeta></newsItem>'.encode(), source="test")

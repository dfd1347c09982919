"""RSS, Atom, CDF and JSON feeds, plain and odd."""

import json

import pytest
from tests.unit.formats.wire.documents import credits, read, read_all, texts

from khabar.formats.wire.errors import MalformedWire, UnsafeWire
from khabar.formats.wire.record import Association, Subject
from khabar.ingest.reading import read_wire

RSS = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>وكالة فرانس برس</title><language>ar</language>
<copyright>حقوق</copyright><item><title>عنوان &amp;amp; آخر</title><link>http://example.org/1</link>
<guid isPermaLink="false">g-1</guid><pubDate>Sun, 26 Nov 2023 10:00:00 +0200</pubDate>
<dc:creator>سلمى الحلبي</dc:creator><category>سياسة</category><description>ملخص</description>
<content:encoded><![CDATA[<p>بيروت (أ ف ب) - نص أول.</p><p>نص ثان.<script>alert(1)</script></p>]]></content:encoded>
<media:content url="http://example.org/p.jpg" medium="image"><media:title>صورة</media:title>
<media:description>شرح</media:description><media:credit>مصور</media:credit></media:content>
<enclosure url="http://example.org/a.mp3" length="1" type="audio/mpeg"/></item></channel></rss>"""


def test_an_rss_entry_gives_every_field() -> None:
    record = read(RSS)
    assert (record.format, record.guid, record.link) == ("rss", "g-1", "http://example.org/1")
    assert (record.headline, record.abstract, record.byline) == ("عنوان & آخر", "ملخص", "سلمى الحلبي")
    assert (texts(record), record.dateline.place, credits(record)) == (["نص أول.", "نص ثان."], "بيروت", ["أ ف ب"])
    assert (record.language, record.rights, record.subjects) == ("ar", "حقوق", [Subject(None, "سياسة")])
    assert record.created_at == "2023-11-26T08:00:00+00:00"
    assert record.associations == [
        Association("picture", "صورة", "شرح", "مصور", "http://example.org/p.jpg"),
        Association("audio", None, None, None, "http://example.org/a.mp3"),
    ]


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>موقع</title><entry><id>tag:1</id>
<title type="html">عنوان &lt;b&gt;بارز&lt;/b&gt;</title><link rel="enclosure" href="http://example.org/a.mp3"
type="audio/mpeg"/><link href="http://example.org/1"/><published>2023-11-26T10:00:00+02:00</published>
<updated>2023-11-26T11:00:00+02:00</updated><author><name>سلمى</name></author><category term="t" label="سياسة"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>أول</p><p>ثان</p></div></content></entry></feed>"""
RSS_1 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>موقع</title></channel>
<item rdf:about="http://example.org/1"><title>عنوان</title><link>http://example.org/1</link>
<dc:date>2023-11-26T10:00:00+02:00</dc:date><description>أول</description></item></rdf:RDF>"""
ATOM_03 = """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title mode="base64">2LnZhtmI2KfZhg==</title>
<link rel="alternate" href="http://example.org/1"/><issued>2023-11-26T10:00:00+02:00</issued></entry></feed>"""
CDF = '<CHANNEL HREF="http://example.org/"><ITEM HREF="http://example.org/1"><TITLE>عنوان</TITLE></ITEM></CHANNEL>'


@pytest.mark.parametrize(
    ("document", "form", "headline"),
    [(ATOM, "atom", "عنوان بارز"), (RSS_1, "rss", "عنوان"), (ATOM_03, "atom", "عنوان"), (CDF, "cdf", "عنوان")],
)
def test_the_other_feeds(document: str, form: str, headline: str) -> None:
    record = read(document)
    assert (record.format, record.headline, record.link) == (form, headline, "http://example.org/1")


def test_atom_times_subjects_and_enclosures() -> None:
    record = read(ATOM)
    assert (record.guid, texts(record), record.byline) == ("tag:1", ["أول", "ثان"], "سلمى")
    assert (record.created_at, record.modified_at) == ("2023-11-26T08:00:00+00:00", "2023-11-26T09:00:00+00:00")
    assert record.subjects == [Subject("t", "سياسة")]
    assert [one.href for one in record.associations] == ["http://example.org/a.mp3"]


def test_a_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "موقع",
        "items": [
            {
                "id": "1",
                "url": "http://example.org/1",
                "title": "عنوان",
                "content_html": "<p>أول</p><p>ثان</p>",
                "date_published": "2023-11-26T10:00:00+02:00",
                "image": "http://example.org/p.png",
            }
        ],
    }
    record = read(json.dumps(feed))
    assert (record.format, record.headline, texts(record)) == ("jsonfeed", "عنوان", ["أول", "ثان"])
    assert [one.href for one in record.associations] == ["http://example.org/p.png"]


@pytest.mark.parametrize(
    "document", ["<rss version='2.0'><channel/></rss>", "<rss/>", "<feed xmlns='http://www.w3.org/2005/Atom'/>"]
)
def test_an_empty_feed_has_no_items_and_is_no_error(document: str) -> None:
    assert read_all(document) == []


def test_a_feed_that_is_no_well_formed_xml_is_read_all_the_same() -> None:
    record = read("<rss version='2.0'><channel><item><title>أ & ب</title><description>x<br>y</description></item>")
    assert record.headline == "أ & ب"


def titled(title: str, encoding: str) -> str:
    """A feed of one entry that declares its encoding."""
    item = f"<channel><item><title>{title}</title></item></channel>"
    return f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0">{item}</rss>'


@pytest.mark.parametrize(
    ("declared", "real"),
    [
        ("windows-1256", "windows-1256"),
        ("iso-8859-6", "iso-8859-6"),
        ("utf-16", "utf-16"),
        ("utf-16", "utf-16-le"),
        ("utf-32", "utf-32"),
        ("utf-8", "utf-32-be"),
        ("iso-8859-1", "utf-8"),
        ("windows-1256", "utf-8"),
        ("windows-1256", "iso-8859-6"),
        ("iso-8859-6", "windows-1256"),
        ("utf-8", "windows-1256"),
        ("no-such-encoding", "windows-1256"),
    ],
)
def test_encodings_told_rightly_and_wrongly(declared: str, real: str) -> None:
    title = "وزير الخارجية يصل إلى القاهرة في زيارة من يومين"
    assert read(titled(title, declared).encode(real)).headline == title


@pytest.mark.parametrize("encoding", ["iso-2022-jp", "euc-jp", "shift_jis", "gb2312", "koi8-r", "windows-1251"])
def test_encodings_of_other_scripts(encoding: str) -> None:
    title = "Новости дня" if encoding in ("koi8-r", "windows-1251") else "日本"
    assert read(titled(title, encoding).encode(encoding)).headline == title


def test_text_that_was_encoded_twice_is_mended() -> None:
    title = "وزير الخارجية يصل إلى القاهرة في زيارة من يومين"
    broken = title.encode("utf-8").decode("windows-1252", errors="replace").replace("\ufffd", "\x81")
    assert "Ø" in broken
    feed = f"<rss version='2.0'><channel><item><title>{broken}</title></item></channel></rss>"
    assert "Ø" not in (read(feed).headline or "")


def test_rss_1_with_its_full_text() -> None:
    feed = RSS_1.replace("<description>", "<content:encoded>&lt;p&gt;نص كامل&lt;/p&gt;</content:encoded><description>")
    feed = feed.replace("<rdf:RDF ", '<rdf:RDF xmlns:content="http://purl.org/rss/1.0/modules/content/" ')
    assert texts(read(feed)) == ["نص كامل"]


def test_sources_rights_and_relative_links() -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://example.org/a/"><entry><title>t</title>'
        '<link href="b"/><source><title>Reuters</title></source><rights>حق</rights></entry></feed>'
    )
    record = read(feed)
    assert (record.link, credits(record), record.rights) == ("http://example.org/a/b", ["رويترز"], "حق")


def test_an_exports_drafts_are_not_for_readers_and_its_pictures_no_items() -> None:
    def item(kind: str, status: str) -> str:
        return (
            f"<item><title>{status}</title><wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status>"
            "<content:encoded>نص</content:encoded></item>"
        )

    export = (
        '<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"{item('post', 'publish')}{item('post', 'draft')}{item('attachment', 'inherit')}</channel></rss>"
    )
    assert [(record.headline, record.publishable) for record in read_all(export)] == [
        ("publish", True),
        ("draft", False),
    ]


def test_entities_are_refused_before_any_library_sees_them() -> None:
    feed = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel/></rss>'
    with pytest.raises(UnsafeWire):
        read_wire(feed.encode(), source="test")
    with pytest.raises(UnsafeWire):
        read_wire(feed.encode("utf-16"), source="test")


def test_a_feed_broken_beyond_reading_is_refused() -> None:
    with pytest.raises(MalformedWire):
        read_wire(b"<rss ", source="test")

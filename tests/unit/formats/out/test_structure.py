"""What is written has the structure its standard asks for."""

import json
from typing import Any

import fastfeedparser
import feedparser
import pytest
from lxml import etree
from tests.unit.formats.out.stories import AT, SITE, channel, story

from khabar.formats.out import newsml_g2, ninjs, syndication
from khabar.formats.out.story import Part, Story
from khabar.formats.out.xhtml import rich_parts

GONE = Story(uri=f"{SITE}/n/9", version=4, modified=AT, status="canceled")
NS = {
    "n": newsml_g2.NAR,
    "h": "http://www.w3.org/1999/xhtml",
    "a": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "media": "http://search.yahoo.com/mrss/",
}
# The sequences of NewsML-G2 2.33, power conformance, as far as they are written here.
SEQUENCES = {
    "newsMessage": ["header", "itemSet"],
    "header": ["sent", "catalogRef", "sender", "transmitId", "priority", "origin"],
    "newsItem": ["catalogRef", "hopHistory", "pubHistory", "rightsInfo", "itemMeta", "contentMeta", "contentSet"],
    "rightsInfo": ["accountable", "copyrightHolder", "copyrightNotice", "usageTerms"],
    "itemMeta": [
        *("itemClass", "provider", "versionCreated", "firstCreated", "embargoed", "pubStatus", "role", "fileName"),
        *("generator", "profile", "service", "title", "edNote", "memberOf", "instanceOf", "signal", "altRep"),
        *("deliverableOf", "hash", "expires", "link"),
    ],
    "contentMeta": [
        *("icon", "urgency", "contentCreated", "contentModified", "digitalSourceType", "located", "infoSource"),
        *("creator", "contributor", "audience", "altId", "rating", "language", "genre", "keyword", "subject"),
        *("slugline", "headline", "dateline", "by", "creditline", "description"),
    ],
}
# The properties that the schema of ninjs 3.1 knows, in which nothing else may stand.
TEXT = {"role", "contentType", "value"}
NINJS: dict[str, set[str]] = {
    "standard": {"name", "version", "schema"},
    "headlines": TEXT,
    "descriptions": TEXT,
    "bodies": TEXT | {"charCount", "wordCount"},
    "subjects": {"name", "rel", "uri", "literal", "creator", "relevance", "confidence"},
    "places": {"name", "rel", "uri", "literal", "contactInfo", "geoJSON"},
    "infoSources": {"name", "role", "uri", "literal", "contactInfo"},
    "renditions": {"name", "href", "contentType", "title", "width", "height", "sizeInBytes"},
}
ITEM = {
    *("uri", "type", "representationType", "version", "firstCreated", "versionCreated", "contentCreated", "pubStatus"),
    *("urgency", "copyrightHolder", "copyrightNotice", "usageTerms", "language", "expires", "title", "by", "located"),
    *("associations", *NINJS),
}


def _g2(*stories: Story) -> Any:
    return etree.fromstring(newsml_g2.write(channel(*stories)))


def test_the_elements_of_newsml_g2_stand_in_the_order_of_its_schema() -> None:
    seen = set()
    for node in _g2(story(), GONE, story(sources=(), authors=(), place="", pictures=())).iter(f"{{{newsml_g2.NAR}}}*"):
        order = SEQUENCES.get(etree.QName(node).localname)
        if order:
            seen.add(etree.QName(node).localname)
            places = [order.index(etree.QName(child).localname) for child in node]
            assert places == sorted(places), etree.QName(node).localname
    assert seen == set(SEQUENCES)


def test_a_newsml_g2_item_has_what_the_standard_requires() -> None:
    for node in _g2(story(), GONE).iterfind(".//n:newsItem", NS):
        assert {"guid", "version", "standard", "standardversion", "conformance"} <= set(node.attrib)
        assert (node.get("standard"), node.get("conformance")) == ("NewsML-G2", "power")
        meta = node.find("n:itemMeta", NS)
        assert meta.find("n:itemClass", NS).get("qcode") == "ninat:text"
        assert meta.findtext("n:provider/n:name", namespaces=NS) == "خبر"
        assert meta.findtext("n:versionCreated", namespaces=NS)


def test_a_withdrawn_item_of_newsml_g2_has_nothing_but_its_management() -> None:
    (node,) = _g2(GONE).iterfind(".//n:newsItem", NS)
    assert [etree.QName(child).localname for child in node] == ["catalogRef", "itemMeta"]
    assert node.find("n:itemMeta/n:pubStatus", NS).get("qcode") == "stat:canceled"


def test_the_body_of_newsml_g2_is_xhtml_with_its_links() -> None:
    body = _g2(story()).find(".//n:inlineXML/h:html/h:body", NS)
    assert [etree.QName(child).localname for child in body] == [
        *("p", "h2", "p", "blockquote", "ul", "table", "p"),
    ]
    assert body.find(".//h:a", NS).get("href") == "https://port.example/?a=1&b"


@pytest.mark.parametrize("one", [story(), GONE, story(parts=(), pictures=(), topics=(), whole=False)])
def test_a_ninjs_object_has_only_what_its_schema_knows(one: Story) -> None:
    (node,) = json.loads(ninjs.write(channel(one)))
    _check(node, ITEM)
    assert node["standard"]["version"] == "3.1"
    assert isinstance(node["version"], str)
    assert node["representationType"] == ("full" if one.whole else "partial") if "representationType" in node else True


def _check(node: dict[str, Any], allowed: set[str]) -> None:
    assert set(node) <= allowed
    assert node["uri"].startswith("https://")
    assert node.get("type", "text") in {"text", "picture"}
    assert node.get("pubStatus", "usable") in {"usable", "withheld", "canceled"}
    for name, properties in NINJS.items():
        value = node.get(name, [])
        for inner in value if isinstance(value, list) else [value]:
            assert set(inner) <= properties, name
    for rendition in node.get("renditions", []):
        assert rendition["name"]
    for associated in node.get("associations", []):
        assert associated["name"]
        _check(associated, ITEM | {"name", "rel"})


def test_a_withdrawn_ninjs_object_says_nothing_of_the_story() -> None:
    (node,) = json.loads(ninjs.write(channel(GONE)))
    assert set(node) == {"standard", "uri", "type", "version", "versionCreated", "pubStatus"}


def test_agencies_are_the_information_sources() -> None:
    (node,) = json.loads(ninjs.write(channel(story())))
    assert [(one["name"], one["literal"]) for one in node["infoSources"] if one["role"] == "agency"] == [
        ("وكالة الأنباء الألمانية", "dpa"),
        ("وكالة فرانس برس", "afp"),
    ]


def test_both_libraries_read_our_rss_and_atom() -> None:
    for written in (syndication.rss(channel(story())), syndication.atom(channel(story()))):
        patient, quick = feedparser.parse(written), fastfeedparser.parse(written)
        assert not patient.bozo
        assert {link["rel"]: link["href"] for link in patient.feed.links}["next"] == f"{SITE}/feed/before/4/"
        for entry in (patient.entries[0], quick.entries[0]):
            assert entry["title"] == story().headline
            assert entry["link"] == story().link
            assert entry["id"] == story().uri
            assert "أمطار الصباح" in entry["content"][0]["value"]
            assert entry["media_content"][0]["url"] == story().pictures[0].href
        assert patient.entries[0].summary == quick.entries[0]["description"] == story().abstract


def test_atom_marks_what_was_withdrawn_with_a_tombstone() -> None:
    root = etree.fromstring(syndication.atom(channel(story(), GONE)))
    assert len(root.findall("a:entry", NS)) == 1
    grave = root.find("at:deleted-entry", NS)
    assert (grave.get("ref"), grave.get("when")) == (GONE.uri, "2026-11-26T10:00:00+02:00")


@pytest.mark.parametrize("write", [syndication.rss, syndication.json_feed])
def test_feeds_without_a_word_for_it_drop_what_was_withdrawn(write: Any) -> None:
    assert GONE.uri not in write(channel(story(), GONE)).decode()


def test_a_json_feed_item_always_has_content() -> None:
    feed = json.loads(syndication.json_feed(channel(story(), story(parts=(), whole=False))))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    whole, partial = feed["items"]
    assert "content_html" in whole
    assert partial["content_text"] == story().abstract


def test_rich_text_is_taken_apart_into_blocks() -> None:
    markup = (
        'قبل<p>أول <b>غليظ</b> و<a href="/مدن/">رابط</a></p><ul><li>بند</li><li><p>آخر</p></li></ul>'
        "<blockquote><p>قول</p></blockquote><h3>رأس</h3><p>سطر<br>ثان &amp; &lt;ثالث&gt;</p><p> </p>"
    )
    parts = rich_parts(markup, f"{SITE}/")
    assert [(part.type, part.text) for part in parts] == [
        ("paragraph", "قبل"),
        ("paragraph", "أول غليظ ورابط"),
        ("list_item", "بند"),
        ("list_item", "آخر"),
        ("quote", "قول"),
        ("subheading", "رأس"),
        ("paragraph", "سطر ثان & <ثالث>"),
    ]
    assert f'<a href="{SITE}/مدن/">رابط</a>' in parts[1].markup
    assert all(isinstance(part, Part) for part in parts)

"""Wire reading speed: items a second of one processor, per format, from bytes to finished records.

    python -m benchmarks.speed.wire [--items 2000] [--words 350]

The documents are made here of invented Arabic text: a message of ten items for NewsML-G2, one item in each NewsML 1.2,
NITF, ninjs and IPTC 7901 document, a feed of fifty entries. Time is processor time of this process, so that other work
on the machine does not count.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from typing import Any
from xml.sax.saxutils import escape

from benchmarks.text import stories

from khabar.ingest.reading import read_wire

_PER_MESSAGE = 10
_PER_FEED = 50
Story = dict[str, Any]


def _paragraphs(story: Story) -> str:
    first, *rest = story["body"]
    lines = [f"{story['place']} (أ ف ب) - {first}", *rest, "بور/منى/نور"]
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _subjects(tag: str) -> str:
    return "".join(tag.format(code=20000000 + number) for number in range(6))


def g2(batch: list[Story]) -> bytes:
    """Return a NewsML-G2 message of the stories."""
    subject = '<subject qcode="medtop:{code}" type="cpnat:abstract"><name xml:lang="ar">موضوع</name></subject>'
    items = "".join(
        f"""<newsItem guid="urn:newsml:example.org:{story["id"]}" version="1" standard="NewsML-G2"
        standardversion="2.34" xml:lang="ar"><catalogRef href="http://example.org/catalog"/>
        <rightsInfo><copyrightHolder literal="x"/><copyrightNotice>حقوق</copyrightNotice><usageTerms>شروط</usageTerms>
        </rightsInfo><itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:AFP"/>
        <versionCreated>{story["published_at"]}</versionCreated><pubStatus qcode="stat:usable"/>
        <edNote>ملاحظة</edNote><signal qcode="sig:update"/></itemMeta><contentMeta><urgency>4</urgency>
        <contentCreated>{story["published_at"]}</contentCreated><located><name>{story["place"]}</name></located>
        <creator><name>{story["authors"][0]}</name></creator><language tag="ar"/>{_subjects(subject)}
        <slugline>وسم</slugline><headline>{escape(story["headline"])}</headline></contentMeta><contentSet>
        <inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>
        {_paragraphs(story)}</body></html></inlineXML><remoteContent href="http://example.org/p.jpg"
        contenttype="image/jpeg" width="800" height="600"/></contentSet></newsItem>"""
        for story in batch
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header>'
        f"<priority>4</priority></header><itemSet>{items}</itemSet></newsMessage>"
    ).encode()


def newsml1(batch: list[Story]) -> bytes:
    """Return a NewsML 1.2 document as AFP sends them, with one picture."""
    (story,) = batch
    subject = '<SubjectCode><Subject FormalName="{code}"/></SubjectCode>'
    return f"""<?xml version="1.0" encoding="UTF-8"?><NewsML Version="1.2"><NewsEnvelope>
    <DateAndTime>20240101T100000Z</DateAndTime><Priority FormalName="4"/></NewsEnvelope><NewsItem xml:lang="ar">
    <Identification><NewsIdentifier><ProviderId>afp.com</ProviderId><DateId>20240101</DateId>
    <NewsItemId>{story["id"]}</NewsItemId><RevisionId PreviousRevision="0" Update="N">1</RevisionId>
    <PublicIdentifier>urn:newsml:afp.com:20240101:{story["id"]}:1</PublicIdentifier></NewsIdentifier>
    <NameLabel>وسم</NameLabel></Identification><NewsManagement><NewsItemType FormalName="News"/>
    <FirstCreated>20240101T100000Z</FirstCreated><ThisRevisionCreated>20240101T100000Z</ThisRevisionCreated>
    <Status FormalName="Usable"/><Urgency FormalName="4"/></NewsManagement><NewsComponent><NewsLines>
    <DateLine>{story["place"]} (أ ف ب)</DateLine><HeadLine>{escape(story["headline"])}</HeadLine></NewsLines>
    <AdministrativeMetadata><Provider><Party FormalName="AFP"/></Provider></AdministrativeMetadata>
    <DescriptiveMetadata><Language FormalName="ar"/>{_subjects(subject)}<Location HowPresent="Origin">
    <Property FormalName="City" Value="{story["place"]}"/></Location></DescriptiveMetadata><NewsComponent><ContentItem>
    <MediaType FormalName="Text"/><DataContent>{_paragraphs(story)}</DataContent></ContentItem></NewsComponent>
    <NewsComponent Duid="photo0"><NewsLines><HeadLine>صورة</HeadLine><CreditLine>ا ف ب</CreditLine></NewsLines>
    <NewsComponent><Role FormalName="HighDef"/><ContentItem Href="a.jpg"><MediaType FormalName="Photo"/></ContentItem>
    </NewsComponent></NewsComponent></NewsComponent></NewsItem></NewsML>""".encode()


def nitf(batch: list[Story]) -> bytes:
    """Return an NITF document."""
    (story,) = batch
    subject = '<tobject.subject tobject.subject.refnum="{code}" tobject.subject.type="موضوع"/>'
    return f"""<?xml version="1.0" encoding="UTF-8"?><nitf><head><tobject>{_subjects(subject)}</tobject><docdata>
    <doc-id id-string="{story["id"]}"/><urgency ed-urg="4"/><date.issue norm="20240101T100000Z"/></docdata></head><body>
    <body.head><hedline><hl1>{escape(story["headline"])}</hl1></hedline><distributor><org>AFP</org></distributor>
    </body.head><body.content>{_paragraphs(story)}</body.content></body></nitf>""".encode()


def ninjs(batch: list[Story]) -> bytes:
    """Return a ninjs 3 object."""
    (story,) = batch
    return json.dumps(
        {
            "uri": f"urn:example:{story['id']}",
            "type": "text",
            "versionCreated": story["published_at"],
            "language": "ar",
            "headlines": [{"role": "main", "value": story["headline"]}],
            "bodies": [{"role": "main", "contentType": "text/html", "value": _paragraphs(story)}],
            "subjects": [{"name": "موضوع", "uri": f"http://example.org/{n}"} for n in range(6)],
            "infoSources": [{"name": "AFP"}],
        },
        ensure_ascii=False,
    ).encode()


def iptc7901(batch: list[Story]) -> bytes:
    """Return an IPTC 7901 message in windows-1256."""
    (story,) = batch
    body = "\r\n".join(f"   {line}" for line in story["body"])
    text = f"{story['headline']}=\r\n{story['place']} (أ ف ب) - {body}\r\nبور/منى/نور\r\n"
    return f"\x01afa0001 4 i 350 AFP\r\nوسم/\r\n\x02{text}\x03\r\n011000 GMT Jan 24\x04".encode("windows-1256")


def rss(batch: list[Story]) -> bytes:
    """Return an RSS 2.0 feed of the stories."""
    items = "".join(
        f"<item><guid>{story['id']}</guid><title>{escape(story['headline'])}</title><link>http://example.org/"
        f"{story['id']}</link><pubDate>Mon, 01 Jan 2024 10:00:00 +0000</pubDate><description>"
        f"{escape(_paragraphs(story))}</description></item>"
        for story in batch
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()


FORMATS: dict[str, tuple[Callable[[list[Story]], bytes], int]] = {
    "NewsML-G2": (g2, _PER_MESSAGE),
    "NewsML 1.2": (newsml1, 1),
    "NITF": (nitf, 1),
    "ninjs": (ninjs, 1),
    "IPTC 7901": (iptc7901, 1),
    "RSS 2.0": (rss, _PER_FEED),
}


def _batches(items: list[Story], size: int) -> Iterator[list[Story]]:
    for at in range(0, len(items), size):
        yield items[at : at + size]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=2000)
    parser.add_argument("--words", type=int, default=350)
    options = parser.parse_args()
    items = list(stories(options.items, words=options.words))
    print(f"{options.items} items of {options.words} words in each format, processor time\n")
    print("| format | KB an item | items/s | ms an item |\n|---|--:|--:|--:|")
    for name, (make, size) in FORMATS.items():
        documents = [make(batch) for batch in _batches(items, size)]
        read_wire(documents[0], source="warm")
        start = time.process_time()
        read = sum(len(read_wire(document, source=name).records) for document in documents)
        took = time.process_time() - start
        assert read == options.items, f"{name}: {read} of {options.items} items read"
        kilobytes = sum(map(len, documents)) / options.items / 1000
        print(f"| {name} | {kilobytes:.1f} | {options.items / took:,.0f} | {took / options.items * 1000:.2f} |")


if __name__ == "__main__":
    main()

"""Wire documents of our own for the tests: each builder takes what a test is about and fills in the rest."""

import datetime

from khabar.formats.wire import WireRecord
from khabar.ingest.reading import read_wire

NOW = datetime.datetime(2023, 11, 26, 12, tzinfo=datetime.UTC)
G2_NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
STORY = (
    "الرئيس يستقبل وزير الخارجية في القاهرة=\n"
    "القاهرة (أ ف ب) - استقبل الرئيس وزير الخارجية الذي وصل إلى القاهرة\n"
    "صباح اليوم في زيارة تستمر يومين.\n"
    "   وقال الوزير إن الزيارة تهدف إلى بحث العلاقات بين البلدين.\n"
    "   وأضاف أن المحادثات كانت مفيدة على كل الصعد.\n"
    "بور/منى/نور\n"
)
STORY_HEADLINE = "الرئيس يستقبل وزير الخارجية في القاهرة"
STORY_BODY = [
    "استقبل الرئيس وزير الخارجية الذي وصل إلى القاهرة صباح اليوم في زيارة تستمر يومين.",
    "وقال الوزير إن الزيارة تهدف إلى بحث العلاقات بين البلدين.",
    "وأضاف أن المحادثات كانت مفيدة على كل الصعد.",
]
GERMAN = (
    "Bürgermeister für grüne Wälder gewählt=\n"
    "Köln (dpa) - Der Bürgermeister hat größere Änderungen angekündigt, wie er\n"
    "am Montag sagte. Öl und Übung gehören dazu.\n"
    "   Ein zweiter Absatz über die Straße folgt hier.\n"
    "   dpa abc yydd n1 sku\n"
)


def paragraphs(*lines: str) -> str:
    """Lines as XHTML paragraphs."""
    return "".join(f"<p>{line}</p>" for line in lines)


def g2_item(
    body: str = "<p>نص الخبر.</p>",
    *,
    headline: str = "<headline>عنوان الخبر</headline>",
    item_meta: str = '<pubStatus qcode="stat:usable"/>',
    content_meta: str = "",
    content_set: str | None = None,
    rights: str = "",
    guid: str = "urn:newsml:example.org:20231126:1",
    version: str = "1",
    item_class: str = "text",
    provider: str = '<provider qcode="nprov:AFP"/>',
    language: str = "ar",
) -> str:
    """A NewsML-G2 news item without its XML declaration."""
    inline = (
        '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>'
        f"{body}</body></html></inlineXML>"
    )
    return (
        f'<newsItem xmlns="{G2_NAMESPACE}" guid="{guid}" version="{version}" xml:lang="{language}">'
        f'{rights}<itemMeta><itemClass qcode="ninat:{item_class}"/>{provider}'
        f"<versionCreated>2023-11-26T10:00:00+02:00</versionCreated>{item_meta}</itemMeta>"
        f"<contentMeta>{content_meta}{headline}</contentMeta>"
        f"<contentSet>{inline if content_set is None else content_set}</contentSet></newsItem>"
    )


def g2_message(*items: str, header: str = "") -> str:
    """A NewsML-G2 message of items."""
    inside = f"<header>{header}</header><itemSet>{''.join(items)}</itemSet>"
    return f'<newsMessage xmlns="{G2_NAMESPACE}">{inside}</newsMessage>'


def newsml1_item(
    content: str,
    *,
    lines: str = "<HeadLine>عنوان الخبر</HeadLine>",
    management: str = '<NewsItemType FormalName="News"/><Status FormalName="Usable"/>',
    description: str = '<Language FormalName="ar"/>',
    provider: str = "afp.com",
    revision: int = 1,
    times: tuple[str, str] = ("20231126T100000+0000", "20231126T110000+0000"),
) -> str:
    """A NewsML 1.2 document with one item; `content` follows the metadata inside the main component."""
    return f"""<?xml version="1.0" encoding="utf-8"?><NewsML Version="1.2"><NewsEnvelope>
    <DateAndTime>20231126T110000Z</DateAndTime><Priority FormalName="3"/></NewsEnvelope><NewsItem><Identification>
    <NewsIdentifier><ProviderId>{provider}</ProviderId><DateId>20231126</DateId><NewsItemId>TX-1</NewsItemId>
    <RevisionId PreviousRevision="{revision - 1}" Update="N">{revision}</RevisionId>
    <PublicIdentifier>urn:newsml:{provider}:20231126:TX-1:{revision}</PublicIdentifier></NewsIdentifier>
    <NameLabel>بلد/شأن</NameLabel></Identification><NewsManagement><FirstCreated>{times[0]}</FirstCreated>
    <ThisRevisionCreated>{times[1]}</ThisRevisionCreated>{management}</NewsManagement><NewsComponent>
    <NewsLines>{lines}</NewsLines><AdministrativeMetadata><Provider><Party FormalName="أ ف ب"/></Provider>
    </AdministrativeMetadata><DescriptiveMetadata>{description}</DescriptiveMetadata>{content}
    </NewsComponent></NewsItem></NewsML>"""


def content_item(*lines: str) -> str:
    """A NewsML 1 content item with NITF inside."""
    body = f"<body><body.content>{paragraphs(*lines)}</body.content></body>"
    return f"<ContentItem><DataContent><nitf>{body}</nitf></DataContent></ContentItem>"


def nitf_document(head: str = "", body_head: str = "", content: str = "<p>نص الخبر.</p>", end: str = "") -> str:
    """An NITF document."""
    return (
        f"<nitf><head>{head}</head><body><body.head>{body_head}</body.head>"
        f"<body.content>{content}</body.content>{end}</body></nitf>"
    )


def iptc7901(text: str, *, header: str = "afa0123 4 i 120 AFP", keywords: str = "سياسة/مصر/") -> str:
    """An IPTC 7901 message with its control characters."""
    body = text.replace("\n", "\r\n")
    return f"\x01{header}\r\n{keywords}\r\n\x02{body}\x03\r\n251430 GMT Nov 23\r\n\x04"


def read(document: str | bytes, *, now: datetime.datetime | None = NOW) -> WireRecord:
    """The one record of a document."""
    (record,) = read_all(document, now=now)
    return record


def read_all(document: str | bytes, *, now: datetime.datetime | None = NOW) -> list[WireRecord]:
    """The records of a document that refuses nothing."""
    data = document.encode() if isinstance(document, str) else document
    reading = read_wire(data, source="test", now=now)
    assert reading.refused == []
    return reading.records


def texts(record: WireRecord, kind: str | None = None) -> list[str]:
    """The texts of a record's blocks, of one kind or all."""
    return [block.text for block in record.body if kind in (None, block.type)]


def credits(record: WireRecord) -> list[str]:
    """The short credits of a record's agencies."""
    return [agency.credit for agency in record.agencies]

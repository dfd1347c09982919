"""Makes providers, feeds, and wire documents as agencies send them."""

from typing import Any
from xml.sax.saxutils import escape

import factory
from factory.django import DjangoModelFactory

from khabar.articles.models import Agency
from khabar.ingest.models import Feed, Provider, WireItem
from khabar.ingest.store import Payload, take

PARAGRAPHS = (
    "القاهرة (د ب أ) - افتتحت البلدية مكتبة جديدة في الحي القديم بعد عامين من العمل.",
    "وقالت مديرة المكتبة إن أبوابها مفتوحة كل يوم.",
)


class ProviderFactory(DjangoModelFactory):
    """A provider under the easiest contract; its agency is dpa."""

    name = factory.Sequence(lambda n: f"وكالة {n}")
    agency = factory.LazyFunction(lambda: Agency.objects.get(slug="dpa"))

    class Meta:
        model = Provider


class FeedFactory(DjangoModelFactory):
    """A watched folder, due now."""

    provider = factory.SubFactory(ProviderFactory)
    name = factory.Sequence(lambda n: f"بث {n}")
    kind = "folder"
    address = "dpa"

    class Meta:
        model = Feed


def newsml(
    guid: str = "urn:newsml:agency.example:20260301:1",
    version: int = 1,
    headline: str = "مكتبة جديدة في الحي القديم",
    paragraphs: tuple[str, ...] = PARAGRAPHS,
    *,
    status: str = "usable",
    urgency: int = 4,
    subject: str = "medtop:01000000",
    signal: str = "",
    embargoed: str = "",
    modified: str = "2026-03-01T09:00:00+02:00",
    language: str = "ar",
) -> bytes:
    """A NewsML-G2 news item."""
    body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    embargo = f"<embargoed>{embargoed}</embargoed>" if embargoed else ""
    note = f'<signal qcode="{signal}"/>' if signal else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{escape(guid)}" version="{version}" standard="NewsML-G2"
 standardversion="2.30" conformance="power" xml:lang="{language}">
 <itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:dpa"/><versionCreated>{modified}</versionCreated>
 {embargo}<pubStatus qcode="stat:{status}"/>{note}</itemMeta>
 <contentMeta><contentCreated>2026-03-01T08:00:00+02:00</contentCreated><urgency>{urgency}</urgency>
 <subject qcode="{subject}"><name>ثقافة</name></subject><headline>{escape(headline)}</headline></contentMeta>
 <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head>
 <title>{escape(headline)}</title></head><body>{body}</body></html></inlineXML></contentSet>
</newsItem>""".encode()


def arrived(provider: Provider | None = None, **parts: Any) -> WireItem:
    """An item that has just come from a provider."""
    provider = provider or ProviderFactory()
    document = newsml(**parts)
    taken = take(Payload("wire.xml", document), provider=provider)
    assert taken is not None
    assert taken.moved == 1, taken
    return WireItem.objects.select_related("provider__agency", "section").latest("changed_at")

"""The columns that repeat parts of a record, so that lists and rules need not read it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from khabar.articles.models import Agency
from khabar.formats.agencies import find_agency
from khabar.ingest import words
from khabar.ingest.models import Provider, WireItem, WireLabel
from khabar.ingest.models.item import HEADLINE
from khabar.ingest.seam import Arrival, Record, moment
from khabar.ingest.states import LabelKind

_LABEL = 120


def columns(arrival: Arrival) -> dict[str, Any]:
    """The values of `WireItem`'s columns that an arrival determines."""
    record, incoming = arrival.record, arrival.incoming
    urgency = record["urgency"]
    return {
        "version": incoming.version,
        "digest": incoming.digest,
        "withdrawn": incoming.withdraws,
        "pub_status": record["pub_status"],
        "headline": shown_headline(record)[:HEADLINE],
        "urgency": urgency if urgency in range(1, 10) else 5,
        "language": (record["language"] or "")[:12],
        "publishable": bool(record["publishable"]),
        "reasons": list(record["reasons"]),
        "embargoed": incoming.embargoed,
        "embargoed_until": incoming.embargoed_until,
        "expires_at": incoming.expires_at,
        "created_at": moment(record["created_at"]),
        "modified_at": incoming.modified_at,
        "text": "\n".join(block["text"] for block in record["body"]),
        "record": record,
    }


def shown_headline(record: Record) -> str:
    """The headline; an alert that came without one is shown by its first words."""
    candidates = [record["headline"], *(block["text"] for block in record["body"]), record["slugline"]]
    return next((" ".join(text.split()) for text in candidates if text and text.strip()), "")


def relabel(item: WireItem, record: Record, received_at: datetime) -> None:
    """Write the item's labels and the words it is found by anew."""
    pairs = {(LabelKind.SUBJECT, value) for value in subjects_of(record)}
    pairs |= {(LabelKind.AGENCY, code) for code in agency_codes(record, item.provider)}
    item.labels.all().delete()
    WireLabel.objects.bulk_create(
        WireLabel(item=item, kind=kind, value=value, received_at=received_at) for kind, value in sorted(pairs)
    )
    words.keep(item.pk, item.headline, record["slugline"], record["abstract"], record["dateline"]["place"], item.text)


def subjects_of(record: Record) -> list[str]:
    """Codes and names of what the item is about, each once."""
    found = (subject[part] for subject in record["subjects"] for part in ("code", "name"))
    return list(dict.fromkeys(value[:_LABEL] for value in found if value))


def agency_codes(record: Record, provider: Provider) -> list[str]:
    """The codes of the agencies an item credits; its provider's where it credits none."""
    found = (find_agency(ref["credit"]) or find_agency(ref["name"]) for ref in record["agencies"])
    codes = list(dict.fromkeys(agency.code for agency in found if agency))
    return codes or ([provider.agency.slug] if provider.agency else [])


def agencies_of(record: Record, provider: Provider) -> list[Agency]:
    """The agencies to credit, in order."""
    rows = Agency.objects.in_bulk(agency_codes(record, provider), field_name="slug")
    return list(rows.values())


def agencies_of_all(records: Iterable[tuple[Record, Provider]]) -> list[Agency]:
    """The agencies of several items, each once."""
    return list(dict.fromkeys(agency for record, provider in records for agency in agencies_of(record, provider)))

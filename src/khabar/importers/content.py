"""An incoming article as the values of an article's columns: the one place that knows which goes where."""

from typing import Any

from khabar.articles.rules import words_of_lead
from khabar.importers.filing import Filing
from khabar.importers.incoming import Incoming


def content(incoming: Incoming, filing: Filing) -> dict[str, Any]:
    """The columns an import writes, new or again; what the desk decides (state, slug, locks) is not among them."""
    values: dict[str, Any] = {
        "headline": incoming.headline,
        "kicker": incoming.kicker,
        "abstract": incoming.abstract,
        "body": incoming.blocks,
        "dateline_place": incoming.place,
        "dateline_date": incoming.dateline_date,
        "section_id": filing.section(incoming.section),
        "lead_caption": incoming.caption,
        "lead_credit": incoming.credit,
        **(words_of_lead(incoming.alt, incoming.caption) if incoming.image else {"lead_alt": incoming.alt}),
        "language": incoming.language,
        "urgency": incoming.urgency,
        "source_key": incoming.source_key,
        "source_hash": incoming.fingerprint,
    }
    return values if incoming.published_at is None else {**values, "first_published_at": incoming.published_at}

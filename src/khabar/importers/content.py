"""An incoming article as the values of an article's columns: the one place that knows which goes where."""

import hashlib
from typing import Any

from khabar.importers.filing import Filing
from khabar.importers.incoming import Incoming


def content(incoming: Incoming, filing: Filing) -> dict[str, Any]:
    """The columns an import writes, new or again; what the desk decides (state, slug, locks) is not among them."""
    values: dict[str, Any] = {
        "headline": incoming.headline,
        "kicker": incoming.kicker,
        "abstract": incoming.abstract,
        "body": _with_ids(incoming),
        "dateline_place": incoming.place,
        "dateline_date": incoming.dateline_date,
        "section_id": filing.section(incoming.section),
        "lead_caption": incoming.caption,
        "lead_credit": incoming.credit,
        "lead_alt": incoming.alt,
        "language": incoming.language,
        "urgency": incoming.urgency,
        "source_key": incoming.source_key,
        "source_hash": incoming.fingerprint,
    }
    return values if incoming.published_at is None else {**values, "first_published_at": incoming.published_at}


def _with_ids(incoming: Incoming) -> list[dict[str, Any]]:
    """The body's blocks, each with the UUID by which the desk compares versions: the same for the same place."""
    key = hashlib.sha256(incoming.source_key.encode()).hexdigest()
    stem = f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-"
    return [{**block, "id": f"{stem}{place:012x}"} for place, block in enumerate(incoming.body)]

"""Stories as the search index knows them."""

from datetime import UTC, datetime

from khabar.search.documents import Document


def story(number: int, headline: str = "عنوان", body: str = "نص الخبر.", **values: object) -> Document:
    """Make a document; its id is the only thing that must be given."""
    defaults: dict[str, object] = {
        "external_id": f"x{number}",
        "url": f"/n/{number}",
        "published_at": datetime(2023, 3, 1, 9, tzinfo=UTC),
    }
    return Document(id=number, headline=headline, body=body, **{**defaults, **values})  # type: ignore[arg-type]

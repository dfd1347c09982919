"""What a statement was before an editor decided about it, as plain data, so that the decision can be taken back."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from khabar.attribution.models import Link, Name, Statement
from khabar.core.errors import KhabarError

_KEPT = ("state", "decided_by_id", "speaker_id", "speaker_name", "kind", "cue")
_PLACE = ("par", "start", "end", "text", "block", "before", "after", "place", "quoting", "figures", "changed")


class NotBefore(KhabarError):
    """What was given is not what `Before.to_json` wrote."""


@dataclass(frozen=True)
class Before:
    """A statement as it was. `kept` is None where there was none; `place` holds in the text `text_hash` alone."""

    text_hash: str
    kept: dict[str, Any] | None = None
    place: dict[str, Any] | None = None
    chain: tuple[tuple[str, str, int | None], ...] = ()

    @classmethod
    def of(cls, statement: Statement) -> "Before":
        """A statement as it is now, before an act."""
        kept = {name: getattr(statement, name) for name in _KEPT}
        kept["decided_at"] = statement.decided_at.isoformat() if statement.decided_at else None
        return cls(
            text_hash=statement.reading.text_hash,
            kept=kept,
            place={name: getattr(statement, name) for name in _PLACE},
            chain=tuple((link.role, link.label, link.name_id) for link in statement.chain.all()),
        )

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data for JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Any) -> "Before":
        """Read what `to_json` wrote. Raises NotBefore."""
        if not isinstance(data, dict) or set(data) != {field.name for field in fields(cls)}:
            raise NotBefore("لا يُعرف ما يُتراجع عنه")
        return cls(**{**data, "chain": tuple((role, label, name) for role, label, name in data["chain"])})

    def restore(self, statement: Statement) -> None:
        """Give a statement back what it was; where its text has changed since, it stays where it is found now."""
        assert self.kept is not None and self.place is not None  # noqa: S101, PT018
        same_text = statement.reading.text_hash == self.text_hash
        values = {**self.kept, **(self.place if same_text else {})}
        values["decided_at"] = _time(values["decided_at"])
        records = _records({values["speaker_id"], *(name for _, _, name in self.chain)})
        values["speaker_id"] = records.get(values["speaker_id"])
        for column, value in values.items():
            setattr(statement, column, value)
        statement.save()
        statement.chain.all().delete()
        Link.objects.bulk_create(
            Link(statement=statement, position=position, role=role, label=label, name_id=records.get(name))
            for position, (role, label, name) in enumerate(self.chain)
        )


def _records(ids: set[int | None]) -> dict[int | None, int]:
    """Where these records are now: themselves, or what they were merged into."""
    rows = Name.objects.filter(pk__in=[pk for pk in ids if pk]).values_list("pk", "merged_into")
    return {pk: merged or pk for pk, merged in rows}


def _time(text: str | None) -> datetime | None:
    return parse_datetime(text) if text else None

"""What to do with an incoming wire item, decided without looking anything up: state in, outcome out."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from khabar.formats.wire import WireRecord
from khabar.formats.wire.times import instant, read_moment
from khabar.ingest.enums import Outcome

ALREADY_HERE = "هذه النسخة عندنا بالنص نفسه"
OLDER = "وصلت بعد نسخة أحدث منها"
WITHDRAWN = "سحبت الوكالة المادة فلا تعيدها نسخة أقدم"
UNNAMED = "مادة بلا معرّف لا يمكن متابعة نسخها"
REFUSED_PROVIDER = "المزود مغلق في الإعدادات"
REFUSED_LANGUAGE = "لغة المادة ليست من اللغات المطلوبة من المزود"
REFUSED_OLD = "أقدم من المدة المقبولة من المزود"
KILLED_BY_AGENCY = "ألغت الوكالة المادة"
WITHHELD_BY_AGENCY = "حجبت الوكالة المادة"
EXPIRED = "انتهت مدة استعمالها"
EMBARGOED = "محظورة النشر حتى موعدها"
EMBARGOED_OPEN = "محظورة النشر بلا موعد معلن"

_SEEN = frozenset(
    {"headline", "abstract", "byline", "dateline", "agencies", "body", "associations", "rights", "usage_terms", "link"}
)
_CORRECTIONS = frozenset({"correction", "corrected"})


@dataclass(frozen=True)
class Incoming:
    """What matters of an item that has just arrived."""

    guid: str | None
    version: int
    digest: str
    canceled: bool = False
    withheld: bool = False
    correction: bool = False
    language: str | None = None
    modified_at: datetime | None = None
    embargoed: bool = False
    embargoed_until: datetime | None = None
    expires_at: datetime | None = None
    reasons: tuple[str, ...] = ()
    """Why the agency itself does not mean it for readers (advisory, test, not for publication)."""

    @property
    def withdraws(self) -> bool:
        """Whether this version takes the item away from readers."""
        return self.canceled or self.withheld or bool(self.reasons)


@dataclass(frozen=True)
class Existing:
    """What is kept of an item: its newest version, and whether that version withdrew it."""

    guid: str
    version: int
    digest: str
    modified_at: datetime | None = None
    withdrawn: bool = False


@dataclass(frozen=True)
class ProviderRules:
    """What the newsroom wants of a provider."""

    open: bool = True
    languages: frozenset[str] = frozenset()
    max_age: timedelta | None = None
    retention: timedelta | None = None


@dataclass(frozen=True)
class Decision:
    """The outcome, why, and what is kept of the item from now on (None when nothing is)."""

    outcome: Outcome
    reason: str = ""
    kept: Existing | None = field(default=None, compare=False)


def decide(existing: Existing | None, incoming: Incoming, rules: ProviderRules, now: datetime) -> Decision:
    """Decide about one arrival.

    The versions of an item may arrive in any order, several times: what is kept afterwards is the same. A version
    withdrawn by its agency comes back only by a newer version that is usable again. Only where two texts of one
    version bear no time at all does the later arrival win.
    """
    if incoming.guid is None:
        return Decision(Outcome.REFUSED, UNNAMED, existing)
    if not incoming.withdraws and (refusal := _refusal(incoming, rules, now)) is not None:
        return Decision(Outcome.REFUSED, refusal, existing)
    if existing is not None and (older := _not_newer(existing, incoming)) is not None:
        return older
    kept = Existing(incoming.guid, incoming.version, incoming.digest, incoming.modified_at, incoming.withdraws)
    if not incoming.withdraws:
        return _usable(existing, incoming, rules, now, kept)
    if incoming.reasons and existing is None and not (incoming.canceled or incoming.withheld):
        return Decision(Outcome.REFUSED, incoming.reasons[0], kept)
    return Decision(Outcome.KILL, _withdrawal(incoming), kept)


def _withdrawal(incoming: Incoming) -> str:
    if incoming.canceled:
        return KILLED_BY_AGENCY
    return WITHHELD_BY_AGENCY if incoming.withheld else incoming.reasons[0]


def _rank(item: "Incoming | Existing", withdrawn: bool) -> tuple[int, bool, float]:
    """Order versions: by number, then a withdrawal above what it withdraws, then by time."""
    return item.version, withdrawn, item.modified_at.timestamp() if item.modified_at else 0.0


def _not_newer(existing: Existing, incoming: Incoming) -> Decision | None:
    """Return the decision about a version that is here already or came too late, None for a newer one."""
    mine, arrived = _rank(existing, existing.withdrawn), _rank(incoming, incoming.withdraws)
    changed = incoming.digest != existing.digest
    if arrived > mine or (arrived == mine and changed and incoming.modified_at is None):
        return None
    if arrived == mine and not changed:
        return Decision(Outcome.DUPLICATE, ALREADY_HERE, existing)
    return Decision(Outcome.DUPLICATE, WITHDRAWN if existing.withdrawn else OLDER, existing)


def _refusal(incoming: Incoming, rules: ProviderRules, now: datetime) -> str | None:
    if not rules.open:
        return REFUSED_PROVIDER
    language = (incoming.language or "").split("-")[0].lower()
    if rules.languages and language and language not in rules.languages:
        return REFUSED_LANGUAGE
    if rules.max_age is not None and incoming.modified_at is not None and now - incoming.modified_at > rules.max_age:
        return REFUSED_OLD
    return None


def _usable(
    existing: Existing | None, incoming: Incoming, rules: ProviderRules, now: datetime, kept: Existing
) -> Decision:
    if _expiry(incoming, rules, now) is not None:
        return Decision(Outcome.EXPIRED, EXPIRED, kept)
    if incoming.embargoed_until is not None and incoming.embargoed_until > now:
        return Decision(Outcome.EMBARGOED, EMBARGOED, kept)
    if incoming.embargoed and incoming.embargoed_until is None:
        return Decision(Outcome.EMBARGOED, EMBARGOED_OPEN, kept)
    if existing is None:
        return Decision(Outcome.NEW, "", kept)
    return Decision(Outcome.CORRECTION if incoming.correction else Outcome.NEW_VERSION, "", kept)


def _expiry(incoming: Incoming, rules: ProviderRules, now: datetime) -> datetime | None:
    """Return when the item's use ended, None while it may be used."""
    ends = [incoming.expires_at] if incoming.expires_at is not None else []
    if rules.retention is not None and incoming.modified_at is not None:
        ends.append(incoming.modified_at + rules.retention)
    return min(ends) if ends and min(ends) <= now else None


def digest_of(record: WireRecord) -> str:
    """Return a hash of what readers would see of a record, to tell a changed text from a repeated one."""
    seen = {name: value for name, value in record.to_json().items() if name in _SEEN}
    return hashlib.sha256(json.dumps(seen, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def incoming_of(record: WireRecord) -> Incoming:
    """Take from a record what decides about it."""
    status = record.pub_status
    until, expires = read_moment(record.embargoed_until), read_moment(record.expires_at)
    modified = read_moment(record.modified_at)
    return Incoming(
        guid=record.guid,
        version=record.version or 1,
        digest=digest_of(record),
        canceled=status == "canceled" or "kill" in record.signals,
        withheld=status == "withheld",
        correction=bool(_CORRECTIONS.intersection(record.signals)),
        language=record.language,
        modified_at=instant(modified) if modified else None,
        embargoed=record.embargoed,
        embargoed_until=instant(until) if until else None,
        expires_at=instant(expires) if expires else None,
        reasons=tuple(record.unfit),
    )

"""`test this feed`: collects and reads as a poll would, and writes nothing."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.core.errors import KhabarError
from khabar.formats.errors import FormatError
from khabar.ingest import beside, seam
from khabar.ingest.fetch import collect
from khabar.ingest.models import Feed
from khabar.ingest.seam import Record

if TYPE_CHECKING:
    from khabar.core.outgoing import Client

SAMPLES = 5
_DOCUMENTS = 3


@dataclass
class Trial:
    """What a feed would bring."""

    samples: list[Record] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    documents: int = 0


def try_feed(feed: Feed, *, client: "Client | None" = None) -> Trial:
    """Collect a few documents and read them. The feed need not be saved; nothing is acknowledged or remembered."""
    from khabar.core.outgoing import Client  # an HTTP client, which web processes do without

    trial = Trial()
    probe = _fresh(feed)
    try:
        for found in collect(probe, client or Client()):
            trial.documents += 1
            _read(probe, found.name, found.data, trial)
            if trial.documents >= _DOCUMENTS or len(trial.samples) >= SAMPLES:
                break
    except KhabarError as error:
        trial.problems.append(str(error))
    if not trial.documents and not trial.problems:
        trial.problems.append("المصدر يعمل ولا جديد فيه الآن.")
    return trial


def _fresh(feed: Feed) -> Feed:
    """The feed as if it was never looked at, so that there is something to show."""
    names = ("provider", "kind", "address", "language", "credentials", "host_key")
    return Feed(**{name: getattr(feed, name) for name in names})


def _read(feed: Feed, name: str, data: bytes, trial: Trial) -> None:
    if beside.is_picture(data):
        return
    try:
        reading = seam.read(data, source=name, provider=feed.provider, language=feed.language)
    except FormatError as error:
        trial.problems.append(f"{name}: {error.reason}")
        return
    trial.samples += [arrival.record for arrival in reading.arrivals[: SAMPLES - len(trial.samples)]]
    trial.problems += [part.reason for part in reading.unread]

"""Counting what readers search for: in memory, then in a small file, then in the database by the background process.

Nobody who searches waits for the database, and nothing here can grow: so many queries in memory, so many files of so
many lines, so many queries of a day. When there are more, the rare ones go. Neither address nor cookie is looked at.
"""

import json
import logging
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from khabar.core import clock
from khabar.finding.keys import MAX_KEY, is_private, query_key
from khabar.finding.models import Tally
from khabar.search.analysis import without_surrogates

IN_MEMORY = 500
"""Different queries that a process counts between two files; what else is asked meanwhile is left out."""
PAUSE = 5.0
"""Seconds between the first query counted and the file."""
FILES = 200
"""Files that wait for the background process at most; while it is away, what is asked more is left out."""
AT_ONCE = 20
"""Files brought into the database in one go."""
A_DAY = 5_000
"""Different queries kept of one day, the most frequent ones."""
KEPT_DAYS = 90
_UNDERSTOOD = 300

logger = logging.getLogger(__name__)


@dataclass
class Count:
    """How often a query was asked on one day since the last file."""

    day: str
    key: str
    text: str
    asked: int
    empty: int
    understood: str
    last_at: str


class Counter:
    """The queries of one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[tuple[str, str], Count] = {}
        self._timer: threading.Timer | None = None

    def add(self, text: str, found: bool, understood: str = "") -> None:
        """Count a query; one that may tell who somebody is, or is a pasted text, is not."""
        text = without_surrogates(text)
        key = query_key(text)
        if not key or is_private(text):
            return
        at = timezone.localtime(clock.now())
        place = (at.date().isoformat(), key)
        with self._lock:
            count = self._counts.get(place)
            if count is None:
                if len(self._counts) >= IN_MEMORY:
                    return
                count = self._counts[place] = Count(*place, text[: 2 * MAX_KEY], 0, 0, "", "")
            count.asked += 1
            count.empty += not found
            count.understood = understood[:_UNDERSTOOD]
            count.last_at = at.isoformat()
            self._wake()

    def write(self) -> None:
        """Hand over what was counted."""
        with self._lock:
            counts, self._counts, self._timer = list(self._counts.values()), {}, None
        if counts:
            _put(counts)

    def _wake(self) -> None:
        if self._timer is None:
            self._timer = threading.Timer(PAUSE, self.write)
            self._timer.daemon = True
            self._timer.start()


counter = Counter()
"""This process's."""


def _folder() -> Path:
    return Path(settings.RUN_DIR) / "searches"


def _put(counts: Iterable[Count]) -> None:
    try:
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        if sum(1 for _ in folder.iterdir()) >= FILES:
            return
        new = folder / f"{uuid4().hex}.new"
        new.write_text("\n".join(json.dumps(asdict(count), ensure_ascii=False) for count in counts), encoding="utf-8")
        new.rename(new.with_suffix(".jsonl"))
    except OSError:
        logger.warning("searches could not be counted", exc_info=True)


def collect() -> int:
    """Bring what the processes of this node counted into the database; returns how many files there were.

    A file is deleted before its counts are committed: what a crash takes is a few seconds' counts, never twice.
    """
    folder = _folder()
    files = sorted(folder.glob("*.jsonl"))[:AT_ONCE] if folder.is_dir() else []
    if not files:
        return 0
    counts = [count for file in files for count in _take(file)]
    _add(counts)
    for day in {count.day for count in counts}:
        _keep_most_frequent(date.fromisoformat(day))
    Tally.objects.filter(day__lt=timezone.localdate() - timedelta(days=KEPT_DAYS)).delete()
    return len(files)


def _take(file: Path) -> Iterator[Count]:
    lines = file.read_text(encoding="utf-8").splitlines()
    file.unlink()
    for line in lines:
        try:
            count = Count(**json.loads(line))
            date.fromisoformat(count.day)
            yield count
        except (ValueError, TypeError):
            logger.warning("a line of counted searches could not be read")


@transaction.atomic
def _add(counts: list[Count]) -> None:
    sums: dict[tuple[str, str], Count] = {}
    for count in counts:
        seen = sums.setdefault((count.day, count.key), count)
        if seen is not count:
            seen.asked += count.asked
            seen.empty += count.empty
            seen.understood = count.understood
            seen.last_at = max(seen.last_at, count.last_at)
    days = {count.day for count in counts}
    known = {
        (row.day.isoformat(), row.key): row
        for row in Tally.objects.filter(day__in=days, key__in=[count.key for count in counts])
    }
    new = []
    for place, count in sums.items():
        row = known.get(place)
        if row is None:
            row = Tally(day=date.fromisoformat(count.day), key=count.key)
            new.append(row)
        row.asked, row.empty = row.asked + count.asked, row.empty + count.empty
        row.text, row.understood = count.text, count.understood
        row.last_at = datetime.fromisoformat(count.last_at)
    fields = ["asked", "empty", "text", "understood", "last_at"]
    Tally.objects.bulk_update(known.values(), fields, batch_size=200)
    Tally.objects.bulk_create(new, batch_size=500)


def _keep_most_frequent(day: date) -> None:
    of_day = Tally.objects.filter(day=day)
    over = of_day.count() - A_DAY
    if over > 0:
        rare = of_day.order_by("asked", "last_at").values_list("pk", flat=True)[:over]
        Tally.objects.filter(pk__in=list(rare)).delete()


class Collector:
    """Collects now and then, for the background process's loop."""

    def __init__(self, every: float = 5.0) -> None:
        self._every, self._next = every, 0.0

    def run(self) -> None:
        """Collect when it is time."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + self._every
            collect()

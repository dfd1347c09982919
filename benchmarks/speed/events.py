"""How fast items of one event are found, and how fast a list that shows each event once is read.

    python -m benchmarks.speed.events [--window 10000] [--items 100000] [--rounds 15]

Fills a database of its own with `--window` items of the last two days and groups them: items a second of one processor,
of all and of the last thousand. An item has 350 words of twenty thousand, with the frequencies of real text; each
third one is a rewrite of an earlier one by another agency; words are counted beforehand, as after a day of work.
Then adds older items up to `--items`, a quarter of them in events, and prints p50 and p95 of each list and poll.
Time of grouping is processor time of this process.
"""

import argparse
import itertools
import json
import random
import resource
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.speed.answers import start_newsroom

_LAST = 1000
_STEP = 200
_PROVIDERS = 8
_LETTERS = "ابتجحدرزسشطعغفقكلمنهوي"


def main() -> None:
    """Fill, group, list, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--window", type=int, default=10_000)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="khabar-events-") as folder:
        start_newsroom(Path(folder))
        _group(options.window)
        _older(options.items - options.window)
        _report(options.rounds)


def _record(story: dict[str, Any]) -> dict[str, Any]:
    body = [{"type": "paragraph", "text": text} for text in story["body"]]
    return {
        "headline": story["headline"], "abstract": "", "body": body, "dateline": {"place": story["place"]},
        "subjects": [],
    }  # fmt: skip


def _told(count: int, words: int = 350, seed: int = 3) -> Iterator[dict[str, Any]]:
    """Stories, each third one a rewrite: another headline of the same words, paragraphs dropped and turned about."""
    pool = random.Random(1)
    forms = list({"".join(pool.choices(_LETTERS, k=pool.randint(3, 6))) for _ in range(20_000)})
    weights = list(itertools.accumulate(1 / (rank + 1) for rank in range(len(forms))))
    draw = random.Random(seed)
    recent: list[dict[str, Any]] = []
    for number in range(count):
        if number % 3 == 2:
            first = draw.choice(recent)
            body = draw.sample(first["body"], k=5)
            story = {**first, "headline": " ".join(draw.sample(first["headline"].split(), k=7)), "body": body}
        else:
            text = draw.choices(forms, cum_weights=weights, k=words)
            paragraphs = [" ".join(text[at : at + words // 7]) for at in range(0, words, words // 7)]
            headline = " ".join(draw.choices(forms, cum_weights=weights, k=9))
            story = {"headline": headline, "body": paragraphs, "place": draw.choice(forms)}
        recent = [*recent[-500:], story]
        yield _record(story)


def _items(records: Iterator[dict[str, Any]], at: datetime, step: timedelta, **fields: Any) -> Iterator[Any]:
    from khabar.ingest.models import Provider, WireItem

    providers = [Provider.objects.get_or_create(name=f"وكالة {n}")[0] for n in range(_PROVIDERS)]
    for number, record in enumerate(records):
        when = at + number * step
        yield WireItem(
            provider=providers[number % _PROVIDERS], guid=f"urn:{at:%j%H}:{number}", digest=str(number),
            headline=record["headline"], urgency=number % 6 + 1, language="ar", received_at=when, changed_at=when,
            text="\n".join(block["text"] for block in record["body"]), record=record, **fields,
        )  # fmt: skip


def _group(count: int) -> None:
    from khabar.core import clock
    from khabar.ingest import grouping
    from khabar.ingest.models import WireItem

    now = clock.now()
    begin = now - timedelta(hours=40)
    WireItem.objects.bulk_create(_items(_told(count), begin, timedelta(hours=40) / count), batch_size=500)
    _count_words()
    spent: list[float] = []
    left = count
    while left > 0:
        start = time.process_time()
        left -= grouping.catch_up(_STEP)
        spent.append(time.process_time() - start)
    last = spent[-_LAST // _STEP :]
    together = WireItem.objects.filter(event__isnull=False).count()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"grouping, all {count}: {count / sum(spent):.0f} items/s; last {_LAST}: {_LAST / sum(last):.0f} items/s")
    print(f"{together} items in events, {memory} MB at most\n", flush=True)


def _count_words(sample: int = 1000) -> None:
    """What a newsroom knows of its words after a day: counts over stories like those to come."""
    from khabar.core import clock
    from khabar.events import fingerprint
    from khabar.ingest.grouping import story_of
    from khabar.ingest.models import WordCounts

    counts: Counter[str] = Counter()
    for record in _told(sample):
        counts.update(fingerprint(story_of(record, "ar"), signed=False).words.keys())
    common = {word: found for word, found in counts.items() if found > 2}
    WordCounts.objects.create(at=clock.now(), stories=sample, counts=common)


def _older(count: int) -> None:
    from django.db import connection

    from khabar.core import clock
    from khabar.ingest.models import WireEvent, WireItem

    at = clock.now() - timedelta(days=200)
    short = ({**record, "body": []} for record in _told(count, words=70, seed=9))
    WireItem.objects.bulk_create(_items(short, at, timedelta(days=190) / count, grouped=True), batch_size=2000)
    keys = list(WireItem.objects.filter(trace=None).order_by("id").values_list("pk", flat=True))
    events = WireEvent.objects.bulk_create(
        (WireEvent(first_at=at, last_at=at, changed_at=at) for _ in range(count // 12)), batch_size=2000
    )
    grouped = [WireItem(pk=pk, event=event) for pk, event in zip(keys[: len(events) * 3], events * 3, strict=True)]
    WireItem.objects.bulk_update(grouped, ["event"], batch_size=300)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _report(rounds: int) -> None:
    from khabar.core import clock
    from khabar.ingest import listing, queries
    from khabar.ingest.models import Provider
    from khabar.ingest.queries import Wanted

    provider = Provider.objects.first()
    minute = clock.now() - timedelta(minutes=1)
    lists: dict[str, Callable[[], Any]] = {
        "every item, 50": lambda: list(queries.items()[:50]),
        "one row an event, 50": lambda: list(queries.items(Wanted(grouped=True))[:50]),
        "one row an event, page 100": lambda: list(queries.items(Wanted(grouped=True))[5000:5050]),
        "of one agency": lambda: list(queries.items(Wanted(grouped=True, provider=provider))[:50]),
        "urgent": lambda: list(queries.items(Wanted(grouped=True, urgency_up_to=2))[:50]),
        "with also from": lambda: queries.also_from(list(queries.items(Wanted(grouped=True))[:50])),
        "poll of a minute": lambda: listing.changes(Wanted(), minute.isoformat()),
    }
    print(f"{'list':<28}{'p50 ms':>10}{'p95 ms':>10}")
    for name, read in lists.items():
        times = []
        for _ in range(rounds):
            start = time.perf_counter()
            read()
            times.append((time.perf_counter() - start) * 1000)
        print(f"{name:<28}{statistics.median(times):>10.1f}{statistics.quantiles(times, n=20)[18]:>10.1f}")
    print(json.dumps({"plan": queries.items(Wanted(grouped=True))[:50].explain()}, ensure_ascii=False))


if __name__ == "__main__":
    main()

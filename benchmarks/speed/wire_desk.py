"""The wire desk's list, its filters and what an open list asks every few seconds, over many items.

Usage: `python -m benchmarks.speed.wire_desk [--items 100000] [--rounds 15] [--data DIR]`
With `--data` the filled database stays in DIR and the next run uses it as it is.
Prints p50 and p95 of the processor's milliseconds for each answer as Django gives it, without the network: the same
whether or not other work uses the machine.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.speed.answers import print_line, start_newsroom, timed
from benchmarks.speed.desk_listing import WORDS

RARE = "زبرجد"  # in one item of a thousand


def main() -> None:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="khabar-wires-") as folder:
        start_newsroom(options.data or Path(folder))
        took = timed(lambda: _fill(options.items))
        print(f"{options.items} items ready in {took / 1000:.0f} s\n", flush=True)
        _report(options.rounds)


def _fill(count: int) -> None:
    from django.db import connection, transaction

    from khabar.articles.models import Agency, Section
    from khabar.ingest import words
    from khabar.ingest.models import Provider, WireEvent, WireItem, WireLabel

    if WireItem.objects.exists():
        return
    random.seed(7)
    agencies = list(Agency.objects.all()[:10])
    providers = [Provider.objects.create(name=f"مزوّد {n}", agency=agency) for n, agency in enumerate(agencies)]
    sections = [Section.objects.create(name=f"قسم {n}", slug=f"قسم-{n}", order=n) for n in range(10)]
    now = datetime.now(UTC)
    events = WireEvent.objects.bulk_create(WireEvent(first_at=now, last_at=now) for _ in range(count // 10))
    for start in range(0, count, 2_000):
        numbers = range(start, min(count, start + 2_000))
        with transaction.atomic():
            items = WireItem.objects.bulk_create(_items(numbers, count, providers, sections, events))
            WireLabel.objects.bulk_create(label for item in items for label in _labels(item, agencies))
            for item in items:
                words.keep(item.pk, item.headline, item.text)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _items(numbers: range, count: int, providers: list, sections: list, events: list) -> Iterator[Any]:
    from khabar.ingest.models import WireItem

    now = datetime.now(UTC)
    for number in numbers:
        at = now - timedelta(seconds=45 * (count - number))
        headline = " ".join(random.choices(WORDS, k=9))
        paragraphs = [" ".join(random.choices(WORDS, k=50)) for _ in range(5)]
        if number % 1_000 == 0:
            paragraphs[2] += f" {RARE}"
        record = {
            "headline": headline, "slugline": None, "abstract": None, "byline": None, "signals": [],
            "dateline": {"place": "القاهرة", "date": None}, "agencies": [], "subjects": [], "associations": [],
            "body": [{"type": "paragraph", "text": text} for text in paragraphs], "ednote": None, "rights": None,
            "usage_terms": None, "link": None, "created_at": None, "modified_at": None, "warnings": [],
        }  # fmt: skip
        yield WireItem(
            provider=providers[number % 10], guid=f"urn:bench:{number}", digest=str(number), headline=headline,
            urgency=1 + number % 9, language="ar" if number % 7 else "en", section=sections[number % 10],
            desk="التحقيقات" if number % 20 == 0 else "", event=events[number // 10] if number % 10 < 3 else None,
            state="spiked" if number % 9 == 0 else "used" if number % 11 == 0 else "new", received_at=at,
            changed_at=at, text="\n".join(paragraphs), record=record,
        )  # fmt: skip


def _labels(item: Any, agencies: list) -> Iterator[Any]:
    from khabar.ingest.models import WireLabel

    number = int(item.guid.rpartition(":")[2])
    values = [
        ("agency", agencies[number % 10].slug),
        ("subject", f"medtop:{number % 40:08d}"),
        ("subject", f"موضوع {number % 40}"),
    ]
    for kind, value in values:
        yield WireLabel(item=item, kind=kind, value=value, received_at=item.received_at)


def _report(rounds: int) -> None:
    from django.test import Client
    from django.utils.http import urlencode

    from khabar.accounts.models import User
    from khabar.articles.models import Agency, Section
    from khabar.core import clock
    from khabar.ingest import listing, saved_views
    from khabar.ingest.models import Provider, WireItem

    user, _ = User.objects.get_or_create(username="bench", is_superuser=True)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    agency = Agency.objects.filter(slug__in=Provider.objects.values("agency__slug")).first()
    section = Section.objects.get(slug="قسم-3")
    middle = WireItem.objects.order_by("received_at")[WireItem.objects.count() // 2]
    pages = {
        "list": {"state": "open"},
        "in the middle of the list": {"before": f"{middle.received_at.isoformat()}_{middle.pk}"},
        "agency": {"agency": agency.slug if agency else ""},
        "provider": {"provider": Provider.objects.order_by("pk")[3].pk},
        "subject": {"subject": "موضوع 7"},
        "urgency up to 3": {"urgency": 3},
        "section": {"section": section.pk},
        "language": {"language": "en"},
        "desk": {"desk": "التحقيقات"},
        "spiked": {"state": "spiked"},
        "used": {"state": "used"},
        "words, common": {"q": "المتاحف التاريخية"},
        "words, rare": {"q": RARE},
        "words, none": {"q": "كلمة لا وجود لها"},
        "words, agency, urgency, subject": {
            "q": "الكتاب",
            "agency": agency.slug if agency else "",
            "urgency": 3,
            "subject": "موضوع 7",
        },
    }
    print(f"{'page':<34}{'p50 ms':>10}{'p95 ms':>10}")
    for name, query in pages.items():
        address = f"/desk/wires/?{urlencode(query)}"
        _get(client, address)
        print_line(name, [_worked(lambda address=address: _get(client, address)) for _ in range(rounds)])
    print_line("reading pane", [_worked(lambda: _get(client, f"/desk/wires/item/{middle.pk}/")) for _ in range(rounds)])
    for number in range(6):
        saved_views.save(user=user, name=f"عرض {number}", query={"urgency": str(number + 1)})
    cursor = listing.newest_change()
    live = f"/desk/wires/live/?{urlencode({'state': 'open', 'after': cursor})}"
    tag = client.get(live)["ETag"]
    unchanged = [_worked(lambda: client.get(live, headers={"if-none-match": tag})) for _ in range(rounds)]
    print_line("live, nothing new (304)", unchanged)
    newest = list(WireItem.objects.values_list("pk", flat=True)[:20])
    WireItem.objects.filter(pk__in=newest).update(changed_at=clock.now())
    print_line("live, 20 changed, 6 views", [_worked(lambda: _get(client, live)) for _ in range(rounds)])


def _get(client: Any, address: str) -> None:
    assert client.get(address).status_code == 200, address


def _worked(do: Callable[[], object]) -> float:
    """Milliseconds of the processor."""
    start = time.process_time()
    do()
    return (time.process_time() - start) * 1000


if __name__ == "__main__":
    main()

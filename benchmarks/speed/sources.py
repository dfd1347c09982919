"""The pages of sources over an archive of many statements, how the database finds them, and what reading a text costs.

Usage: `python -m benchmarks.speed.sources [--articles 20000] [--rounds 15] [--data DIR]`
Five statements an article; every fifth is by one speaker, the others by 2,000. With `--data` the filled database stays
in DIR and the next run uses it as it is. Prints p50 and p95 in milliseconds of each page as Django answers it, without
the network and the page store.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.speed.answers import print_line, start_newsroom, timed
from benchmarks.speed.desk_listing import WORDS

_SAID = (
    "قال {who} إن المشروع سيوفر 300 فرصة عمل خلال عامين، وأضاف أن التمويل متوفر. "
    "وذكرت وكالة تاس أن الوزير دعا إلى الإسراع في التنفيذ."
)
_SPEAKERS = 2_000
_EACH = 5


def main() -> None:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="khabar-sources-") as folder:
        start_newsroom(options.data or Path(folder))
        took = timed(lambda: _fill(options.articles))
        print(f"{options.articles * _EACH} statements ready in {took / 1000:.0f} s\n", flush=True)
        _pages(options.rounds)
        _plans()
        _reading()


def _fill(count: int) -> None:
    from django.db import connection

    from khabar.articles.models import Agency, Article, Section
    from khabar.attribution.authority import record_of
    from khabar.attribution.models import Name, Spelling

    if Article.objects.exists():
        return
    section = Section.objects.create(name="قسم", slug="قسم")
    agencies = [record_of(agency) for agency in Agency.objects.all()[:8]]
    Name.objects.bulk_create(Name(kind="person", name=f"متحدث رقم {n}", slug=f"متحدث-{n}") for n in range(_SPEAKERS))
    names = list(Name.objects.filter(agency=None).order_by("pk"))
    Spelling.objects.bulk_create(
        Spelling(name=name, text=name.name, key=name.name, sound=name.name, kind="person") for name in names
    )
    for start in range(0, count, 1_000):
        _batch(range(start, min(count, start + 1_000)), section, names, agencies)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _batch(numbers: range, section: object, names: list, agencies: list) -> None:
    from khabar.articles.models import Article
    from khabar.attribution.models import Link, Reading, Statement
    from khabar.attribution.paragraphs import paragraphs, text_hash

    now = datetime.now(UTC)
    texts = [" ".join(random.choices(WORDS, k=60)) for _ in range(_EACH)]
    articles = Article.objects.bulk_create(
        Article(
            headline=f"خبر {number}", slug=f"خبر-{number}", section=section, live=True,
            body=[("paragraph", f"<p>{text}</p>") for text in texts],
            first_published_at=now - timedelta(minutes=7 * number), last_published_at=now,
        )
        for number in numbers
    )  # fmt: skip
    digest = text_hash(paragraphs(articles[0].body))
    readings = Reading.objects.bulk_create(
        Reading(article=article, text_hash=digest, live=True, engine="bench") for article in articles
    )
    rows = Statement.objects.bulk_create(
        Statement(
            reading=reading, article=article, place=par, par=par, start=0, end=40, text=texts[par][:40],
            quoting="indirect", kind="person", confidence=1.0, shown_at=article.first_published_at,
            speaker=names[0] if par == 0 else random.choice(names), speaker_name="متحدث",
        )
        for reading, article in zip(readings, articles, strict=True)
        for par in range(_EACH)
    )  # fmt: skip
    Link.objects.bulk_create(
        Link(statement=row, position=0, role="relay", label="وكالة", name=random.choice(agencies)) for row in rows[::2]
    )


def _pages(rounds: int) -> None:
    from django.test import Client
    from django.urls import reverse

    from khabar.articles.models import Article
    from khabar.attribution.models import Name

    client = Client(HTTP_HOST="localhost", headers={"cache-control": "no-cache"})
    busy, usual = Name.objects.get(slug="متحدث-0"), Name.objects.get(slug="متحدث-7")
    deep = Article.objects.order_by("pk")[Article.objects.count() // 2].pk
    article = Article.objects.order_by("-pk")[3].pk
    paths: dict[str, str] = {
        "who speaks in every story": busy.get_absolute_url(),
        "the same, half way down": f"{busy.get_absolute_url()}?before={deep}",
        "one of the others": usual.get_absolute_url(),
        "feed": reverse("front:source-feed", args=[busy.address]),
        "isnad of a story": reverse("front:isnad", args=[article]),
    }
    print(f"{'page':<26}{'p50 ms':>10}{'p95 ms':>10}")
    for name, path in paths.items():
        print_line(name, [timed(_get(client, path)) for _ in range(rounds)])


def _get(client: object, path: str) -> Callable[[], None]:
    from khabar.articles.outlets import page_store

    def get() -> None:
        page_store().clear(cursor=0)
        answer = client.get(path)  # type: ignore[attr-defined]
        assert answer.status_code == 200, answer.status_code

    return get


def _plans() -> None:
    from khabar.attribution.models import Name
    from khabar.attribution.queries import public

    name = Name.objects.get(slug="متحدث-0")
    rows = public().filter(speaker=name).order_by("-shown_at", "-article_id")
    print("\nplan of a source's page")
    print(rows.values_list("article_id", "shown_at").distinct()[:11].explain())


def _reading() -> None:
    """CPU time of reading texts as the background does: engine, names, rows."""
    from khabar.articles.models import Article
    from khabar.attribution.readings import read_text

    articles = list(Article.objects.order_by("-pk")[:201])
    texts = [_SAID.format(who=f"رامي الجندي {n}") for n in range(201)]
    bodies = [[{"type": "paragraph", "value": f"<p>{text}</p>"}] * 2 for text in texts]
    read_text(articles[0], bodies[0], live=True)  # loads the word lists
    start = time.process_time()
    for article, body in zip(articles[1:], bodies[1:], strict=True):
        read_text(article, body, live=True, again=True)
    took = time.process_time() - start
    print(f"\nreading a text of {len(_SAID) * 2} letters: {took * 1000 / 200:.1f} ms CPU, {200 / took:.0f} texts/s")


if __name__ == "__main__":
    main()

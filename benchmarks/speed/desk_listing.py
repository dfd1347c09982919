"""The desk's list of articles and a publish from the desk, over a database filled with many articles.

Usage: `python -m benchmarks.speed.desk_listing [--articles 100000] [--rounds 15] [--data DIR]`
With `--data` the filled database stays in DIR and the next run uses it as it is.
Prints p50 and p95 in milliseconds of each page as Django answers it, without the network.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.speed.answers import print_line, start_newsroom, timed

TEXT = (
    "افتتاح معرض الكتاب في المدينة القديمة وزارة الثقافة تعلن خطة جديدة لترميم المتاحف والأسواق التاريخية "
    "أسعار القمح ترتفع مع تراجع الأمطار فريق بحثي يطور بطارية تعمل بالطاقة الشمسية منتخب السلة يفوز بالبطولة "
    "مهرجان السينما يستقبل مئة فيلم من عشرين بلدا مشروع لتحلية المياه يبدأ العمل في الميناء الشرقي"
)
WORDS = TEXT.split()


def main() -> None:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="khabar-desk-") as folder:
        start_newsroom(options.data or Path(folder))
        took = timed(lambda: _fill(options.articles))
        print(f"{options.articles} articles ready in {took / 1000:.0f} s\n", flush=True)
        _report(options.rounds)


def _fill(count: int) -> None:
    from django.db import connection

    from khabar.articles.consumers import rebuild_index
    from khabar.articles.models import Agency, Article, ArticleAgency, Section
    from khabar.articles.outlets import search_engine

    if Article.objects.exists():
        if not search_engine().count():
            rebuild_index()
        return
    sections = [Section.objects.create(name=f"قسم {n}", slug=f"قسم-{n}", order=n) for n in range(10)]
    agencies = list(Agency.objects.all()[:20])
    for batch in _batches(count):
        Article.objects.bulk_create(Article(**fields) for fields in _rows(batch, sections))
    ids = Article.objects.values_list("pk", flat=True)
    ArticleAgency.objects.bulk_create(
        (ArticleAgency(article_id=pk, agency=agencies[pk % 20], sort_order=0) for pk in ids.iterator()), batch_size=5000
    )
    _revise(count // 5)
    rebuild_index()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _batches(count: int, size: int = 2000) -> Iterator[range]:
    for start in range(0, count, size):
        yield range(start, min(count, start + size))


def _rows(numbers: range, sections: list) -> Iterator[dict]:
    now = datetime.now(UTC)
    for number in numbers:
        live = number % 10 != 0
        at = now - timedelta(minutes=7 * number)
        yield {
            "headline": " ".join(random.choices(WORDS, k=8)) + f" {number}",
            "slug": f"خبر-{number}",
            "abstract": " ".join(random.choices(WORDS, k=25)),
            "body": [("paragraph", f"<p>{' '.join(random.choices(WORDS, k=60))}</p>") for _ in range(3)],
            "section": sections[number % 10],
            "live": live,
            "first_published_at": at if live else None,
            "last_published_at": at if live or number % 50 == 0 else None,
            "has_unpublished_changes": not live or number % 997 == 0,
        }


def _revise(count: int) -> None:
    """Give some articles a newest revision, as the desk's own have."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Revision

    from khabar.articles.models import Article

    kind = ContentType.objects.get_for_model(Article)
    rows = list(Article.objects.order_by("-pk").values_list("pk", "headline")[:count])
    made = Revision.objects.bulk_create(
        (
            Revision(
                content_type=kind, base_content_type=kind, object_id=str(pk), object_str=headline,
                created_at=datetime.now(UTC), content={"pk": pk, "headline": headline},
            )
            for pk, headline in rows
        ),
        batch_size=2000,
    )  # fmt: skip
    updated = [Article(pk=int(revision.object_id), latest_revision=revision) for revision in made]
    Article.objects.bulk_update(updated, ["latest_revision"], batch_size=400)


def _report(rounds: int) -> None:
    from khabar.articles.models import Agency, Section

    section, agency = Section.objects.get(slug="قسم-3").pk, Agency.objects.all()[3].pk
    pages = {
        "list": "",
        "page 1000": "?p=1000",
        "by publish time": "?ordering=-first_published_at",
        "by last edit": "?ordering=-latest_revision",
        "by urgency": "?ordering=urgency",
        "section": f"?section={section}",
        "agency": f"?agency={agency}",
        "a week": "?first_published_at_from=2026-01-01&first_published_at_to=2026-01-08",
        **{f"state {state}": f"?state={state}" for state in ("draft", "live", "changed", "withdrawn", "scheduled")},
        "section, state, agency": f"?section={section}&state=live&agency={agency}",
        "search, two words": "?q=بطارية الشمسية",
        "search, headline": "?q=مهرجان السينما يستقبل مئة فيلم",
    }
    get = _client()
    print(f"{'page':<26}{'p50 ms':>10}{'p95 ms':>10}")
    for name, query in pages.items():
        print_line(name, [timed(lambda query=query: get(f"/desk/articles/{query}")) for _ in range(rounds)])
    print_line("first page of the desk", [timed(lambda: get("/desk/")) for _ in range(rounds)])
    print_line("save a draft", list(_acts("save_revision", rounds)))
    print_line("publish", list(_acts("publish", rounds)))


def _client() -> Callable[[str], object]:
    from django.test import Client

    from khabar.accounts.models import User

    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get_or_create(username="desk", is_superuser=True)[0])

    def get(path: str) -> object:
        response = client.get(path)
        if response.status_code != 200:
            sys.exit(f"{path} answered {response.status_code}")
        return response

    return get


def _acts(kind: str, rounds: int) -> Iterator[float]:
    from khabar.articles import actions
    from khabar.articles.models import Article

    for article in Article.objects.filter(live=False)[:rounds]:
        if kind == "publish":
            yield timed(lambda article=article: actions.publish(article=article))
        else:
            yield timed(article.save_revision)


if __name__ == "__main__":
    main()

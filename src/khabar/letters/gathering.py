"""The stories of an issue: what readers may see now and was published since the one before, each once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from khabar.articles.models import Article, ArticleTopic, Section
from khabar.articles.queries import cards
from khabar.core import clock
from khabar.curation.queries import front_page, standing
from khabar.letters.enums import OUT
from khabar.letters.models import Issue, Newsletter
from khabar.recommendations.models import Span
from khabar.recommendations.reads import rankings

TOP, MOST_READ, IN_A_BLOCK = 5, 4, 3
"""Stories at the top, among the most read, in each section or topic."""
MOST = 24
_LONGEST_BACK = timedelta(days=8)
_NEWEST = 400
TOP_TITLE, MOST_READ_TITLE = "", "الأكثر قراءة"


@dataclass(frozen=True)
class Block:
    """Some stories of an issue under a title; the first block has none, and leads."""

    title: str
    articles: list[Article]


def since(issue: Issue) -> datetime:
    """Where the issue before ended: what came after it is news."""
    newsletter = issue.newsletter
    before = newsletter.issues.filter(state__in=OUT).exclude(pk=issue.pk).order_by("-gathered_at").first()
    usual = issue.due_at - newsletter.longest_gap
    if before is None or before.gathered_at is None:
        return usual
    return max(before.gathered_at, issue.due_at - _LONGEST_BACK)


def gather(issue: Issue, at: datetime) -> list[Block]:
    """The issue as it would go out at `at`, with what an editor chose."""
    newsletter, removed = issue.newsletter, set(issue.choices.get("removed", ()))
    rows = cards().filter(_filed(newsletter), first_published_at__gt=since(issue)).distinct()
    fresh = {one.pk: one for one in rows[:_NEWEST] if one.pk not in removed}
    page = _Page(fresh)
    page.add(TOP_TITLE, _leading(newsletter, fresh, at, issue.choices.get("lead")), TOP)
    if newsletter.front:
        page.add(MOST_READ_TITLE, _most_read(), MOST_READ)
    for title, pks in _shelves(newsletter, fresh):
        page.add(title, pks, IN_A_BLOCK)
    order = {pk: place for place, pk in enumerate(issue.choices.get("order", ()))}
    return [_ordered(block, order, issue.choices.get("lead")) for block in page.blocks]


def frozen(blocks: Iterable[Block]) -> list[dict[str, object]]:
    """The blocks as an issue that goes out keeps them."""
    return [{"title": one.title, "stories": [article.pk for article in one.articles]} for one in blocks]


def standing_blocks(issue: Issue) -> list[Block]:
    """The stories an issue went out with, as far as readers may see them now."""
    ids = [pk for block in issue.blocks for pk in block["stories"]]
    found = cards().in_bulk(ids)
    blocks = [Block(b["title"], [found[pk] for pk in b["stories"] if pk in found]) for b in issue.blocks]
    return [block for block in blocks if block.articles]


def now_in(issue: Issue) -> list[Block]:
    """The stories of an issue at this moment: those it went out with, or those it would."""
    return standing_blocks(issue) if issue.gathered_at else gather(issue, clock.now())


def count(blocks: Iterable[Block]) -> int:
    """How many stories there are in all."""
    return sum(len(block.articles) for block in blocks)


class _Page:
    """An issue while it is filled: knows what is in it already."""

    def __init__(self, fresh: dict[int, Article]) -> None:
        self._fresh = dict(fresh)
        self.blocks: list[Block] = []

    def add(self, title: str, pks: Sequence[int], most: int) -> None:
        """A block of the first of these that are fresh and not in it yet; none where there is no such story."""
        room = min(most, MOST - count(self.blocks))
        taken = [self._fresh.pop(pk) for pk in [pk for pk in dict.fromkeys(pks) if pk in self._fresh][:room]]
        if taken:
            self.blocks.append(Block(title, taken))


def _filed(newsletter: Newsletter) -> Q:
    if newsletter.front:
        return Q()
    sections = list(newsletter.sections.values_list("pk", flat=True))
    topics = list(newsletter.topics.values_list("pk", flat=True))
    return Q(section__in=sections) | Q(filings__topic__in=topics)


def _leading(newsletter: Newsletter, fresh: dict[int, Article], at: datetime, lead: int | None) -> list[int]:
    """What leads: the editor's choice, then the top of the front page or the most urgent of what is new."""
    chosen = [lead] if lead else []
    if newsletter.front:
        edition = front_page(standing().arranged)
        top = [*([edition.lead] if edition.lead else []), *edition.secondary]
        if any(one.pk in fresh for one in top):
            return [*chosen, *(one.pk for one in top), *(one.pk for one, _ in edition.opinion)]
    hours = timedelta(hours=6)
    urgent = sorted(fresh.values(), key=lambda one: one.urgency + (at - one.first_published_at) / hours)
    return [*chosen, *(one.pk for one in urgent)]


def _most_read() -> list[int]:
    return [article.pk for one in rankings(20).found if one.span == Span.DAY for article in one.articles]


def _shelves(newsletter: Newsletter, fresh: dict[int, Article]) -> list[tuple[str, list[int]]]:
    """Title and stories of each section, then of each topic, newest first."""
    sections = Section.objects.all() if newsletter.front else newsletter.sections.all()
    shelves = [(str(s.name), [pk for pk, one in fresh.items() if one.section_id == s.pk]) for s in sections]
    for topic in newsletter.topics.all():
        filed = set(ArticleTopic.objects.filter(topic=topic, article__in=list(fresh)).values_list("article", flat=True))
        shelves.append((str(topic.name), [pk for pk in fresh if pk in filed]))
    return shelves


def _ordered(block: Block, order: dict[int, int], lead: int | None) -> Block:
    """The block in the editor's order; what she said nothing of keeps its place after it."""
    if not order:
        return block
    last = len(order)
    ranked = sorted(block.articles, key=lambda one: (one.pk != lead, order.get(one.pk, last)))
    return Block(block.title, ranked)

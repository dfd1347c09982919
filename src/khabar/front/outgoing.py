"""Articles as those who take our stories get them: what of each may leave, and the feeds they stand in."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html

from khabar.articles.enums import AmendmentKind
from khabar.articles.models import Article, Author, Section, Topic
from khabar.articles.queries import Withdrawal, told_of
from khabar.attribution.exports import to_infosources
from khabar.attribution.models import Statement
from khabar.attribution.queries import quoted
from khabar.core import clock
from khabar.core.clean import clean_text
from khabar.formats.agencies import agencies_in
from khabar.formats.out.story import Channel, Image, Named, Part, Party, Source, Story
from khabar.formats.out.xhtml import rich_parts
from khabar.formats.wire.record import PubStatus
from khabar.front.body import Block, block_pictures, body_blocks
from khabar.front.dates import written
from khabar.front.embeds import EmbedCard
from khabar.front.head import absolute
from khabar.front.language import SITE_LANGUAGE, language_of
from khabar.media import renditions
from khabar.media.renditions import Made

ITEMS = 30
NOTHING_SAID: Mapping[int, list[Statement]] = {}
TOLD_FOR = timedelta(days=30)
"""How long takers are told that a story was withdrawn."""

PART_ONLY = "يُنقل العنوان والمقدمة مع رابط الخبر؛ أما النص فحقوقه لوكالته."


def channel(
    title: str,
    home: str,
    address: str,
    articles: list[Article],
    withdrawals: Iterable[Withdrawal] = (),
    *,
    older: str = "",
    hubs: tuple[str, ...] = (),
    said: Mapping[int, list[Statement]] = NOTHING_SAID,
) -> Channel:
    """A feed of `articles`, which should come with what an article page needs, and of what was withdrawn.

    Args:
        home, address, older: paths of the page it is the feed of, of the feed itself, and of its older part.
        hubs: those that are told when the feed changes.
        said: the statements that readers see, by article.
    """
    renditions.prefetch(article.lead_picture for article in articles)
    stories = [story_of(article, said.get(article.pk, [])) for article in articles]
    return channel_of(title, home, address, [*stories, *map(withdrawn, withdrawals)], older=older, hubs=hubs)


def channel_of(
    title: str, home: str, address: str, stories: list[Story], *, older: str = "", hubs: tuple[str, ...] = ()
) -> Channel:
    """A feed of what is written out already; the addresses as in `channel`."""
    return Channel(
        title=clean_text(title),
        home=absolute(home),
        address=absolute(address),
        publisher=settings.SITE_NAME,
        site=f"{settings.SITE_URL}/",
        language=SITE_LANGUAGE,
        updated=_local(max((story.modified for story in stories), default=clock.now())),
        description=settings.SITE_MOTTO,
        next=absolute(older) if older else "",
        hubs=hubs,
        stories=tuple(stories),
    )


def story_of(article: Article, statements: Iterable[Statement]) -> Story:
    """A public article as it leaves us, with those its statements go back to and came through."""
    whole = article.text_may_pass
    blocks = body_blocks(article, with_related=False) if whole else []
    agencies = article.agencies
    holder = "، ".join(agency.name for agency in agencies) or settings.SITE_NAME
    first, updated = article.first_published_at, article.updated_at
    pictures = [
        image for image in (_lead(article), *(one for block in blocks for one in _in_body(article, block))) if image
    ]
    return Story(
        uri=_uri(article.pk),
        version=max(1, article.version),
        modified=_local(max(filter(None, (first, updated, article.last_published_at)))),
        created=_local(first),
        updated=_local(updated or first),
        corrected=_is_correction(article),
        expires=_local(article.expire_at) if article.expire_at else None,
        link=absolute(article.get_absolute_url()),
        headline=article.headline,
        kicker=article.kicker,
        abstract=article.abstract,
        place=article.dateline_place,
        day=article.dateline_date,
        authors=tuple(_named(author) for author in article.authors),
        sources=tuple(Source(name=one.name, credit=one.credit, code=one.slug) for one in agencies),
        parties=_parties(statements) if whole else (),
        language=language_of(article),
        urgency=article.urgency,
        section=_named(article.section),
        topics=tuple(_named(topic) for topic in article.topics),
        parts=(*(part for block in blocks for part in _parts(article, block)), *_told(article)),
        pictures=tuple(dict.fromkeys(pictures)),
        whole=whole,
        holder=holder,
        notice=f"© {_local(first).year} {holder}",
        terms=settings.USAGE_TERMS if whole else PART_ONLY,
    )


def _told(article: Article) -> list[Part]:
    """What readers were told of changes, as paragraphs after a text that may leave."""
    told = told_of(article) if article.text_may_pass else []
    return [
        Part.plain("paragraph", f"{one.get_kind_display()} ({written(one.at, 'full')}): {one.notice}") for one in told
    ]


def _is_correction(article: Article) -> bool:
    """Whether what was published last is a correction."""
    newest = next(iter(article.amendments.all()), None)
    return bool(newest and newest.kind == AmendmentKind.CORRECTION and newest.at == article.last_published_at)


def _parties(statements: Iterable[Statement]) -> tuple[Party, ...]:
    nodes = to_infosources(quoted(statements), settings.SITE_URL)
    return tuple(Party(clean_text(node["name"]), node["role"], node.get("uri", "")) for node in nodes)


def withdrawn(one: Withdrawal) -> Story:
    """What takers are told of a story that readers may no longer see: that it is so, and nothing of what it said."""
    status: PubStatus = "withheld" if one.withheld else "canceled"
    return Story(uri=_uri(one.pk), version=max(1, one.version), modified=_local(one.at), status=status)


def _uri(pk: int) -> str:
    return f"{settings.SITE_URL}/n/{pk}"


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(microsecond=0)


def _named(one: Section | Topic | Author) -> Named:
    return Named(one.name, absolute(one.get_absolute_url()))


def _lead(article: Article) -> Image | None:
    made = renditions.share(article.lead_picture)
    return _image(article, made, article.lead_caption, article.lead_credit, article.alt_text)


def _in_body(article: Article, block: Block) -> list[Image]:
    found = []
    for value in block_pictures(block):
        offer = renditions.offer(value["picture"], "body")
        made = offer.fallback if offer else None
        found.append(_image(article, made, value["caption"], value["credit"], value["alt"]))
    return [image for image in found if image]


def _image(article: Article, made: Made | None, caption: str, credit: str, alt: str) -> Image | None:
    if made is None or not may_pass(article, credit):
        return None
    return Image(absolute(made.url), made.width, made.height, caption, credit, alt)


def may_pass(article: Article, credit: str) -> bool:
    """Whether a picture may leave with the article: not one credited to an agency, unless the contract lets others have
    what comes with the text; one without a credit is of whoever the text is of."""
    if article.passing_on:
        return True
    return not agencies_in(credit) and (bool(credit) or article.text_may_pass)


def _parts(article: Article, block: Block) -> list[Part]:
    value = block.value
    if block.kind == "paragraph":
        return rich_parts(value, f"{settings.SITE_URL}/")
    if block.kind == "subheading":
        return [Part.plain("subheading", value)]
    if block.kind == "list":
        return [Part.plain("list_item", item) for item in value]
    if block.kind == "quote":
        who = "، ".join(filter(None, (value.get("speaker"), value.get("speaker_title"))))
        return [Part.plain("quote", f"{value['text']} – {who}" if who else value["text"])]
    if block.kind == "table":
        rows = [value["heads"], *value["rows"]] if any(value["heads"]) else value["rows"]
        return [Part("paragraph", cells=tuple(row)) for row in rows]
    if block.kind == "embed":
        return rich_parts(_anchor(value), f"{settings.SITE_URL}/")
    return [Part("picture", picture=image) for image in _in_body(article, block)]


def _anchor(value: EmbedCard) -> str:
    return format_html('<a href="{}">{}</a>', value.url, value.title)

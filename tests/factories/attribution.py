"""Makes articles with statements, as the engine would give them."""

from collections.abc import Sequence
from typing import Any

from khabar.articles.models import Article
from khabar.articles.text import paragraph
from khabar.attribution.models import Reading, Statement
from khabar.attribution.paragraphs import paragraphs
from khabar.attribution.readings import read_text
from khabar.attribution.seam import Relay, Said
from tests.factories.articles import published

RIVER = "قالت المهندسة سلمى الراوي إن منسوب النهر ارتفع 40 سنتيمترا هذا الأسبوع."
BRIDGE = "ونقلت وكالة تاس عن الوزير كمال الشاذلي أن «الجسر آمن» للعابرين."
PLAIN = "وتمتد أعمال الصيانة على ضفتي النهر حتى نهاية الشهر."


def said(
    texts: Sequence[str],
    words: str,
    speaker: str = "سلمى الراوي",
    *,
    kind: str = "person",
    chain: Sequence[tuple[str, str]] = (),
    confidence: float = 1.0,
    **more: Any,
) -> Said:
    """What the engine would say of `words`, which stand once in the texts."""
    par = next(number for number, text in enumerate(texts) if words in text)
    start = texts[par].index(words)
    return Said(
        par=par,
        start=start,
        end=start + len(words),
        text=words,
        quoting="indirect",
        kind=kind,
        speaker=speaker,
        chain=tuple(Relay(name, role) for name, role in chain),
        confidence=confidence,
        **more,
    )


def river(texts: Sequence[str] = (RIVER, PLAIN), **more: Any) -> Said:
    """The engineer's statement about the river."""
    return said(texts, "منسوب النهر ارتفع 40 سنتيمترا هذا الأسبوع", mention="المهندسة سلمى الراوي", **more)


def bridge(texts: Sequence[str] = (RIVER, BRIDGE), speaker: str = "كمال الشاذلي", **more: Any) -> Said:
    """The minister's statement about the bridge, through TASS."""
    return said(texts, "«الجسر آمن» للعابرين", speaker, chain=[("وكالة تاس", "relay")], **more)


def body(*texts: str) -> list[dict[str, str]]:
    """A body of paragraphs, each in a block with an id of its own."""
    return [{**paragraph(text), "id": f"00000000-0000-4000-8000-{number:012d}"} for number, text in enumerate(texts)]


def read(article: Article, *found: Said, live: bool = True) -> Reading:
    """Read the article's text with the engine saying `found`."""
    reading = read_text(article, article.body, live=live, said=found)
    return reading or Reading.objects.get(article=article, live=True)


def attributed(*found: Said, texts: Sequence[str] = (RIVER, PLAIN), **fields: Any) -> Article:
    """A published article whose text says `found`."""
    article = published(body=body(*texts), **fields)
    Reading.objects.filter(article=article).delete()
    read(article, *(found or (river(texts),)))
    return article


def statement(article: Article) -> Statement:
    """The one statement of the article's public text."""
    return Statement.objects.get(article=article, reading__live=True)


def texts_of(article: Article) -> list[Any]:
    """The paragraphs of the article's public text."""
    return paragraphs(article.body)

"""Reading a text of an article: the engine suggests, decisions are carried over, names are looked up; idempotent."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from khabar.articles.models import Article
from khabar.attribution import seam
from khabar.attribution.anchors import Anchor, anchor_at
from khabar.attribution.authority import Register
from khabar.attribution.mentions import named_in
from khabar.attribution.models import Link, Name, Reading, Statement
from khabar.attribution.paragraphs import Paragraph, paragraphs, text_hash
from khabar.attribution.rules import is_shown
from khabar.attribution.seam import Said
from khabar.attribution.settle import Carried, Kept, overlap, settle
from khabar.attribution.spans import statement_type
from khabar.attribution.states import DECIDED, Quoting, Role, SpeakerKind, State
from khabar.core import clock

logger = logging.getLogger(__name__)

_COPIED = (
    "cue", "speaker_id", "speaker_name", "mention", "kind", "figures", "confidence", "state", "decided_by_id",
    "decided_at",
)  # fmt: skip


def read_live(article_id: int, *, again: bool = False) -> bool:
    """Read what readers see of an article now. Returns whether pages and index must follow.

    Args:
        again: also when this engine has read the very text before.
    """
    article = Article.objects.filter(pk=article_id).only("pk", "live", "body", "first_published_at").first()
    if article is None or not article.live:
        return False
    before = _seen(article_id)
    read_text(article, article.body, live=True, again=again)
    return _seen(article_id) != before


def _seen(article_id: int) -> list[tuple[Any, ...]]:
    """What readers see of an article's statements."""
    rows = Statement.objects.filter(article=article_id, shown_at__isnull=False).order_by("par", "start", "end")
    columns = (
        "place",
        "par",
        "start",
        "end",
        "text",
        "speaker_id",
        "speaker_name",
        "kind",
        "cue",
        "figures",
        "quoting",
    )
    links = Link.objects.filter(statement__in=rows).order_by("statement__par", "statement__start", "position")
    names = Reading.names.through.objects.filter(reading__article=article_id, reading__live=True).order_by("name_id")
    return [
        *rows.values_list(*columns),
        *links.values_list("role", "label", "name_id"),
        *names.values_list("name_id"),
    ]


def show_known(article: Article) -> bool:
    """Have the reading made of a draft be that of the public page, now that its text is published as it was.

    Returns:
        Whether the text had been read by this engine; otherwise nothing is done.
    """
    known = _known(article, text_hash(paragraphs(article.body)), live=True)
    if known.own is None or not known.current:
        return False
    if not known.own.live:
        _show(known.own, article)
    return True


def read_draft(article: Article, body: Iterable[Any]) -> Reading:
    """The reading of a draft's text, made when there is none yet."""
    found = paragraphs(body)
    reading = read_text(article, body, live=False)
    return reading or Reading.objects.get(article=article, text_hash=text_hash(found))


def read_text(
    article: Article, body: Iterable[Any], *, live: bool, said: Sequence[Said] | None = None, again: bool = False
) -> Reading | None:
    """Read a text of the article, or None when nothing changes by it.

    Args:
        body: the text's StreamValue or raw data.
        live: it is the text readers see; otherwise a draft, which never touches what they see.
        said: what the engine says of it, when it has been asked before.
        again: also when this engine has read it before.
    """
    found = paragraphs(body)
    digest = text_hash(found)
    known = _known(article, digest, live=live)
    own = known.own
    if own is not None and known.current and not again:
        return _show(own, article) if live and not own.live else None
    if said is None:
        said = seam.extract([paragraph.text for paragraph in found])
    fitting = [one for one in said if _fits(one, found)]
    if len(fitting) < len(said):
        logger.error("the engine named %s places outside the text of article %s", len(said) - len(fitting), article.pk)
    sources = [reading for reading in (known.newest if known.overtaken or own is None else None, own) if reading]
    live = live or bool(own and own.live)
    try:
        return _write(article, found, digest, fitting, sources, live=live)
    except IntegrityError:  # another process has just read the same text, or met the same new name
        return _write(article, found, digest, fitting, sources, live=live)


@dataclass(frozen=True)
class _Known:
    """The readings there are of an article: of a certain text, and the one made or decided on last.

    `overtaken`: the text is to be published, and another was worked on since it was read. `current`: nothing is to be
    read again.
    """

    own: Reading | None
    newest: Reading | None
    overtaken: bool
    current: bool


def _known(article: Article, digest: str, *, live: bool) -> _Known:
    rows = list(Reading.objects.filter(article=article).order_by("-changed_at", "-pk"))
    own = next((row for row in rows if row.text_hash == digest), None)
    overtaken = live and own is not None and not own.live and own != rows[0]
    current = own is not None and own.engine == seam.ENGINE and not overtaken
    return _Known(own, rows[0] if rows else None, overtaken, current)


def _fits(said: Said, found: Sequence[Paragraph]) -> bool:
    inside = 0 <= said.par < len(found) and 0 <= said.start < said.end <= len(found[said.par].text)
    return inside and found[said.par].text[said.start : said.end] == said.text


@transaction.atomic
def _show(reading: Reading, article: Article) -> Reading:
    """Make a reading the one of the public page: a draft was published as it was."""
    Reading.objects.filter(article=article, live=True).update(live=False)
    Statement.objects.filter(article=article, shown_at__isnull=False).update(shown_at=None)
    reading.live = True
    reading.save(update_fields=["live"])
    show_statements(reading, article)
    _forget_others(article, reading)
    return reading


def show_statements(reading: Reading, article: Article) -> None:
    """Mark those statements of a live reading that readers see; a decision stands for a suggestion at its place."""
    rows = list(Statement.objects.filter(reading=reading))
    outdone = {row.pk for row in superseded(rows)}
    for row in rows:
        shown = row.pk not in outdone and is_shown(row.state, row.confidence, changed=row.changed)
        row.shown_at = article.first_published_at if shown and reading.live else None
    Statement.objects.bulk_update(rows, ["shown_at"])


def superseded(rows: Sequence[Statement]) -> list[Statement]:
    """Suggestions of words about which an editor has decided since they were made."""
    firm = [row for row in rows if row.state in DECIDED and not row.changed]
    return [row for row in rows if row.state == State.SUGGESTED and any(overlap(row, one) for one in firm)]


@transaction.atomic
def _write(
    article: Article,
    found: Sequence[Paragraph],
    digest: str,
    said: Sequence[Said],
    sources: Sequence[Reading],
    *,
    live: bool,
) -> Reading:
    decided = list(
        Statement.objects.filter(reading__in=[reading.pk for reading in sources], state__in=DECIDED)
        .order_by("-decided_at", "pk")
        .prefetch_related("chain")
    )
    settled = settle([Kept(row.pk, anchor_of(row)) for row in decided], said, found)
    Reading.objects.filter(article=article, text_hash=digest).delete()
    if live:
        Reading.objects.filter(article=article, live=True).update(live=False)
        Statement.objects.filter(article=article, shown_at__isnull=False).update(shown_at=None)
    reading = Reading.objects.create(
        article=article, text_hash=digest, live=live, engine=seam.ENGINE, changed_at=clock.now()
    )
    register = Register()
    known = {row.pk: row for row in decided}
    pairs = [_carried(known[one.key], one, reading, found) for one in settled.carried]
    pairs += [_suggested(one, reading, found, register) for one in settled.suggested]
    for statement, _links in pairs:
        shown = live and is_shown(statement.state, statement.confidence, changed=statement.changed)
        statement.shown_at = article.first_published_at if shown else None
    Statement.objects.bulk_create([statement for statement, _links in pairs])
    for statement, links in pairs:
        for link in links:
            link.statement = statement
    Link.objects.bulk_create([link for _statement, links in pairs for link in links])
    reading.names.set(_names(pairs, found))
    _forget_others(article, reading)
    return reading


def _names(pairs: Sequence[tuple[Statement, list[Link]]], found: Sequence[Paragraph]) -> set[int]:
    """The records a text names: whoever is written in it, and who speaks in it or passes words on.

    Decisions about words that are no longer there name nobody.
    """
    held = [(one, links) for one, links in pairs if not one.changed and one.state != State.REJECTED]
    speaking = {statement.speaker_id for statement, _ in held} | {link.name_id for _, links in held for link in links}
    return {pk for pk in speaking if pk} | named_in(paragraph.text for paragraph in found)


def _forget_others(article: Article, reading: Reading) -> None:
    """Drop the readings of former drafts: what was decided in them has been carried on."""
    Reading.objects.filter(article=article, live=False).exclude(pk=reading.pk).delete()


def anchor_of(row: Statement) -> Anchor:
    """Where a stored statement is."""
    return Anchor(row.par, row.start, row.end, row.text, row.block, row.before, row.after)


def placed(anchor: Anchor, found: Sequence[Paragraph]) -> dict[str, Any]:
    """The columns of a statement that say where it is; of words that are gone, the last place known."""
    inside = anchor.par < len(found)
    return {
        "par": anchor.par,
        "start": anchor.start,
        "end": anchor.end,
        "text": anchor.text,
        "block": anchor.block[:36],
        "before": anchor.before,
        "after": anchor.after,
        "place": found[anchor.par].place if inside else 0,
        "quoting": statement_type(anchor.text),
    }


def _carried(
    row: Statement, one: Carried, reading: Reading, found: Sequence[Paragraph]
) -> tuple[Statement, list[Link]]:
    copied = {name: getattr(row, name) for name in _COPIED}
    statement = Statement(
        reading=reading, article_id=reading.article_id, changed=one.changed, **copied, **placed(one.anchor, found)
    )
    links = [
        Link(position=link.position, role=link.role, label=link.label, name_id=link.name_id) for link in row.chain.all()
    ]
    return statement, links


def _suggested(
    said: Said, reading: Reading, found: Sequence[Paragraph], register: Register
) -> tuple[Statement, list[Link]]:
    """A statement as the engine has it; records are made only of what readers would see unasked."""
    sure = said.confidence >= seam.shown_from()
    where = placed(anchor_at(found, said.par, said.start, said.end), found)
    if said.quoting in Quoting.values:
        where["quoting"] = said.quoting
    speaker: Name | None = register.speaker(said.speaker, said.kind, make_new=sure)
    statement = Statement(
        reading=reading,
        article_id=reading.article_id,
        cue=said.cue[:120],
        speaker=speaker,
        speaker_name=said.speaker[:200],
        mention=said.mention[:300],
        kind=said.kind if said.kind in SpeakerKind.values else SpeakerKind.UNNAMED,
        figures=list(said.figures),
        confidence=min(max(said.confidence, 0.0), 1.0),
        **where,
    )
    links = [
        Link(
            position=position,
            role=relay.role if relay.role in Role.values else Role.RELAY,
            label=relay.name[:200],
            name=register.link(relay.name, make_new=sure),
        )
        for position, relay in enumerate(said.chain)
    ]
    return statement, links

"""What the panel shows of an article: its statements with their chains, what is to be warned of, and what waits."""

from collections.abc import Sequence
from dataclasses import dataclass

from khabar.arabic.plurals import counted
from khabar.articles.models import Agency, Article
from khabar.attribution import findings, queries
from khabar.attribution.anchors import re_anchor
from khabar.attribution.drawn import from_the_speaker
from khabar.attribution.models import Name, Reading, Statement
from khabar.attribution.paragraphs import Paragraph, paragraphs, text_hash
from khabar.attribution.readings import anchor_of, superseded
from khabar.attribution.rules import is_sure
from khabar.attribution.statements import COUNTED
from khabar.attribution.states import CONFIRMED, Role, State

_ROLES = {Role.RELAY: "عبر", Role.TOLD_TO: "قيل له"}
_MOST_WARNINGS = 30


@dataclass(frozen=True)
class Step:
    """One party of a chain as it is drawn, the speaker first; `did` says how the words came to it."""

    name: str
    did: str = ""
    record: Name | None = None


@dataclass(frozen=True)
class Row:
    """One statement. `now` are the words that stand in its place where they changed under a decision."""

    statement: Statement
    steps: tuple[Step, ...]
    sure: bool
    now: str = ""

    @property
    def stamp(self) -> str:
        """Changes with every decision about it, so that nobody overrules what they have not seen."""
        at = self.statement.decided_at
        return f"{self.statement.pk}:{self.statement.state}:{at.timestamp() if at else 0}"

    @property
    def who(self) -> str:
        """Speaker and chain as they are read out."""
        return "، ".join(f"{step.did} {step.name}".strip() for step in self.steps)

    @property
    def waits(self) -> bool:
        """Whether an editor has still to say something."""
        return self.statement.state == State.SUGGESTED or self.statement.changed

    @property
    def offered(self) -> bool:
        """Whether it is accepted with all that are sure."""
        return self.sure and self.statement.state == State.SUGGESTED


@dataclass(frozen=True)
class Warnings:
    """What an editor should look at in the text."""

    unsourced: list[findings.Unsourced]
    spellings: list[findings.TwoWays]
    credits: list[findings.CreditMismatch]

    @property
    def count(self) -> int:
        return len(self.unsourced) + len(self.spellings) + len(self.credits)


@dataclass(frozen=True)
class Panel:
    """The panel of one text of an article: the one the desk works on, or with `live` the one readers see."""

    article: Article
    reading: Reading | None
    live: bool
    other: bool
    rows: list[Row]
    warnings: Warnings

    @property
    def sure(self) -> list[Row]:
        return [row for row in self.rows if row.offered]

    @property
    def waiting(self) -> int:
        return sum(row.waits for row in self.rows)

    @property
    def told(self) -> str:
        """How many statements there are and in what state, in words."""
        kept = [row for row in self.rows if row.statement.state != State.REJECTED]
        if not kept:
            return counted(0, COUNTED)
        confirmed = sum(row.statement.state in CONFIRMED and not row.statement.changed for row in kept)
        return f"{counted(len(kept), COUNTED)}، اعتُمد منها {confirmed}، وينتظر {self.waiting}"


def draft_of(article: Article) -> Article:
    """The article as the desk works on it."""
    draft: Article = article.get_latest_revision_as_object()
    return draft


def panel_of(article: Article, *, live: bool = False) -> Panel:
    """The panel of an article's newest draft, or of the text readers see."""
    draft = draft_of(article)
    shown = article if live else draft
    found = paragraphs(shown.body)
    reading = _live_reading(article, found) if live else queries.desk_reading(article, draft.body)
    statements = queries.of_reading(reading) if reading else []
    credited = shown.agencies
    rows = [_row(one, credited, found) for one in _to_be_seen(statements)]
    other = article.live and text_hash(paragraphs(draft.body)) != text_hash(paragraphs(article.body))
    return Panel(article, reading, live, other, rows, _warnings(found, rows, credited))


def _live_reading(article: Article, found: Sequence[Paragraph]) -> Reading | None:
    """The reading of the public text; none until a text that has just changed is read."""
    return Reading.objects.filter(article=article, live=True, text_hash=text_hash(found)).first()


def _to_be_seen(statements: Sequence[Statement]) -> list[Statement]:
    """Without suggestions that a decision has overtaken, and without rejected ones whose words are gone."""
    outdone = {row.pk for row in superseded(statements)}
    return [row for row in statements if row.pk not in outdone and not (row.changed and row.state == State.REJECTED)]


def _row(statement: Statement, credited: Sequence[Agency], found: Sequence[Paragraph]) -> Row:
    speaker = statement.speaker.title if statement.speaker else statement.speaker_name or statement.mention
    steps = [Step(speaker or statement.get_kind_display(), record=statement.speaker)]
    links = from_the_speaker(statement.chain.all())
    steps += [Step(link.name.title if link.name else link.label, _ROLES[Role(link.role)], link.name) for link in links]
    named = {step.name for step in steps}
    steps += [Step(agency.credit, "مصدر الخبر") for agency in credited if agency.name not in named]
    sure = is_sure(statement.speaker_name, statement.confidence)
    return Row(statement, tuple(steps), sure, words_now(statement, found) if statement.changed else "")


def words_now(statement: Statement, found: Sequence[Paragraph]) -> str:
    """The words that stand where a decision's words were; empty when nothing like them is left."""
    there = re_anchor(anchor_of(statement), found)
    return there.anchor.text if there else ""


def _warnings(found: Sequence[Paragraph], rows: Sequence[Row], credited: Sequence[Agency]) -> Warnings:
    texts = [paragraph.text for paragraph in found]
    firm = [row.statement for row in rows if row.statement.state != State.REJECTED and not row.statement.changed]
    quoted = queries.quoted(firm)
    names = {name for one in quoted for name in (one.speaker, *(via.name for via in one.chain)) if name}
    agencies = dict(Agency.objects.values_list("slug", "name"))
    return Warnings(
        unsourced=findings.unsourced(texts, quoted)[:_MOST_WARNINGS],
        spellings=findings.spelled_two_ways(texts, names)[:_MOST_WARNINGS],
        credits=findings.credit_mismatches([agency.slug for agency in credited], quoted, agencies),
    )

"""What a person does to names and statements, each one atomic act with its audit record."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from khabar.accounts.models import User
from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models import Article, record
from khabar.attribution.anchors import anchor_at
from khabar.attribution.authority import Register, find, free_slug
from khabar.attribution.before import Before
from khabar.attribution.models import Link, Name, Reading, Spelling, Statement
from khabar.attribution.paragraphs import Paragraph, text_hash
from khabar.attribution.readings import placed, show_statements
from khabar.attribution.seam import Relay
from khabar.attribution.spans import figures
from khabar.attribution.spelling import key_of
from khabar.attribution.states import UNAMBIGUOUS, NameKind, SpeakerKind, State
from khabar.core import clock
from khabar.core.errors import KhabarError


class NameRefused(KhabarError):
    """The record cannot be merged, split or spelled so; the text says why."""


class StatementRefused(KhabarError):
    """There are no such words in the text, or the isnad given for them makes no sense."""


# --- Statements -------------------------------------------------------------------------------------


@transaction.atomic
def accept(*, statement: Statement, user: User | None) -> Statement:
    """Stand behind a statement as it is; names of it that nobody knows yet get records.

    Raises:
        StatementRefused: the text changed under it: its place must be given anew, with `correct`.
    """
    _decide(statement, user, State.CORRECTED if statement.state == State.CORRECTED else State.ACCEPTED)
    _record_names(statement)
    return _settled(statement, user, "khabar.isnad.accept")


@transaction.atomic
def reject(*, statement: Statement, user: User | None) -> Statement:
    """Say that it is no statement; it is not suggested again for these words."""
    _decide(statement, user, State.REJECTED)
    return _settled(statement, user, "khabar.isnad.reject")


@transaction.atomic
def correct(
    *,
    statement: Statement,
    user: User | None,
    paragraphs: Sequence[Paragraph],
    place: tuple[int, int, int] | None = None,
    speaker: str | None = None,
    kind: str | None = None,
    cue: str | None = None,
    chain: Sequence[Relay] | None = None,
    name: Name | None = None,
) -> Statement:
    """Put right what is given; what is not given stays.

    Args:
        paragraphs: of the text the statement's reading is of.
        place: paragraph, start and end of the words.
        name: the record meant, where the spelling of `speaker` does not say it.

    Raises:
        StatementRefused: the paragraphs are of another text, there are no such words, or the kind is unknown.
    """
    _of_this_text(statement.reading, paragraphs)
    if place is not None:
        _place(statement, paragraphs, place)
        statement.changed = False
    if speaker is not None or kind is not None or name is not None:
        _speaker(statement, statement.speaker_name if speaker is None else speaker, kind or statement.kind, name)
    if cue is not None:
        statement.cue = cue[:120]
    _decide(statement, user, State.CORRECTED)
    statement.save()
    if chain is not None:
        _chain(statement, chain)
    return _settled(statement, user, "khabar.isnad.correct")


@transaction.atomic
def add(
    *,
    reading: Reading,
    user: User | None,
    paragraphs: Sequence[Paragraph],
    place: tuple[int, int, int],
    speaker: str,
    kind: str,
    cue: str = "",
    chain: Sequence[Relay] = (),
    name: Name | None = None,
) -> Statement:
    """Add a statement that the engine did not find. Arguments and errors as in `correct`."""
    _of_this_text(reading, paragraphs)
    statement = Statement(reading=reading, article_id=reading.article_id, cue=cue[:120], confidence=1.0)
    _place(statement, paragraphs, place)
    _speaker(statement, speaker, kind, name)
    _decide(statement, user, State.ADDED)
    statement.save()
    _chain(statement, chain)
    return _settled(statement, user, "khabar.isnad.add")


@transaction.atomic
def accept_all(*, statements: Sequence[Statement], user: User | None) -> list[Statement]:
    """Stand behind several statements as they are: all of them or none. Raises StatementRefused as `accept` does."""
    return [accept(statement=statement, user=user) for statement in statements]


@transaction.atomic
def take_back(*, reading: Reading, user: User | None, decided_at: datetime, before: Before) -> Statement | None:
    """Undo the decision `user` took at `decided_at`: the statement is again what it was, or gone if it was added.

    Raises:
        StatementRefused: nobody finds that decision in the reading: somebody has decided anew since.
    """
    rows = reading.statements.select_for_update().filter(decided_at=decided_at, decided_by=user)
    statement: Statement | None = rows.first()
    if statement is None:
        raise StatementRefused("لا يُتراجع عن هذا القرار: قُرّر في القول من جديد بعده")
    if before.kept is not None:
        before.restore(statement)
        return _settled(statement, user, "khabar.isnad.undo")
    statement.state = State.REJECTED  # so the history says what became of it
    _settled(statement, user, "khabar.isnad.undo")
    statement.delete()
    return None


def _of_this_text(reading: Reading, paragraphs: Sequence[Paragraph]) -> None:
    if text_hash(paragraphs) != reading.text_hash:
        raise StatementRefused("تغيّر النص بعد هذه القراءة: احفظه ثم أعد المحاولة")


def _place(statement: Statement, paragraphs: Sequence[Paragraph], place: tuple[int, int, int]) -> None:
    try:
        anchor = anchor_at(paragraphs, *place)
    except ValueError as error:
        raise StatementRefused("لا كلمات في هذا الموضع من النص") from error
    if not key_of(anchor.text):
        raise StatementRefused("ليس في الموضع المختار كلام")
    for column, value in placed(anchor, paragraphs).items():
        setattr(statement, column, value)
    statement.figures = list(figures(anchor.text))


def _speaker(statement: Statement, speaker: str, kind: str, name: Name | None) -> None:
    if kind not in SpeakerKind.values:
        raise StatementRefused("نوع القائل غير معروف")
    speaker = " ".join(speaker.split())[:200]
    if not speaker and name is None and kind not in (SpeakerKind.UNNAMED, SpeakerKind.DOCUMENT):
        raise StatementRefused("اذكر القائل")
    if name is not None and name.merged_into is not None:
        name = name.merged_into
    statement.speaker_name = speaker or (name.title if name else "")
    statement.kind = kind
    statement.speaker = name or Register().speaker(speaker, kind, make_new=True)


def _chain(statement: Statement, chain: Sequence[Relay]) -> None:
    register = Register()
    statement.chain.all().delete()
    Link.objects.bulk_create(
        Link(
            statement=statement,
            position=position,
            role=relay.role,
            label=relay.name[:200],
            name=register.link(relay.name, make_new=True),
        )
        for position, relay in enumerate(chain)
    )


def _record_names(statement: Statement) -> None:
    """Tie a statement's names to their records, as is done at once where the engine is sure."""
    register = Register()
    if statement.speaker is None:
        statement.speaker = register.speaker(statement.speaker_name, statement.kind, make_new=True)
    for link in statement.chain.filter(name=None):
        link.name = register.link(link.label, make_new=True)
        link.save(update_fields=["name"])


def _decide(statement: Statement, user: User | None, state: State) -> None:
    if state != State.REJECTED and statement.changed:
        raise StatementRefused("تغيّر النص تحت هذا القول: عيّن موضعه من جديد أو ارفضه")
    statement.state = state
    statement.decided_by = user
    statement.decided_at = clock.now()


def _settled(statement: Statement, user: User | None, action: str) -> Statement:
    """Save, show or hide, write the audit record, and have pages and index follow where readers see the text."""
    statement.save()
    reading = statement.reading
    reading.changed_at = clock.now()
    reading.save(update_fields=["changed_at"])
    reading.names.add(*_records(statement))
    article = Article.objects.get(pk=statement.article_id)
    data = {"text": statement.text[:200], "speaker": statement.speaker_name, "state": statement.state}
    log(instance=article, action=action, user=user, data=data)
    if reading.live:
        show_statements(reading, article)
        record(ChangeKind.CHANGED, ObjectType.ARTICLE, article.pk)
    statement.refresh_from_db()
    return statement


def _records(statement: Statement) -> set[int]:
    links = statement.chain.exclude(name=None).values_list("name_id", flat=True)
    return {pk for pk in (statement.speaker_id, *links) if pk}


# --- Names ------------------------------------------------------------------------------------------


@transaction.atomic
def create_name(*, user: User | None, kind: str, name: str, spellings: Collection[str] = ()) -> Name:
    """A new record. Raises NameRefused: one of its spellings is another record's."""
    _free(kind, [name, *spellings], None)
    made: Name = Name.objects.create(kind=kind, name=name, slug=free_slug(name))
    for text in spellings:
        _spell(made, text)
    log(instance=made, action="wagtail.create", user=user)
    return made


@transaction.atomic
def add_spelling(*, name: Name, user: User | None, text: str) -> None:
    """Have a record found under one more spelling. Raises NameRefused: it is another record's."""
    _free(name.kind, [text], name)
    if _spell(name, text):
        log(instance=name, action="khabar.name.spelling", user=user, data={"spelling": text})
        tell(name)


@transaction.atomic
def confirm(*, name: Name, user: User | None) -> None:
    """Say that a suggested record is a record of its own."""
    Name.objects.filter(pk=name.pk).update(suggested=False, near=None)
    name.suggested, name.near = False, None
    log(instance=name, action="khabar.name.confirm", user=user)


@transaction.atomic
def merge(*, keep: Name, others: Sequence[Name], user: User | None) -> Name:
    """Make one record of several: `keep` takes over spellings, statements and links; the others lead to it.

    Raises:
        NameRefused: a record is merged already, is an agency's, or is `keep` itself.
    """
    for other in others:
        _may_merge(keep, other)
    for other in others:
        spellings = list(other.spellings.all())
        Spelling.objects.filter(name=other).delete()
        for spelling in spellings:
            _spell(keep, spelling.text)
        Statement.objects.filter(speaker=other).update(speaker=keep)
        Link.objects.filter(name=other).update(name=keep)
        _named_instead(other, keep)
        other.identifiers.all().update(name=keep)
        Name.objects.filter(merged_into=other).update(merged_into=keep)
        Name.objects.filter(near=other).update(near=None)
        Name.objects.filter(pk=other.pk).update(merged_into=keep, suggested=False, near=None)
        tell(other)
        log(instance=other, action="khabar.name.merged", user=user, data={"into": keep.pk, "name": keep.title})
    Name.objects.filter(pk=keep.pk).update(suggested=False, near=None)
    moved = [{"id": other.pk, "name": other.title} for other in others]
    log(instance=keep, action="khabar.name.merge", user=user, data={"others": moved})
    tell(keep)
    keep.refresh_from_db()
    return keep


@transaction.atomic
def split(
    *,
    name: Name,
    title: str,
    user: User | None,
    spellings: Collection[str] = (),
    statements: Collection[int] = (),
    kind: str | None = None,
) -> Name:
    """Make a record of its own of some of a record's spellings and statements.

    Statements whose speaker is written with one of the spellings go with them; `statements` are ids of further ones.
    A record merged into this one whose name is split off again is used again, so that its old address is its own.

    Raises:
        NameRefused: nothing was chosen, a spelling is not the record's or is its own name, or `title` is taken.
    """
    keys = {key_of(text) for text in spellings}
    own = {row.key: row for row in name.spellings.all()}
    _may_split(name, keys, set(own), statements)
    Spelling.objects.filter(name=name, key__in=keys).delete()
    _free(kind or name.kind, [title], None)
    made = _split_off(name, title, keys, kind or name.kind)
    for key in keys:
        _spell(made, own[key].text)
    moved = _hand_over(name, made, keys, statements)
    spelled = [own[key].text for key in keys]
    data: dict[str, Any] = {"spellings": spelled, "statements": moved, "from": name.pk, "to": made.pk}
    log(instance=name, action="khabar.name.split", user=user, data={**data, "name": made.title})
    log(instance=made, action="khabar.name.split_off", user=user, data={**data, "name": name.title})
    tell(name)
    tell(made)
    return made


def _split_off(name: Name, title: str, keys: Collection[str], kind: str) -> Name:
    """The record for what leaves `name`: one that was merged into it under such a name, else a new one."""
    merged = Name.objects.filter(merged_into=name).order_by("pk")
    titled = [row for row in merged if key_of(row.name) == key_of(title)]
    spelled = [row for row in merged if key_of(row.name) in keys]
    made: Name = next(iter([*titled, *spelled]), None) or Name(slug=free_slug(title))
    made.kind, made.name, made.merged_into = kind, title, None
    made.save()
    Name.objects.filter(pk__in=[row.pk for row in spelled if row.pk != made.pk]).update(merged_into=made)
    return made


def _hand_over(name: Name, made: Name, keys: Collection[str], statements: Collection[int]) -> int:
    """Give a new record the statements and links written with its spellings, and the statements chosen."""
    rows = Statement.objects.filter(speaker=name)
    chosen = {row.pk for row in rows.only("pk", "speaker_name") if key_of(row.speaker_name) in keys}
    chosen |= set(rows.filter(pk__in=list(statements)).values_list("pk", flat=True))
    links = [link.pk for link in Link.objects.filter(name=name) if key_of(link.label) in keys]
    readings = Reading.objects.filter(statements__in=chosen) | Reading.objects.filter(statements__chain__in=links)
    touched = list(readings.distinct())
    rows.filter(pk__in=chosen).update(speaker=made)
    Link.objects.filter(pk__in=links).update(name=made)
    for reading in touched:
        reading.names.add(made)
    return len(chosen)


def tell(name: Name) -> None:
    """Have the pages and search documents that show a record follow its change."""
    record(ChangeKind.CHANGED, ObjectType.SOURCE, name.pk)


def _named_instead(other: Name, keep: Name) -> None:
    """Have every text that names one record name the other, however many there are."""
    rows = Reading.names.through._default_manager
    both = rows.filter(name=keep).values("reading")
    rows.filter(name=other).exclude(reading__in=both).update(name=keep)
    rows.filter(name=other).delete()


def _may_merge(keep: Name, other: Name) -> None:
    if keep.pk == other.pk:
        raise NameRefused("لا يُدمج الاسم في نفسه")
    if keep.merged_into_id or other.merged_into_id:
        raise NameRefused("أحد الاسمين مدموج في غيره")
    if other.agency_id:
        raise NameRefused(f"«{other.title}» وكالة أنباء: ادمج غيرها فيها")


def _may_split(name: Name, keys: set[str], own: set[str], statements: Collection[int]) -> None:
    if not keys and not statements:
        raise NameRefused("اختر رسمًا أو قولًا يُفصل")
    if not keys <= own:
        raise NameRefused("من المختار رسم ليس لهذا الاسم")
    if key_of(name.title) in keys:
        raise NameRefused("لا يُفصل الاسم عن رسمه الأصلي")


def _free(kind: str, texts: Collection[str], name: Name | None) -> None:
    """Refuse spellings without letters, and those of another record where one spelling is one record."""
    if kind not in NameKind.values:
        raise NameRefused("نوع الاسم غير معروف")
    for text in texts:
        if not key_of(text):
            raise NameRefused("الرسم بلا حروف")
        other = find(text, [kind]) if kind in UNAMBIGUOUS else None
        if other is not None and other != name:
            raise NameRefused(f"«{text}» رسم لاسم آخر: {other.title}")


def _spell(name: Name, text: str) -> bool:
    """Add a spelling unless the record has it; says whether it was added."""
    if Spelling.objects.filter(name=name, key=key_of(text)).exists():
        return False
    Spelling.objects.create(name=name, text=" ".join(text.split()))
    return True

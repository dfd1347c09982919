"""What an editor decides about statements, sent by the panel's script; each answer brings the panel as it is now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.db import transaction
from django.http import QueryDict
from django.utils.dateparse import parse_datetime

from khabar.accounts.models import User
from khabar.arabic.plurals import counted
from khabar.articles.models import Article
from khabar.attribution import actions, queries
from khabar.attribution.anchors import re_anchor
from khabar.attribution.before import Before
from khabar.attribution.models import Reading, Statement
from khabar.attribution.paragraphs import Paragraph, paragraphs
from khabar.attribution.readings import anchor_of
from khabar.attribution.statements import COUNTED
from khabar.attribution.states import CONFIRMED
from khabar.core.errors import KhabarError
from khabar.desk.isnad.forms import given
from khabar.desk.isnad.panel import Row, draft_of

MOST = 200
"""Statements of one act."""
_SALT = "khabar.desk.isnad.undo"
_AGE = 12 * 3600
_GONE = "تغيّر النص المحفوظ أو قُرئ من جديد منذ فُتحت القائمة. هذه حالها الآن: أعد ما أردت."


class Overtaken(KhabarError):
    """Somebody decided first, or the text is another by now; nothing was done."""


@dataclass(frozen=True)
class Done:
    """What an act did, the statement to go on from, and what takes it back."""

    message: str
    current: int | None = None
    undo: str = ""


@dataclass(frozen=True)
class Desk:
    """Where an act is done: the text the desk works on, its reading, and whoever does it."""

    article: Article
    reading: Reading
    found: list[Paragraph]
    user: User

    @classmethod
    def of(cls, article: Article, user: User) -> "Desk":
        """The newest draft of an article, read if need be."""
        body = draft_of(article).body
        return cls(article, queries.desk_reading(article, body), paragraphs(body), user)

    def statement(self, stamp: str, *, lock: bool = True) -> Statement:
        """The statement a stamp was given for; locked, within a transaction, unless it is only to be looked at.

        Raises:
            Overtaken: it is not of this text, or it was decided about since.
        """
        pk, _, _ = stamp.partition(":")
        rows = self.reading.statements.select_related("reading").filter(pk=int(pk) if _is_id(pk) else 0)
        statement = (rows.select_for_update(of=("self",)) if lock else rows).first()
        if statement is None:
            raise Overtaken(_GONE)
        if Row(statement, (), sure=False).stamp != stamp:
            raise Overtaken(_decided(statement))
        return statement


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 18


def _decided(statement: Statement) -> str:
    by = statement.decided_by
    who = (by.get_full_name() or by.get_username()) if by else "غيرك"
    return f"قرّر {who} في هذا القول قبلك، وهو الآن: {statement.get_state_display()}. لم يتغيّر شيء."


@transaction.atomic
def perform(act: str, data: QueryDict, desk: Desk) -> Done:
    """Do what `act` names.

    Raises:
        Overtaken: the text or the statement is not what the editor saw.
        KhabarError: it cannot be done; the text says why.
    """
    do = _ACTS.get(act)
    if do is None:
        raise KhabarError("لا يُعرف هذا الفعل.")
    return do(data, desk)


def _accept(data: QueryDict, desk: Desk) -> Done:
    """Accept a statement; where the words changed under a decision, accept it for the words that stand there now."""
    statement = desk.statement(data.get("item", ""))
    before = Before.of(statement)
    if not statement.changed:
        actions.accept(statement=statement, user=desk.user)
        return _done("قُبل القول.", statement, before, desk)
    there = re_anchor(anchor_of(statement), desk.found)
    if there is None:
        raise KhabarError("لم يبقَ في النص ما يشبه كلمات هذا القول: عيّن موضعه بالتصحيح، أو ارفضه.")
    place = (there.anchor.par, there.anchor.start, there.anchor.end)
    actions.correct(statement=statement, user=desk.user, paragraphs=desk.found, place=place)
    return _done("اعتُمد القول بكلماته الجديدة.", statement, before, desk)


def _reject(data: QueryDict, desk: Desk) -> Done:
    statement = desk.statement(data.get("item", ""))
    before = Before.of(statement)
    actions.reject(statement=statement, user=desk.user)
    return _done("رُفض القول.", statement, before, desk)


def _correct(data: QueryDict, desk: Desk) -> Done:
    statement = desk.statement(data.get("item", ""))
    before = Before.of(statement)
    actions.correct(statement=statement, user=desk.user, paragraphs=desk.found, **given(data, desk.found).to_act())
    return _done("صُحّح القول.", statement, before, desk)


def _add(data: QueryDict, desk: Desk) -> Done:
    isnad = given(data, desk.found)
    par, start, end = isnad.place
    if desk.reading.statements.filter(par=par, start=start, end=end, state__in=CONFIRMED, changed=False).exists():
        raise KhabarError("لهذه الكلمات قول معتمد: صحّحه إن أردت.")
    statement = actions.add(reading=desk.reading, user=desk.user, paragraphs=desk.found, **isnad.to_act())
    return _done("أُضيف القول.", statement, Before(desk.reading.text_hash), desk)


def _accept_all(data: QueryDict, desk: Desk) -> Done:
    """Accept the suggestions named, which are those the editor saw marked as sure."""
    stamps = list(dict.fromkeys(data.getlist("items")))
    if not stamps:
        raise KhabarError("لا أقوال مؤكدة تنتظر.")
    if len(stamps) > MOST:
        raise KhabarError(f"الحد {MOST} قول في المرة.")
    statements = [desk.statement(stamp) for stamp in stamps]
    before = [Before.of(statement) for statement in statements]
    actions.accept_all(statements=statements, user=desk.user)
    undo = _token(desk.article, list(zip(statements, before, strict=True)))
    return Done(f"قُبل {counted(len(statements), COUNTED)}.", None, undo)


def _undo(data: QueryDict, desk: Desk) -> Done:
    """Take back the decisions that a token of `_token` names: all of them or none."""
    decisions = _decisions(data.get("token", ""), desk.article)
    current = None
    for decided_at, before in decisions:
        statement = actions.take_back(reading=desk.reading, user=desk.user, decided_at=decided_at, before=before)
        current = statement.pk if statement else current
    return Done("تُراجع عن القرار." if len(decisions) == 1 else "تُراجع عن القرارات كلها.", current)


def _done(message: str, statement: Statement, before: Before, desk: Desk) -> Done:
    return Done(message, statement.pk, _token(desk.article, [(statement, before)]))


def _token(article: Article, pairs: list[tuple[Statement, Before]]) -> str:
    """What takes decisions back, signed: the page keeps it, and cannot write one of its own."""
    rows = []
    for statement, before in pairs:
        assert statement.decided_at is not None  # noqa: S101
        rows.append([statement.decided_at.isoformat(), before.to_json()])
    return signing.dumps([article.pk, rows], salt=_SALT, compress=True)


def _decisions(token: str, article: Article) -> list[tuple[datetime, Before]]:
    try:
        pk, rows = signing.loads(token, salt=_SALT, max_age=_AGE)
    except signing.BadSignature as error:
        raise KhabarError("لا قرار يُتراجع عنه.") from error
    if pk != article.pk:
        raise KhabarError("لا قرار يُتراجع عنه في هذا الخبر.")
    found: list[tuple[Any, Before]] = [(parse_datetime(at), Before.from_json(before)) for at, before in rows]
    return found


_ACTS: dict[str, Callable[[QueryDict, Desk], Done]] = {
    "accept": _accept,
    "reject": _reject,
    "correct": _correct,
    "add": _add,
    "accept_all": _accept_all,
    "undo": _undo,
}

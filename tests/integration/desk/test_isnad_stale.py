"""Two editors at once, texts that change under decisions, and requests that no browser sends: nothing is lost."""

import json
from typing import Any

import pytest
from django.core import signing
from tests.factories.attribution import BRIDGE, PLAIN, RIVER, attributed, river, said
from tests.integration.accounts.conftest import desk_of, person
from tests.integration.attribution.conftest import shown_from, silent_engine
from tests.integration.desk.isnad_pages import (
    EDITOR,
    TEXTS,
    Desk,
    act,
    address,
    draft,
    isnad,
    panel,
    said_by,
    save,
    stamps,
)

from khabar.attribution import queries
from khabar.attribution.actions import create_name
from khabar.attribution.models import Statement
from khabar.attribution.states import State

pytestmark = pytest.mark.django_db
__all__ = ["desk_of", "person", "shown_from", "silent_engine"]

SALMA, KAMAL = "سلمى الراوي", "كمال الشاذلي"


def test_whoever_decides_second_is_shown_what_the_first_decided(desk_of: Desk) -> None:
    article = draft()
    first, second = desk_of(EDITOR, first_name="ليلى", last_name="حداد"), desk_of(EDITOR)
    one = said_by(article, SALMA)
    stamp = stamps(panel(first, article))[one.pk]
    done = act(first, article, "reject", item=stamp)
    answer = act(second, article, "accept", item=stamp)
    assert answer.status_code == 409
    assert "ليلى حداد" in answer.json()["message"]
    fresh = stamps(answer.json()["html"])[one.pk]
    assert fresh != stamp
    one.refresh_from_db()
    assert one.state == State.REJECTED
    assert act(second, article, "accept", item=fresh).status_code == 200
    late = act(first, article, "undo", token=done.json()["undo"])
    assert (late.status_code, "قُرّر في القول من جديد" in late.json()["message"]) == (422, True)
    one.refresh_from_db()
    assert one.state == State.ACCEPTED


def test_all_or_none_where_one_of_several_was_decided(desk_of: Desk) -> None:
    article, client = draft(), desk_of(EDITOR)
    seen = list(stamps(panel(client, article)).values())
    act(desk_of(EDITOR), article, "reject", item=seen[1])
    assert act(client, article, "accept_all", items=seen).status_code == 409
    assert [said_by(article, name).state for name in (SALMA, KAMAL)] == [State.SUGGESTED, State.REJECTED]


def test_a_statement_of_a_text_saved_over_is_answered_with_the_list_as_it_is(desk_of: Desk) -> None:
    article, client = draft(), desk_of(EDITOR)
    one = said_by(article, SALMA)
    stamp = stamps(panel(client, article))[one.pk]
    act(client, article, "accept", item=stamp)
    stale = stamps(panel(client, article))[one.pk]
    save(article, PLAIN, RIVER)
    answer = act(client, article, "reject", item=stale)
    assert (answer.status_code, "تغيّر النص المحفوظ" in answer.json()["message"]) == (409, True)
    [(pk, fresh)] = stamps(answer.json()["html"]).items()
    kept = Statement.objects.get(pk=pk)
    assert (kept.state, kept.par) == (State.ACCEPTED, 1)
    assert act(client, article, "reject", item=fresh).status_code == 200


def test_undo_follows_a_statement_into_the_next_text(desk_of: Desk) -> None:
    article, client = draft(), desk_of(EDITOR)
    one = said_by(article, SALMA)
    form = isnad(one, speaker="هالة النجار")
    done = act(client, article, "correct", item=stamps(panel(client, article))[one.pk], **form)
    save(article, PLAIN, RIVER)
    panel(client, article)
    assert act(client, article, "undo", token=done.json()["undo"]).status_code == 200
    back = said_by(article, SALMA)
    assert (back.state, back.par, RIVER[back.start : back.end]) == (State.SUGGESTED, 1, back.text)


def test_words_that_changed_under_a_decision_are_flagged_and_resolved(desk_of: Desk) -> None:
    article, client = draft(), desk_of(EDITOR)
    for stamp in stamps(panel(client, article)).values():
        act(client, article, "accept", item=stamp)
    mended = RIVER.replace("ارتفع 40", "لم يرتفع 40")
    save(article, mended, BRIDGE, PLAIN)
    html = panel(client, article)
    one, other = said_by(article, SALMA), said_by(article, KAMAL)
    assert (one.changed, one.state, other.changed, other.state) == (True, State.ACCEPTED, False, State.ACCEPTED)
    assert "تغيّر النص تحته" in html
    assert "صار في النص" in html
    done = act(client, article, "accept", item=stamps(html)[one.pk])
    assert done.status_code == 200
    one.refresh_from_db()
    assert (one.changed, one.state, mended[one.start : one.end]) == (False, State.CORRECTED, one.text)
    act(client, article, "undo", token=done.json()["undo"])
    one.refresh_from_db()
    assert (one.changed, one.text) == (True, "منسوب النهر ارتفع 40 سنتيمترا هذا الأسبوع")


def test_a_decision_whose_words_are_gone_waits_until_they_return(desk_of: Desk) -> None:
    article, client = draft(), desk_of(EDITOR)
    act(client, article, "accept", item=stamps(panel(client, article))[said_by(article, SALMA).pk])
    save(article, BRIDGE)
    html = panel(client, article)
    one = said_by(article, SALMA)
    assert "لم يبقَ في النص ما يشبهه" in html
    assert act(client, article, "accept", item=stamps(html)[one.pk]).status_code == 422
    assert "لم تبقَ كلماته" in client.get(address(article, "form/"), {"item": stamps(html)[one.pk]}).content.decode()
    save(article, BRIDGE, RIVER)
    assert "تغيّر النص تحته" not in panel(client, article)
    assert said_by(article, SALMA).state == State.ACCEPTED


def test_a_suggestion_gives_way_to_a_decision_about_the_same_words(desk_of: Desk) -> None:
    article = attributed(river(TEXTS), texts=TEXTS)
    client = desk_of(EDITOR)
    one = said_by(article, SALMA)
    form = isnad(one, speaker=KAMAL, end=one.end - 8, text="")
    assert act(client, article, "add", **form).status_code == 200
    assert one.pk not in stamps(panel(client, article))
    assert [row.speaker_name for row in queries.for_readers(article)] == [KAMAL]


# What no browser sends


HOSTILE: list[dict[str, Any]] = [
    {"par": -1, "start": 0, "end": 5},
    {"par": 0, "start": -5, "end": 5},
    {"par": 0, "start": 5, "end": 5},
    {"par": 0, "start": 9, "end": 3},
    {"par": 0, "start": 0, "end": 10**30},
    {"par": 0, "start": 0, "end": 100_000},
    {"par": 99, "start": 0, "end": 5},
    {"par": "٠", "start": "٠", "end": "٥"},
    {"par": "0", "start": "0x1", "end": "1e3"},
    {"par": 0, "start": 4, "end": 5},  # a space
    {"par": 0, "start": 0, "end": 4, "text": "كلام ليس في النص"},
    {"par": 0, "start": 0, "end": 4, "kind": "wizard"},
    {"par": 0, "start": 0, "end": 4, "speaker": ""},
    {"par": 0, "start": 0, "end": 4, "speaker": "س" * 5_000},
    {"par": 0, "start": 0, "end": 4, "record": "999999"},
    {"par": 0, "start": 0, "end": 4, "record": "-1"},
    {"par": 0, "start": 0, "end": 4, "link": ["وكالة تاس"], "role": []},
    {"par": 0, "start": 0, "end": 4, "link": ["وكالة تاس"], "role": ["godfather"]},
    {"par": 0, "start": 0, "end": 4, "link": ["***"], "role": ["relay"]},
    {"par": 0, "start": 0, "end": 4, "link": [f"وكالة {n}" for n in range(50)], "role": ["relay"] * 50},
    {},
]


@pytest.mark.parametrize("fields", HOSTILE, ids=[json.dumps(one, ensure_ascii=False)[:60] for one in HOSTILE])
def test_what_makes_no_sense_is_refused_in_arabic_and_changes_nothing(desk_of: Desk, fields: dict[str, Any]) -> None:
    article, client = draft(), desk_of(EDITOR)
    one = said_by(article, SALMA)
    stamp = stamps(panel(client, article))[one.pk]
    form = {"speaker": SALMA, "kind": "person", **fields}
    for what, extra in (("add", {}), ("correct", {"item": stamp})):
        answer = act(client, article, what, **form, **extra)
        assert answer.status_code == 422
        assert any("\u0621" <= letter <= "\u064a" for letter in answer.json()["message"])
    one.refresh_from_db()
    assert (one.state, Statement.objects.count()) == (State.SUGGESTED, 2)


def test_a_span_is_trimmed_to_its_words_and_stays_in_its_paragraph(desk_of: Desk) -> None:
    article, client = draft(river(TEXTS)), desk_of(EDITOR)
    form = {"par": 2, "start": 5, "end": 12, "speaker": SALMA, "kind": "person"}
    assert PLAIN[5:12] != PLAIN[5:12].strip()
    assert act(client, article, "add", **form).status_code == 200
    added = Statement.objects.get(article=article, state=State.ADDED)
    assert (added.text, PLAIN[added.start : added.end]) == (PLAIN[5:12].strip(), added.text)


def test_another_articles_statement_is_not_decided_about(desk_of: Desk) -> None:
    mine, theirs, client = draft(), draft(), desk_of(EDITOR)
    other = said_by(theirs, SALMA)
    stamp = stamps(panel(client, theirs))[other.pk]
    for what in ("accept", "reject", "correct", "accept_all"):
        assert act(client, mine, what, item=stamp, items=[stamp], **isnad(other)).status_code == 409
    other.refresh_from_db()
    assert other.state == State.SUGGESTED
    done = act(client, theirs, "accept", item=stamp)
    assert act(client, mine, "undo", token=done.json()["undo"]).status_code == 422
    other.refresh_from_db()
    assert other.state == State.ACCEPTED


@pytest.mark.parametrize(
    "item", ["", "x", "1", "-1:suggested:0", f"{10**40}:suggested:0", "0:suggested:0", "\u0661:a:0"]
)
def test_a_stamp_that_was_never_given_is_answered_with_the_list(desk_of: Desk, item: str) -> None:
    article, client = draft(), desk_of(EDITOR)
    answer = act(client, article, "accept", item=item)
    assert (answer.status_code, len(stamps(answer.json()["html"]))) == (409, 2)


def test_a_token_of_ones_own_making_undoes_nothing(desk_of: Desk) -> None:
    article, client = draft(), desk_of(EDITOR)
    forged = signing.dumps([article.pk, [["2026-01-01T00:00:00+00:00", {}]]], salt="another")
    for token in ("", "x", forged):
        assert act(client, article, "undo", token=token).status_code == 422
    assert act(client, article, "no-such-act").status_code == 422
    assert act(client, article, "accept_all").status_code == 422
    assert act(client, article, "accept_all", items=[f"{n}:suggested:0" for n in range(300)]).status_code == 422


def test_a_record_of_another_kind_is_no_speaker_of_this(desk_of: Desk) -> None:
    article, client = draft(), desk_of(EDITOR)
    paper = create_name(user=None, kind="media", name="صحيفة الضفة")
    one = said_by(article, SALMA)
    stamp = stamps(panel(client, article))[one.pk]
    refused = act(client, article, "correct", item=stamp, **isnad(one, speaker="صحيفة الضفة", record=paper.pk))
    assert (refused.status_code, "وسيلة إعلام" in refused.json()["message"]) == (422, True)
    kept = act(
        client, article, "correct", item=stamp, **isnad(one, speaker="صحيفة الضفة", record=paper.pk, kind="media")
    )
    assert kept.status_code == 200


def test_markup_in_a_text_is_shown_and_not_run(desk_of: Desk) -> None:
    texts = ('قالت سلمى الراوي إن <script>alert("x")</script> كتبت هكذا.',)
    article = draft(said(texts, '<script>alert("x")</script> كتبت هكذا', SALMA), texts=texts)
    html = panel(desk_of(EDITOR), article)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html

"""What an editor decides about statements over HTTP: each act, who may, and what the public page has of it at once."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from tests.factories.articles import ArticleFactory
from tests.factories.attribution import BRIDGE, PLAIN, RIVER, attributed, body, bridge, river, said
from tests.integration.accounts.conftest import desk_of, person
from tests.integration.attribution.conftest import shown_from, silent_engine
from tests.integration.desk.isnad_pages import (
    EDITOR,
    REPORTER,
    TEXTS,
    Desk,
    Person,
    act,
    address,
    draft,
    isnad,
    panel,
    said_by,
    save,
    stamps,
)
from wagtail.models import ModelLogEntry

from khabar.accounts.models import User
from khabar.articles.enums import ChangeKind, ObjectType
from khabar.articles.models import Change
from khabar.attribution import queries
from khabar.attribution.actions import create_name
from khabar.attribution.models import Name, Statement
from khabar.attribution.states import State

pytestmark = pytest.mark.django_db
__all__ = ["desk_of", "person", "shown_from", "silent_engine"]

SALMA, KAMAL = "سلمى الراوي", "كمال الشاذلي"


def stamp_of(client: Client, article: Any, statement: Statement) -> str:
    return stamps(panel(client, article))[statement.pk]


def test_accept_and_reject_and_take_each_back(desk_of: Desk) -> None:
    article, client = draft(), desk_of(REPORTER)
    one = said_by(article, SALMA)
    for what, state in (("accept", State.ACCEPTED), ("reject", State.REJECTED)):
        done = act(client, article, what, item=stamp_of(client, article, one))
        assert (done.status_code, done.json()["current"]) == (200, one.pk)
        one.refresh_from_db()
        assert (one.state, one.decided_by.username if one.decided_by else "") == (state, _name_of(client))
        assert act(client, article, "undo", token=done.json()["undo"]).status_code == 200
        one.refresh_from_db()
        assert (one.state, one.decided_by, one.decided_at) == (State.SUGGESTED, None, None)


def _name_of(client: Client) -> str:
    return str(User.objects.get(pk=client.session["_auth_user_id"]).username)


def test_a_correction_gives_speaker_kind_chain_cue_and_words(desk_of: Desk) -> None:
    article, client = draft(), desk_of(EDITOR)
    minister = create_name(user=None, kind="person", name="كمال أحمد الشاذلي", spellings=["كمال الشاذلي"])
    one = said_by(article, SALMA)
    engineer, figures = one.speaker, one.figures
    start = RIVER.index("ارتفع")
    form = isnad(one, speaker="كمال أحمد الشاذلي", record=minister.pk, cue="قالت", start=start, end=start + 5, text="")
    chain = {"link": ["وكالة تاس", "صحيفة الضفة"], "role": ["relay", "told_to"]}
    done = act(client, article, "correct", item=stamp_of(client, article, one), **form, **chain)
    assert done.status_code == 200, done.json()
    one.refresh_from_db()
    assert (one.text, one.speaker, one.cue, one.state) == ("ارتفع", minister, "قالت", State.CORRECTED)
    assert one.figures == []
    assert [(link.label, link.role) for link in one.chain.all()] == [("وكالة تاس", "relay"), ("صحيفة الضفة", "told_to")]
    assert act(client, article, "undo", token=done.json()["undo"]).status_code == 200
    one.refresh_from_db()
    assert (one.speaker_name, one.speaker, one.state) == (SALMA, engineer, State.SUGGESTED)
    assert (one.text, one.figures) == (RIVER[one.start : one.end], figures)
    assert not one.chain.exists()


def test_signs_that_nobody_sees_are_no_part_of_a_name(desk_of: Desk) -> None:
    article, client = draft(), desk_of(EDITOR)
    one = said_by(article, SALMA)
    form = isnad(one, speaker="\u202eهالة\x00 النجار\x1b", cue="قالت\x00", link="صحيفة\u200f الضفة\x07", role="relay")
    done = act(client, article, "correct", item=stamp_of(client, article, one), **form)
    assert done.status_code == 200, done.json()
    one.refresh_from_db()
    assert (one.speaker_name, one.cue, one.chain.get().label) == ("هالة النجار", "قالت", "صحيفة الضفة")
    assert Name.objects.get(name="هالة النجار") == one.speaker


def test_a_name_nobody_knows_gets_a_suggested_record(desk_of: Desk) -> None:
    article, client = draft(), desk_of(EDITOR)
    one = said_by(article, SALMA)
    act(client, article, "correct", item=stamp_of(client, article, one), **isnad(one, speaker="هالة النجار"))
    record = Name.objects.get(name="هالة النجار")
    one.refresh_from_db()
    assert (record.suggested, one.speaker) == (True, record)


def test_words_are_added_and_taken_back(desk_of: Desk) -> None:
    article, client = draft(river(TEXTS)), desk_of(EDITOR)
    words = "«الجسر آمن» للعابرين"
    form = {"par": 1, "start": BRIDGE.index(words), "end": BRIDGE.index(words) + len(words), "text": words}
    done = act(client, article, "add", **form, speaker=KAMAL, kind="person")
    assert done.status_code == 200, done.json()
    added = said_by(article, KAMAL)
    assert (added.state, added.text, added.quoting) == (State.ADDED, words, "mixed")
    again = act(client, article, "add", **form, speaker=KAMAL, kind="person")
    assert (again.status_code, "لهذه الكلمات قول معتمد" in again.json()["message"]) == (422, True)
    assert act(client, article, "undo", token=done.json()["undo"]).status_code == 200
    assert not Statement.objects.filter(pk=added.pk).exists()


def test_all_that_are_sure_are_accepted_at_once_and_taken_back_at_once(desk_of: Desk) -> None:
    article, client = draft(river(TEXTS), bridge(TEXTS, confidence=0.5)), desk_of(EDITOR)
    html = panel(client, article)
    sure = [stamp for pk, stamp in stamps(html).items() if f'data-isnad-row="{pk}"' in html and _offered(html, pk)]
    assert [stamp.split(":")[0] for stamp in sure] == [str(said_by(article, SALMA).pk)]
    done = act(client, article, "accept_all", items=sure)
    assert done.json()["message"] == "قُبل قول واحد."
    assert (said_by(article, SALMA).state, said_by(article, KAMAL).state) == (State.ACCEPTED, State.SUGGESTED)
    act(client, article, "undo", token=done.json()["undo"])
    assert said_by(article, SALMA).state == State.SUGGESTED


def _offered(html: str, pk: int) -> bool:
    return 'data-offered="1"' in html.split(f'data-isnad-row="{pk}"')[1].split(">")[0]


def test_a_decision_about_the_public_text_is_shown_and_its_pages_dropped(desk_of: Desk) -> None:
    article = attributed(river(TEXTS, confidence=0.5), texts=TEXTS)
    client = desk_of(EDITOR)
    one = said_by(article, SALMA)
    assert queries.for_readers(article) == []
    before = Change.objects.count()
    assert act(client, article, "accept", item=stamp_of(client, article, one)).status_code == 200
    assert [row.text for row in queries.for_readers(article)] == [one.text]
    told = Change.objects.order_by("-seq").first()
    assert told is not None
    assert Change.objects.count() > before
    assert (told.kind, told.object_type, told.object_id) == (ChangeKind.CHANGED, ObjectType.ARTICLE, article.pk)
    one.refresh_from_db()
    act(client, article, "reject", item=stamp_of(client, article, one))
    assert queries.for_readers(article) == []


def test_a_draft_of_a_public_article_is_decided_about_without_touching_what_readers_see(desk_of: Desk) -> None:
    article = attributed(river(TEXTS), texts=TEXTS)
    save(article, RIVER, BRIDGE, PLAIN, "فقرة جديدة في المسودة.")
    queries.for_desk(article)
    client = desk_of(EDITOR)
    words = {"par": 3, "start": 0, "end": 10, "text": "فقرة جديدة"}
    assert act(client, article, "add", **words, speaker=SALMA, kind="person").status_code == 200
    assert [row.state for row in queries.for_readers(article)] == [State.SUGGESTED]
    assert "فقرة جديدة" not in panel(client, article, "?text=live")
    assert "للقراءة وحدها" in panel(client, article, "?text=live")


def test_the_history_names_the_acts_in_arabic(desk_of: Desk) -> None:
    article, client = draft(), desk_of(EDITOR)
    one = said_by(article, SALMA)
    done = act(client, article, "accept", item=stamp_of(client, article, one))
    act(client, article, "undo", token=done.json()["undo"])
    told = [str(entry.message) for entry in ModelLogEntry.objects.filter(action__startswith="khabar.isnad")]
    assert sorted(words.split(":")[0] for words in told) == ["تُراجع عن القرار في القول", "قُبل القول"]


# Who may


def test_whoever_may_not_edit_reads_and_decides_nothing(desk_of: Desk, person: Person) -> None:
    article = draft()
    one = said_by(article, SALMA)
    reader = Client()
    user = person()
    _allow(user, "access_admin", "view_article")
    reader.force_login(user)
    html = panel(reader, article)
    assert "ولا تقرّر فيها" in html
    assert "data-isnad-act" not in html
    refused = act(reader, article, "accept", item=stamps(html)[one.pk])
    assert (refused.status_code, "ليس لك أن تعدّل" in refused.json()["message"]) == (403, True)
    assert reader.get(address(article, "form/"), {"item": stamps(html)[one.pk]}).status_code == 403
    one.refresh_from_db()
    assert one.state == State.SUGGESTED


def _allow(user: Any, *codenames: str) -> None:
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))


@pytest.mark.parametrize("part", ["", "panel/", "form/", "names/", "act/"])
def test_strangers_are_let_nowhere(client: Client, person: Person, part: str) -> None:
    article = draft()
    send = client.post if part == "act/" else client.get
    assert send(address(article, part)).status_code == 302
    user = person()
    _allow(user, "access_admin")
    client.force_login(user)
    answer = send(address(article, part))
    assert answer.status_code in (302, 403)
    assert SALMA not in answer.content.decode()


def test_a_locked_article_is_decided_about_by_nobody_else(desk_of: Desk, person: Person) -> None:
    article, client = draft(), desk_of(EDITOR)
    stamp = stamp_of(client, article, said_by(article, SALMA))
    article.locked, article.locked_by = True, person(EDITOR)
    article.save()
    refused = act(client, article, "accept", item=stamp)
    assert (refused.status_code, "مقفل" in refused.json()["message"]) == (403, True)
    assert said_by(article, SALMA).state == State.SUGGESTED
    owner = Client()
    owner.force_login(article.locked_by)
    assert act(owner, article, "accept", item=stamp).status_code == 200


def test_acts_come_by_post_with_a_token(desk_of: Desk, person: Person) -> None:
    article = draft()
    assert desk_of(EDITOR).get(address(article, "act/")).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person(EDITOR))
    assert strict.post(address(article, "act/"), {"act": "accept"}).status_code == 403


def test_an_article_without_a_saved_text_is_no_error(desk_of: Desk) -> None:
    article = ArticleFactory(body=body(PLAIN))
    assert "لا أقوال منسوبة" in panel(desk_of(REPORTER), article)
    assert desk_of(REPORTER).get("/desk/articles/statements/999999/panel/").status_code == 404
    assert said(TEXTS, "الجسر آمن").par == 1


def test_of_a_published_text_only_those_decide_who_may_publish(desk_of: Desk) -> None:
    article, reporter = attributed(), desk_of(REPORTER)
    one = said_by(article, SALMA)
    refused = act(reporter, article, "accept", item=stamp_of(desk_of(EDITOR), article, one))
    assert (refused.status_code, "لمن له أن ينشر" in refused.json()["message"]) == (403, True)
    one.refresh_from_db()
    assert one.state == State.SUGGESTED
    editor = desk_of(EDITOR)
    assert act(editor, article, "accept", item=stamp_of(editor, article, one)).status_code == 200
    assert [row.pk for row in queries.for_readers(article)] == [one.pk]

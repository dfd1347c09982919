"""Statements follow the text they are of: read again, edited, published, and never against an editor's word."""

from typing import Any

import pytest
from tests.factories.accounts import UserFactory
from tests.factories.articles import ArticleFactory
from tests.factories.attribution import BRIDGE, PLAIN, RIVER, attributed, body, bridge, read, river, statement, texts_of

from khabar.articles.models import Article
from khabar.attribution import actions, queries, seam
from khabar.attribution.models import Name, Reading, Statement
from khabar.attribution.readings import read_live, read_text
from khabar.attribution.seam import extract as the_engine
from khabar.attribution.states import State

pytestmark = pytest.mark.django_db


def shown(article: Article) -> list[str]:
    return [row.text for row in queries.for_readers(Article.objects.get(pk=article.pk))]


def desk(article: Article) -> list[tuple[str, str, bool]]:
    rows = queries.for_desk(Article.objects.get(pk=article.pk))
    return [(row.text, row.state, row.changed) for row in rows]


def edited(article: Article, *texts: str) -> Any:
    """The revision of a draft with other paragraphs."""
    draft = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
    draft.body = body(*texts)
    return draft.save_revision()


def publish(revision: Any) -> None:
    """Publish, and read what readers see, as happens after the commit."""
    revision.publish()
    read_live(int(revision.object_id))


def test_a_reading_keeps_the_whole_isnad() -> None:
    texts = (RIVER, BRIDGE)
    article = attributed(bridge(texts, cue="نقلت", figures=("جسر واحد",)), texts=texts)
    row = statement(article)
    assert (row.par, texts[1][row.start : row.end]) == (1, row.text)
    assert (row.speaker_name, row.kind, row.cue, row.figures) == ("كمال الشاذلي", "person", "نقلت", ["جسر واحد"])
    assert [(link.role, link.label, link.name and link.name.address) for link in row.chain.all()] == [
        ("relay", "وكالة تاس", "tass")
    ]


def test_reading_the_same_text_again_changes_nothing() -> None:
    article = attributed()
    before = list(Statement.objects.values())
    assert read_text(article, article.body, live=True, said=[]) is None
    assert read_live(article.pk) is False
    assert list(Statement.objects.values()) == before


def test_places_outside_the_text_are_not_kept(caplog: pytest.LogCaptureFixture) -> None:
    wrong = seam.Said(par=7, start=0, end=5, text="هنا", quoting="indirect", kind="person", speaker="سلمى الراوي")
    article = attributed(river(), wrong)
    assert shown(article) == [river().text]
    assert "outside the text" in caplog.text


def test_unsure_statements_wait_for_an_editor() -> None:
    article = attributed(river(confidence=seam.shown_from() - 0.01))
    assert shown(article) == []
    assert not Name.objects.filter(suggested=True).exists()
    actions.accept(statement=statement(article), user=UserFactory())
    assert shown(article) == [river().text]
    assert statement(article).speaker == Name.objects.get(suggested=True)


def test_another_engine_reads_again_what_no_editor_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = (RIVER, BRIDGE)
    article = attributed(river(texts), bridge(texts), texts=texts)
    first, _second = Statement.objects.order_by("par")
    actions.reject(statement=first, user=UserFactory())
    monkeypatch.setattr(seam, "ENGINE", "next")
    again = [river(texts, speaker="مهندسة أخرى"), bridge(texts, speaker="كمال الشاذلي الوزير")]
    read_text(article, article.body, live=True, said=again)
    rows = list(Statement.objects.order_by("par"))
    assert [(row.state, row.speaker_name) for row in rows] == [
        (State.REJECTED, "سلمى الراوي"),
        (State.SUGGESTED, "كمال الشاذلي الوزير"),
    ]
    assert Reading.objects.get().engine == "next"


def test_a_draft_has_statements_of_its_own() -> None:
    article = attributed()
    edited(article, PLAIN, RIVER)
    assert shown(article) == [river().text]
    assert statement(article).par == 0


def test_a_decision_moves_with_its_words_into_the_draft_and_out_with_it() -> None:
    article = attributed()
    actions.accept(statement=statement(article), user=UserFactory())
    revision = edited(article, PLAIN, RIVER.replace("سنتيمترا", "سَنْتيمترا"))
    text = "منسوب النهر ارتفع 40 سَنْتيمترا هذا الأسبوع"
    assert desk(article) == [(text, State.ACCEPTED, False)]
    assert statement(article).par == 0
    publish(revision)
    assert shown(article) == [text]
    assert statement(article).par == 1


def test_a_decision_about_words_that_changed_is_flagged_and_not_shown() -> None:
    article = attributed()
    actions.accept(statement=statement(article), user=UserFactory())
    publish(edited(article, RIVER.replace("ارتفع", "انخفض"), PLAIN))
    assert shown(article) == []
    assert desk(article) == [(river().text, State.ACCEPTED, True)]
    publish(edited(article, PLAIN, RIVER))
    assert shown(article) == [river().text]


def test_a_story_corrected_to_be_without_a_speaker_is_no_longer_about_them() -> None:
    texts = (RIVER, BRIDGE)
    article = attributed(river(texts), bridge(texts), texts=texts)
    for row in queries.for_desk(article):
        actions.accept(statement=row, user=UserFactory())
    speaker, other = (Name.objects.get(name=name) for name in ("سلمى الراوي", "كمال الشاذلي"))
    assert queries.naming(speaker).exists()
    publish(edited(article, PLAIN, BRIDGE))
    assert not queries.naming(speaker).exists()
    assert queries.naming(other).exists()
    publish(edited(article, RIVER, BRIDGE))  # the words are back, and with them the decision
    assert queries.naming(speaker).exists()


def test_what_is_decided_in_a_later_draft_survives_an_earlier_one_published() -> None:
    article = attributed()
    actions.accept(statement=statement(article), user=UserFactory())
    scheduled = edited(article, RIVER, PLAIN, "فقرة أخيرة.")
    edited(article, RIVER, PLAIN, "فقرة أخيرة بعد.")
    (row,) = queries.for_desk(Article.objects.get(pk=article.pk))
    actions.reject(statement=row, user=UserFactory())
    assert shown(article) == [river().text]
    publish(scheduled)
    assert shown(article) == []
    assert desk(article) == [(river().text, State.REJECTED, False)]


def test_nothing_is_shown_of_a_text_that_was_changed_behind_our_back() -> None:
    article = attributed()
    Article.objects.filter(pk=article.pk).update(body=body("نص آخر لا قول فيه."))
    assert shown(article) == []


@pytest.mark.parametrize("act", ["unpublish", "kill", "withhold"])
def test_statements_go_with_their_article(act: str) -> None:
    from khabar.articles import actions as article_actions

    article = attributed()
    name = Name.objects.get(name="سلمى الراوي")
    assert queries.public().exists()
    assert len(queries.said_by(name).stories) == 1
    getattr(article_actions, act)(article=article)
    assert shown(article) == []
    assert not queries.public().exists()
    assert queries.said_by(name).stories == []


def test_a_draft_is_read_when_it_is_saved(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(seam, "extract", lambda texts: [river(texts)])
    article = ArticleFactory(body=body(RIVER, PLAIN))
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision()
    assert desk(article) == [(river().text, State.SUGGESTED, False)]
    assert not queries.public().exists()
    with django_capture_on_commit_callbacks(execute=True):
        article.latest_revision.publish()
    assert shown(article) == [river().text]


def test_the_engine_itself_speaks_from_the_text_to_the_page(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(seam, "extract", the_engine)
    text = "قال وزير النقل كمال الشاذلي لوكالة رويترز إن الجسر آمن وإن العمل فيه انتهى قبل موعده."
    article = ArticleFactory(body=body(text, PLAIN))
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
    (row,) = queries.for_readers(Article.objects.get(pk=article.pk))
    assert (row.speaker_name, row.kind, text[row.start : row.end]) == ("كمال الشاذلي", "person", row.text)
    assert row.text.startswith("الجسر آمن")
    assert [(link.role, link.name and link.name.address) for link in row.chain.all()] == [("told_to", "reuters")]


def test_an_engine_that_fails_stops_no_publishing(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def broken(texts: Any) -> Any:
        raise RuntimeError("engine")

    monkeypatch.setattr(seam, "extract", broken)
    article = ArticleFactory(body=body(RIVER))
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
    assert Article.objects.public().filter(pk=article.pk).exists()


def test_adding_by_hand_and_correcting() -> None:
    article = attributed()
    row = statement(article)
    reading = row.reading
    start = PLAIN.index("أعمال")
    added = actions.add(
        reading=reading,
        user=UserFactory(),
        paragraphs=texts_of(article),
        place=(1, start, start + 13),
        speaker="بلدية الضفة",
        kind="organisation",
        chain=[seam.Relay("رويترز", "relay")],
    )
    assert (added.text, added.state) == (PLAIN[start : start + 13], State.ADDED)
    assert shown(article) == [row.text, added.text]
    with pytest.raises(actions.StatementRefused):
        actions.correct(statement=row, user=None, paragraphs=texts_of(article), place=(0, 3, 900))
    actions.correct(statement=row, user=None, paragraphs=texts_of(article), speaker="سلوى الراوي", place=(0, 0, 20))
    row.refresh_from_db()
    assert (row.state, row.speaker_name, row.text) == (State.CORRECTED, "سلوى الراوي", RIVER[:20])
    read(article)
    assert shown(article) == [row.text, added.text]

"""An editor takes a passage, or all of a comparison, from the public list of changes; that there was one stays."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html
from tests.factories.articles import published
from tests.integration.accounts.conftest import desk_of, person
from wagtail.models import ModelLogEntry

from khabar.accounts.enums import RoleCode
from khabar.articles import actions
from khabar.articles.amending import Note
from khabar.articles.consumers import follow
from khabar.articles.enums import AmendmentKind
from khabar.articles.history import comparisons
from khabar.articles.models import Article, WithheldPassage
from khabar.articles.text import paragraph

pytestmark = pytest.mark.django_db
__all__ = ["desk_of", "person"]
Desk = Callable[..., Client]
REPORTER, EDITOR, CHIEF, ADMINISTRATOR, ADVERTISING = RoleCode
NAME = "سمير الحداد"
REASON = "حكم المحكمة رقم 12 بحذف الاسم"


@pytest.fixture
def story(db: None) -> Article:
    """A story from which a name was removed, and whose headline was changed as well."""
    article = published(
        headline="مكتبة فيها ألف كتاب",
        body=[paragraph(f"قال الشاهد إن {NAME} كان هناك."), paragraph("انتهى التحقيق أمس.")],
        at=timezone.now() - timedelta(hours=2),
    )
    return change(article, headline="مكتبة فيها ألفا كتاب", first="قال الشاهد إن رجلا كان هناك.")


def change(article: Article, *, first: str, headline: str) -> Article:
    article.headline = headline
    article.body = [("paragraph", f"<p>{first}</p>"), ("paragraph", "<p>انتهى التحقيق أمس.</p>")]
    article.save_revision()
    actions.publish(article=article, note=Note(AmendmentKind.UPDATE))
    follow()
    return Article.objects.get(pk=article.pk)


def listed(article: Article) -> str:
    """What readers read, once what was committed has been followed: a test's own transaction never commits."""
    follow()
    response = Client().get(f"/n/{article.pk}/changes/")
    assert response.status_code == 200
    return " ".join(html.fromstring(response.content.decode()).xpath("string(//main)").split())


def passage_with(article: Article, words: str) -> dict[str, Any]:
    """The fields of the desk's form for the passage with these words."""
    one = comparisons(article)[0]
    mark = next(mark for mark, line in one.passages if any(words in run.text for run in line.runs))
    return {"change": one.change.pk, "passage": mark}


def address(article: Article) -> str:
    return f"/desk/articles/comparisons/{article.pk}/"


def test_one_passage_goes_at_once_and_the_rest_stays(story: Article, desk_of: Desk) -> None:
    assert NAME in listed(story)
    chief = desk_of(CHIEF)
    answer = chief.post(address(story), passage_with(story, NAME) | {"reason": REASON}, follow=True)
    assert "حُجب عن القراء" in answer.content.decode()
    shown = listed(story)
    assert NAME not in shown
    assert "حُجبت هذه الفقرة" in shown
    assert "ألفا كتاب" in shown
    assert "تحديث" in shown
    assert NAME not in Client().get(f"/lite/n/{story.pk}/changes/").content.decode()
    assert REASON not in shown
    assert REASON in chief.get(address(story)).content.decode()
    assert ModelLogEntry.objects.get(action="khabar.withhold_change").data["reason"] == REASON


def test_a_whole_comparison_goes_and_its_date_and_kind_stay(story: Article, desk_of: Desk) -> None:
    pk = comparisons(story)[0].change.pk
    desk_of(CHIEF).post(address(story), {"change": pk, "passage": "", "reason": REASON})
    shown = listed(story)
    assert NAME not in shown
    assert "ألفا كتاب" not in shown.replace(story.headline, "")
    assert "حُجبت المقارنة في هذا التغيير" in shown
    assert "تحديث" in shown


def test_it_can_be_undone(story: Article, desk_of: Desk) -> None:
    chief = desk_of(CHIEF)
    chief.post(address(story), passage_with(story, NAME) | {"reason": REASON})
    assert NAME not in listed(story)
    chief.post(address(story), {"withheld": WithheldPassage.objects.get().pk})
    assert NAME in listed(story)
    assert ModelLogEntry.objects.filter(action="khabar.show_change").count() == 1


@pytest.mark.parametrize("reason", ["", "   ", "س" * 501])
def test_nothing_is_withheld_without_a_reason(story: Article, desk_of: Desk, reason: str) -> None:
    answer = desk_of(CHIEF).post(address(story), passage_with(story, NAME) | {"reason": reason}, follow=True)
    assert "سبب" in answer.content.decode()
    assert not WithheldPassage.objects.exists()
    assert NAME in listed(story)


def test_what_is_not_there_is_refused(story: Article, desk_of: Desk) -> None:
    other = published(headline="خبر آخر عن شيء آخر")
    chief = desk_of(CHIEF)
    for article, given in (
        (story, passage_with(story, NAME) | {"passage": "0" * 64}),
        (other, passage_with(story, NAME)),
        (story, {"change": "x", "passage": "y"}),
        (story, {}),
    ):
        assert chief.post(address(article), given | {"reason": REASON}, follow=True).status_code == 200
    assert not WithheldPassage.objects.exists()


def test_only_who_may_withdraw_a_story_may_do_it(story: Article, desk_of: Desk) -> None:
    given = passage_with(story, NAME) | {"reason": REASON}
    for role in (REPORTER, EDITOR, ADVERTISING):
        assert desk_of(role).post(address(story), given).status_code == 302
        assert desk_of(role).get(address(story)).status_code == 302
    assert Client().post(address(story), given).status_code == 302
    assert not WithheldPassage.objects.exists()
    assert "سجل التغييرات عند القراء" in desk_of(CHIEF).get(f"/desk/articles/edit/{story.pk}/").content.decode()


def test_later_changes_do_not_bring_it_back(story: Article, desk_of: Desk) -> None:
    desk_of(CHIEF).post(address(story), passage_with(story, NAME) | {"reason": REASON})
    story = change(story, headline="مكتبة فيها ثلاثة آلاف كتاب", first="قال الشاهد إن رجلا كان هنا.")
    assert NAME not in listed(story)


def test_where_its_words_stand_is_no_longer_known_all_of_it_is_withheld(story: Article, desk_of: Desk) -> None:
    desk_of(CHIEF).post(address(story), passage_with(story, NAME) | {"reason": REASON})
    # The text changes without a change of its own, as when a row is put right by hand.
    Article.objects.filter(pk=story.pk).update(body=[paragraph("قال الشاهد إن شخصا ما كان هناك.")])
    actions.limit_passing_on(article=Article.objects.get(pk=story.pk), allowed=True)
    assert NAME not in listed(story)
    assert "حُجبت المقارنة في هذا التغيير" in listed(story)

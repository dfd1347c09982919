"""Searches at the desk: who may, the reports and their file, pinning and synonyms with what they refuse and undo."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html
from tests.factories.articles import published
from tests.integration.accounts.conftest import desk_of, person
from wagtail.models import ModelLogEntry, Revision
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from khabar.accounts.enums import RoleCode
from khabar.articles.consumers import follow
from khabar.articles.models import Article
from khabar.finding.models import Pin, Synonyms, Tally

pytestmark = pytest.mark.django_db
__all__ = ["desk_of", "person"]
Desk = Callable[..., Client]
REPORTER, EDITOR, CHIEF, ADMINISTRATOR, ADVERTISING = RoleCode
EMPTY, FREQUENT = "/desk/reports/searches/empty/", "/desk/reports/searches/frequent/"


def pin_form(query: str, *articles: Article) -> dict[str, Any]:
    rows = [{"article": article.pk} for article in articles]
    return nested_form_data({"query": query, "stories": inline_formset(rows)})


def errors(answer: Any) -> str:
    page = html.fromstring(answer.content)
    return " ".join(node.text_content().strip() for node in page.xpath("//*[contains(@class, 'error-message')]"))


@pytest.fixture
def tallies() -> None:
    today = timezone.localdate()
    for days, text, asked, empty in ((0, "سمك", 9, 0), (1, "زقزقة", 4, 4), (0, "=1+1", 2, 2), (40, "قديم", 7, 7)):
        day = today - timedelta(days=days)
        Tally.objects.create(day=day, key=text, text=text, asked=asked, empty=empty, understood=f"فُهم {text}")
    Tally.objects.create(day=today, key="زقزقة", text="زقزقة", asked=2, empty=1)


@pytest.mark.parametrize("role", list(RoleCode))
def test_editors_see_reports_and_decide_chiefs_delete(desk_of: Desk, role: RoleCode) -> None:
    client = desk_of(role)
    pin = Pin.objects.create(query="سمك")
    synonyms = Synonyms.objects.create(words="سمك، حوت")
    may = role not in (REPORTER, ADVERTISING)
    paths = (
        EMPTY,
        FREQUENT,
        "/desk/search-pins/",
        "/desk/search-pins/add/",
        f"/desk/search-synonyms/edit/{synonyms.pk}/",
    )
    for path in paths:
        assert (client.get(path).status_code == 200) is may, path
    assert (EMPTY in client.get("/desk/").content.decode()) is may
    for path in (f"/desk/search-pins/delete/{pin.pk}/", f"/desk/search-synonyms/delete/{synonyms.pk}/"):
        assert (client.get(path).status_code == 200) is (role in (CHIEF, ADMINISTRATOR)), path


def rows(client: Client, path: str) -> list[list[str]]:
    page = html.fromstring(client.get(path).content)
    found = page.xpath("//main//table//tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("./td")] for row in found]


def test_the_report_adds_up_days_and_leads_to_pin_and_synonym(desk_of: Desk, tallies: None) -> None:
    client = desk_of(EDITOR)
    found = rows(client, EMPTY)
    assert [row[:3] for row in found] == [["زقزقة", "5", "6"], ["=1+1", "2", "2"]]
    assert found[0][4] == "فُهم زقزقة"
    page = html.fromstring(client.get(EMPTY).content)
    paths = page.xpath("//td[@class='actions']//a/@href")
    assert len(paths) == 4
    for path in paths[:2]:
        form = html.fromstring(client.get(path).content)
        assert form.xpath("//input[@name='query' or @name='words']/@value") == ["زقزقة"]
    assert [row[0] for row in rows(client, FREQUENT)] == ["سمك", "زقزقة", "=1+1"]


def test_the_report_of_other_days(desk_of: Desk, tallies: None) -> None:
    day = (timezone.localdate() - timedelta(days=40)).isoformat()
    assert [row[:3] for row in rows(desk_of(EDITOR), f"{EMPTY}?day_from={day}&day_to={day}")] == [["قديم", "7", "7"]]


def test_the_report_as_a_file_holds_no_formula(desk_of: Desk, tallies: None) -> None:
    answer = desk_of(EDITOR).get(f"{EMPTY}?export=csv")
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))  # type: ignore[arg-type]
    assert lines[0] == ["البحث", "بلا نتائج", "المرات", "آخر مرة", "كيف فُهم"]
    assert [line[:3] for line in lines[1:]] == [["زقزقة", "5", "6"], ["'=1+1", "2", "2"]]


def test_a_pin_made_at_the_desk_is_on_the_site_at_once_and_can_be_taken_back(desk_of: Desk) -> None:
    one, two = published(headline="دليل القارئ"), published(headline="خريطة القارئ")
    follow()
    client = desk_of(CHIEF)
    assert client.post("/desk/search-pins/add/", pin_form("الأسماك", two, one)).status_code == 302
    pin = Pin.objects.get()

    page = html.fromstring(Client().get("/search/?q=الاسماك").content)
    shown = [link.text_content() for link in page.xpath("//section[@class='pinned']//h2/a")]
    assert shown == [two.headline, one.headline]
    first = Revision.objects.for_instance(pin).get()
    assert [entry.action for entry in ModelLogEntry.objects.for_instance(pin)] == ["wagtail.create"]
    assert client.get(f"/desk/search-pins/history/{pin.pk}/").status_code == 200
    assert client.get(f"/desk/search-pins/history/{pin.pk}/revisions/{first.pk}/revert/").status_code == 200
    assert client.post(f"/desk/search-pins/delete/{pin.pk}/").status_code == 302
    assert b"pinned" not in Client().get("/search/?q=الاسماك").content
    assert ModelLogEntry.objects.filter(action="wagtail.delete", label="الأسماك").exists()


def test_an_earlier_version_of_synonyms_is_brought_back(desk_of: Desk) -> None:
    client = desk_of(EDITOR)
    client.post("/desk/search-synonyms/add/", {"words": "حاسوب, كمبيوتر"})
    made = Synonyms.objects.get()
    assert made.words == "حاسوب، كمبيوتر"
    client.post(f"/desk/search-synonyms/edit/{made.pk}/", {"words": "حاسوب، ناسوب"})
    first = Revision.objects.for_instance(made).order_by("pk").first()
    assert first is not None
    form = html.fromstring(client.get(f"/desk/search-synonyms/history/{made.pk}/revisions/{first.pk}/revert/").content)
    assert form.xpath("//input[@name='words']/@value") == ["حاسوب، كمبيوتر"]
    client.post(f"/desk/search-synonyms/edit/{made.pk}/", {"words": "حاسوب، كمبيوتر", "revision": first.pk})
    made.refresh_from_db()
    assert made.words == "حاسوب، كمبيوتر"


def test_what_cannot_be_pinned_is_refused_beside_the_field(desk_of: Desk) -> None:
    client, story = desk_of(EDITOR), published()
    Pin.objects.create(query="سمكة")
    for query, stories, said in (
        ("؟!", [story], "كلمة على الأقل"),
        ("سمكه", [story], "نتائج مثبتة من قبل"),
        ("جديد", [], "واحدًا على الأقل"),
        ("جديد", [story, story], "مرتين"),
        ("جديد", [published() for _ in range(6)], "5 على الأكثر"),
    ):
        assert said in errors(client.post("/desk/search-pins/add/", pin_form(query, *stories))), query
    assert Pin.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("حاسوب", "كلمتين مختلفتين"),
        ("مكتبة، مكتبه", "كلمتين مختلفتين"),
        ("من، إلى", "كلمة ربط"),
        ("سمك، -حوت", "بلا علامات"),
        ("سمك، قسم:بحر", "بلا علامات"),
        ("سمك، ؟؟", "بلا علامات"),
        ("سمك، واحد اثنان ثلاثة خمسة سبعة تسعة", "أطول من"),
        ("،".join(f"كلمة{number}" for number in range(20)), "أكثر ما يجتمع"),
        ("حوت، سمك", "موجودة"),
    ],
)
def test_what_are_no_synonyms_is_refused_beside_the_field(desk_of: Desk, words: str, said: str) -> None:
    Synonyms.objects.create(words="سمك، حوت، قرش")
    assert said in errors(desk_of(EDITOR).post("/desk/search-synonyms/add/", {"words": words}))
    assert Synonyms.objects.count() == 1

"""Fronts at the desk: who may, saving, two editors at once, schedules, history, preview, the bar."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from lxml import html
from tests.factories.articles import ArticleFactory, SectionFactory, published
from tests.factories.fronts import breaking
from tests.integration.accounts.conftest import desk_of, person
from tests.integration.desk.front_pages import HOME, Desk, in_force, lists, placed, save
from wagtail.models import ModelLogEntry

from khabar.accounts.enums import RoleCode
from khabar.accounts.models import User
from khabar.articles.consumers import follow
from khabar.articles.models import Article, Change, Section
from khabar.core import clock
from khabar.curation import queries
from khabar.curation.actions import arrange
from khabar.curation.models import Arrangement, Bar
from khabar.curation.zones import Arranged

pytestmark = pytest.mark.django_db
__all__ = ["desk_of", "person"]
REPORTER, EDITOR, CHIEF, ADMINISTRATOR, ADVERTISING = RoleCode


@pytest.fixture
def stories(db: None) -> list[Article]:
    section = SectionFactory(name="مدن", slug="مدن")
    at = timezone.now() - timedelta(hours=5)
    return [published(headline=f"الحكاية رقم {n}", section=section, at=at - timedelta(hours=n)) for n in range(9)]


def field(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


def later(hours: int = 3) -> datetime:
    return (clock.now() + timedelta(hours=hours)).replace(second=0, microsecond=0)


@pytest.mark.parametrize("role", list(RoleCode))
def test_editors_arrange_and_reporters_do_not(desk_of: Desk, role: RoleCode, stories: list[Article]) -> None:
    client, may = desk_of(role), role not in (REPORTER, ADVERTISING)
    key = stories[0].section_id
    for path in (HOME, f"{HOME}{key}/", f"{HOME}stories/"):
        assert (client.get(path).status_code == 200) is may, path
    assert (f'"{HOME}"' in client.get("/desk/").content.decode()) is may
    assert (save(client, lists(lead=[stories[3]])).status_code == 200) is may
    for path in (f"{HOME}0/zones/", f"{HOME}0/preview/"):
        assert (client.post(path, {"arranged": "{}"}).status_code == 200) is may, path
    assert placed() == ([stories[3].pk] if may else [])


def test_nobody_outside_the_desk_sees_any_of_it(client: Any, stories: list[Article]) -> None:
    for path in (HOME, f"{HOME}stories/"):
        assert client.get(path).status_code == 302
    assert client.post(f"{HOME}0/preview/", {"arranged": "{}"}).status_code == 302


def test_the_act_itself_asks_for_the_right(person: Any) -> None:
    with pytest.raises(PermissionDenied):
        arrange(section=None, arranged=Arranged(), base=0, user=person(REPORTER))


def test_a_save_is_recorded_and_told_to_the_change_log(desk_of: Desk, stories: list[Article]) -> None:
    before = Change.objects.count()
    assert save(desk_of(EDITOR), lists(lead=[stories[3]])).json()["base"] == in_force()
    assert Change.objects.filter(object_type="front", object_id=0).count() == Change.objects.count() - before == 1
    entry = ModelLogEntry.objects.get(action="khabar.front.arranged")
    assert entry.user is not None
    assert entry.data["arrangement"] == in_force()


@pytest.mark.parametrize(
    "arranged",
    ["", "[]", "{", '{"lists": {"lead": 5}}', '{"lists": {"lead": [{"id": 1}, {"id": 2}]}}', '{"lists":{"x":[]}}x'],
)
def test_what_cannot_be_is_refused_and_nothing_changes(desk_of: Desk, arranged: str) -> None:
    answer = desk_of(EDITOR).post(f"{HOME}0/save/", {"arranged": arranged, "base": "0"})
    assert answer.status_code == 422
    assert answer.json()["message"]
    assert not Arrangement.objects.exists()


def test_whoever_saves_second_is_told_what_the_first_did_and_can_merge(desk_of: Desk, stories: list[Article]) -> None:
    first, second = desk_of(EDITOR, first_name="هند", last_name="سالم"), desk_of(CHIEF)
    save(first, lists(lead=[stories[0]], secondary=[stories[1]]))
    opened = in_force()
    assert save(first, lists(lead=[stories[5]], secondary=[stories[1]]), opened).status_code == 200
    mine = lists(lead=[stories[0]], secondary=[stories[1], stories[2]])
    answer = save(second, mine, opened)
    assert answer.status_code == 409
    told = answer.json()
    assert "هند سالم" in told["message"]
    assert any(stories[5].headline in line for line in told["lines"])
    assert placed() == [stories[5].pk]
    merged = html.fromstring(f"<div>{told['merged']}</div>")
    assert merged.xpath("//ol[@data-zone='lead']/li/@data-pk") == [str(stories[5].pk)]
    assert merged.xpath("//ol[@data-zone='secondary']/li/@data-pk") == [str(stories[1].pk), str(stories[2].pk)]
    assert save(second, lists(lead=[stories[5]], secondary=stories[1:3]), told["base"]).status_code == 200
    assert placed("secondary") == [stories[1].pk, stories[2].pk]


def test_what_finds_no_place_in_a_merge_is_named(desk_of: Desk, stories: list[Article]) -> None:
    client = desk_of(EDITOR)
    save(client, lists(lead=[stories[0]]))
    opened = in_force()
    save(client, lists(lead=[stories[1]]))
    told = save(client, lists(lead=[stories[2]]), opened).json()
    assert told["left_over"] == [stories[1].headline]


def test_a_pin_is_read_on_the_newsrooms_clock(desk_of: Desk, stories: list[Article]) -> None:
    at = later()
    save(desk_of(EDITOR), lists(field(at), lead=[stories[0]]))
    assert queries.standing().arranged.of("lead")[0].until == at


def test_a_pin_that_is_over_before_anybody_sees_it_is_refused(desk_of: Desk, stories: list[Article]) -> None:
    client, past = desk_of(EDITOR), clock.now() - timedelta(hours=1)
    answer = save(client, lists(field(past), lead=[stories[0]]))
    assert (answer.status_code, stories[0].headline in answer.json()["message"]) == (422, True)
    answer = save(client, lists(field(later(1)), lead=[stories[0]]), starts_at=field(later(3)))
    assert answer.status_code == 422
    assert not Arrangement.objects.exists()


def test_a_pin_that_ran_out_meanwhile_is_told_and_holds_up_nothing(
    desk_of: Desk, stories: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, end = desk_of(EDITOR), later(1)
    save(client, lists(field(end), lead=[stories[0]]))
    monkeypatch.setattr(clock, "now", lambda: end + timedelta(minutes=5))
    assert "انتهى تثبيته" in client.get(HOME).content.decode()
    more = lists(field(end), lead=[stories[0]]) | {"hidden": ["opinion"]}
    assert save(client, more).status_code == 200


def test_what_was_saved_now_is_what_can_be_taken_back_now(desk_of: Desk, stories: list[Article]) -> None:
    client = desk_of(EDITOR)
    save(client, lists(lead=[stories[3]]))
    told = save(client, lists(lead=[stories[4]])).json()
    first = html.fromstring(f"<div>{told['history']}</div>").xpath("//ol/li")[0]
    assert stories[4].headline in first.text_content()
    assert first.xpath(".//button/@value") == ["undo"]
    assert first.xpath(".//input[@name='base']/@value") == [str(told["base"])]
    assert first.xpath(".//input[@name='csrfmiddlewaretoken']/@value")


def test_a_schedule_waits_can_be_edited_and_given_up(desk_of: Desk, stories: list[Article]) -> None:
    client, at = desk_of(EDITOR), later()
    assert save(client, lists(lead=[stories[0]]), starts_at=field(at)).json()["scheduled"] is True
    assert placed() == []
    row = Arrangement.objects.get()
    page = client.get(f"{HOME}?scheduled={row.pk}").content.decode()
    assert f'data-instead-of="{row.pk}"' in page
    again = save(client, lists(lead=[stories[1]]), starts_at=field(at), instead_of=row.pk)
    assert again.status_code == 200
    assert client.get(f"{HOME}?scheduled={row.pk}").status_code == 404
    assert save(client, lists(lead=[stories[2]]), starts_at=field(at), instead_of=row.pk).status_code == 422
    left = queries.arrangements(0).get()
    client.post(f"{HOME}0/act/", {"act": "cancel", "number": left.pk})
    assert not queries.arrangements(0).exists()


def test_a_schedule_needs_a_free_moment_to_come(desk_of: Desk, stories: list[Article]) -> None:
    client, at = desk_of(EDITOR), later()
    assert save(client, lists(), starts_at=field(later(-2))).status_code == 422
    assert save(client, lists(), starts_at="غدًا").status_code == 422
    assert save(client, lists(), starts_at=field(at)).status_code == 200
    assert "ترتيب آخر" in save(client, lists(lead=[stories[0]]), starts_at=field(at)).json()["message"]


def test_an_order_of_sections_is_told_only_when_readers_see_another(desk_of: Desk, stories: list[Article]) -> None:
    client, told = desk_of(EDITOR), "تغيّر ترتيب الأقسام"
    SectionFactory(order=90)
    as_in_menu = list(Section.objects.values_list("pk", flat=True))
    same = save(client, lists(lead=[stories[0]]) | {"order": as_in_menu}).json()
    assert told not in same["history"]
    other = save(client, lists(lead=[stories[0]]) | {"order": as_in_menu[::-1]}).json()
    assert told in other["history"]


def test_one_step_back_and_forth_and_an_earlier_arrangement_again(desk_of: Desk, stories: list[Article]) -> None:
    client = desk_of(EDITOR)
    for story in stories[:3]:
        save(client, lists(lead=[story]))
    first = Arrangement.objects.order_by("pk")[0]

    def act(name: str, **more: Any) -> None:
        client.post(f"{HOME}0/act/", {"act": name, "base": in_force(), **more})

    act("undo")
    assert placed() == [stories[1].pk]
    act("undo")
    assert placed() == [stories[2].pk]
    act("restore", number=first.pk)
    assert placed() == [stories[0].pk]
    history = client.get(HOME).content.decode()
    assert history.count("تراجع عن آخر تغيير") == 2
    assert f"وُضع «{stories[0].headline}» في الخبر الرئيسي" in history


def test_a_step_back_after_another_editors_save_is_refused(desk_of: Desk, stories: list[Article]) -> None:
    client = desk_of(EDITOR)
    save(client, lists(lead=[stories[0]]))
    seen = in_force()
    save(client, lists(lead=[stories[1]]))
    answer = client.post(f"{HOME}0/act/", {"act": "undo", "base": seen}, follow=True)
    assert "بعد أن فتحتها" in answer.content.decode()
    assert placed() == [stories[1].pk]


def test_the_preview_shows_what_is_not_saved_and_is_never_kept(desk_of: Desk, stories: list[Article]) -> None:
    client = desk_of(EDITOR)
    for key in (0, stories[0].section_id):
        answer = client.post(f"{HOME}{key}/preview/", {"arranged": json.dumps(lists(lead=[stories[7]]))})
        page = html.fromstring(answer.content.decode())
        assert page.xpath("(//main//h2[@class='card__headline'])[1]/a/text()") == [stories[7].headline]
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Frame-Options"] == "SAMEORIGIN"
    follow()
    assert stories[7].headline not in client.get("/").content.decode().split("top__second")[0]


def test_a_draft_is_found_and_can_wait_in_its_place(desk_of: Desk, stories: list[Article]) -> None:
    client = desk_of(EDITOR)
    draft = ArticleFactory(headline="مسودة عن الميناء الجديد", section=stories[0].section)
    found = client.get(f"{HOME}stories/?q=الميناء الجديد").content.decode()
    assert f'data-pk="{draft.pk}"' in found
    assert "لا يراه القراء الآن" in found
    save(client, lists(lead=[draft]))
    assert draft.headline not in client.get("/").content.decode()
    auto = client.post(f"{HOME}0/zones/", {"arranged": json.dumps(lists(lead=[draft]))}).json()["auto"]
    assert stories[0].headline in auto["lead"]


def test_markup_in_a_headline_is_text(desk_of: Desk, stories: list[Article]) -> None:
    published(headline='<img src=x onerror="alert(1)">', section=stories[0].section, at=timezone.now())
    client = desk_of(EDITOR)
    for path in (HOME, f"{HOME}stories/?q="):
        assert "<img src=x" not in client.get(path).content.decode()


def bar_form(**values: Any) -> dict[str, Any]:
    return {"text": "إغلاق الطريق الساحلي", "level": "1", "until": field(later(1)), "seen": "0", "article": ""} | values


def test_a_bar_is_raised_with_its_story_and_taken_down(desk_of: Desk, stories: list[Article]) -> None:
    client = desk_of(EDITOR)
    client.post(f"{HOME}bar/", bar_form(article=stories[2].get_absolute_url()))
    follow()
    bar = Bar.objects.get()
    assert bar.article == stories[2]
    assert bar.text in client.get("/").content.decode()
    client.post(f"{HOME}bar/", bar_form(lower="1", seen=bar.pk))
    assert bar.text not in client.get("/").content.decode()
    assert ModelLogEntry.objects.filter(action__startswith="khabar.bar.").count() == 2


@pytest.mark.parametrize(
    "values",
    [
        {"text": "  "},
        {"text": "ن" * 161},
        {"until": ""},
        {"until": "2020-01-01T10:00"},
        {"until": "2199-01-01T10:00"},
        {"level": "9"},
        {"article": "999999"},
        {"article": "ميناء"},
        {"seen": "77"},
    ],
)
def test_a_bar_that_cannot_be_is_refused_with_what_was_typed(desk_of: Desk, values: dict[str, str]) -> None:
    answer = desk_of(EDITOR).post(f"{HOME}bar/", bar_form(**values))
    assert answer.status_code == 422
    page = html.fromstring(answer.content)
    assert page.xpath("//input[@name='text']/@value") == [values.get("text", "إغلاق الطريق الساحلي")]
    assert not Bar.objects.exists()


def test_two_bars_at_once_do_not_overwrite_each_other(desk_of: Desk, person: Any) -> None:
    other: User = person(EDITOR, first_name="هند", last_name="سالم")
    breaking(user=other)
    answer = desk_of(EDITOR).post(f"{HOME}bar/", bar_form())
    assert "هند سالم" in answer.content.decode()
    assert Bar.objects.count() == 1

"""The wire desk over HTTP: the list, what changed since, filters, acts, saved views, and who may do what."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from tests.factories.articles import SectionFactory
from tests.factories.wires import FeedFactory, ProviderFactory, arrived, newsml
from tests.integration.accounts.conftest import desk_of, person

from khabar.accounts.enums import RoleCode
from khabar.accounts.models import User
from khabar.articles.models import Agency, Article
from khabar.core import clock
from khabar.ingest import actions, listing, retention
from khabar.ingest.models import Lineage, WireEvent, WireItem, WireView, WireViewUse
from khabar.ingest.states import ItemState
from khabar.ingest.store import Payload, take

pytestmark = pytest.mark.django_db
__all__ = ["desk_of", "person"]
Desk = Callable[..., Client]
Person = Callable[..., User]
REPORTER, EDITOR, CHIEF, ADMINISTRATOR = RoleCode
LIST, LIVE, ACT, VIEWS = "/desk/wires/", "/desk/wires/live/", "/desk/wires/act/", "/desk/wires/views/"
AFP_LINE = "القاهرة (أ ف ب) - عاد الميناء إلى العمل."
ROW = re.compile(r'id="wire-(\d+)"[^>]*?aria-level="(\d)"', re.DOTALL)


def page(client: Client, query: str = "state=open") -> str:
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def shown(text: str, level: str = "1") -> list[int]:
    """Ids of the rows of one level, in order."""
    return [int(pk) for pk, depth in ROW.findall(text) if depth == level]


def cursor_of(text: str) -> str:
    found = re.search(r'data-cursor="([^"]+)"', text)
    assert found
    return found[1]


def live(client: Client, cursor: str, query: str = "state=open", **headers: str) -> Any:
    return client.get(LIVE, {**{k: v[0] for k, v in parse_qs(query).items()}, "after": cursor}, headers=headers)


def act(client: Client, what: str, *items: WireItem, **extra: str) -> Any:
    form = {"act": what, "items": [item.pk for item in items], **extra}
    return client.post(ACT, form, headers={"accept": "application/json"})


# The list


@pytest.mark.parametrize("role", [None, *RoleCode])
def test_whoever_may_read_wires_sees_the_list_and_its_entry_in_the_menu(desk_of: Desk, role: RoleCode | None) -> None:
    item = arrived()
    client = desk_of(role)
    addresses = [LIST + "?state=open", LIVE, f"/desk/wires/item/{item.pk}/", "/desk/wires/more/"]
    statuses = {client.get(address).status_code for address in addresses}
    assert statuses == ({200} if role else {302})
    if role:
        home = client.get("/desk/").content.decode()
        assert re.search(rf'href="{LIST}" data-desk-key="w"', home)
        menu = home[: home.index("</aside>")]
        assert f'"{LIST}"' in menu
        assert menu.index(LIST) < menu.find("/desk/wire_alerts/") % len(home)  # first of its menu


def test_without_a_log_in_nothing_is_told() -> None:
    item = arrived()
    for address in (LIST, LIVE, f"/desk/wires/item/{item.pk}/", "/desk/wires/more/"):
        answer = Client().get(address)
        assert answer.status_code == 302
        assert "/desk/login/" in answer["Location"]
    assert act(Client(), "spike", item).status_code == 302
    item.refresh_from_db()
    assert item.state == ItemState.NEW


def test_newest_comes_first_in_pages_that_miss_and_repeat_nothing(desk_of: Desk) -> None:
    provider = ProviderFactory()
    made = [arrived(provider, guid=f"urn:{number}").pk for number in range(listing.PAGE + 5)]
    WireItem.objects.update(received_at=clock.now())  # the same moment for all: their numbers give the order
    client = desk_of(EDITOR)
    first = page(client)
    assert shown(first) == made[::-1][: listing.PAGE]
    more = re.search(r'data-wire-more="([^"]+)"', first)
    assert more
    second = client.get(more[1].replace("&amp;", "&")).content.decode()
    assert shown(second) == made[::-1][listing.PAGE :]
    assert "data-wire-more" not in second
    by_link = re.search(r'href="([^"]+before=[^"]+)"', first)
    assert by_link
    assert shown(client.get(by_link[1].replace("&amp;", "&")).content.decode()) == made[::-1][listing.PAGE :]


@pytest.mark.parametrize("before", ["x", "2026-01-01_x", "2026-01-01T00:00:00_5", "2026-13-01T00:00:00Z_1", "_"])
def test_a_place_that_makes_no_sense_gives_the_first_page(desk_of: Desk, before: str) -> None:
    item = arrived()
    assert shown(page(desk_of(EDITOR), f"state=open&before={before}")) == [item.pk]


def test_the_list_costs_the_same_number_of_queries_however_long(
    desk_of: Desk, django_assert_max_num_queries: Any
) -> None:
    provider = ProviderFactory()
    items = [arrived(provider, guid=f"urn:{number}", version=2) for number in range(30)]
    event = WireEvent.objects.create(first_at=clock.now(), last_at=clock.now())
    WireItem.objects.filter(pk__in=[item.pk for item in items[:12]]).update(event=event)
    WireItem.objects.update(section=SectionFactory())
    for item in items[:6]:
        actions.make_draft(item=item)
    client = desk_of(EDITOR)
    cursor = cursor_of(page(client))
    with django_assert_max_num_queries(45):  # of which the desk's own frame takes about half
        assert len(shown(page(client), "2")) == 11
    with django_assert_max_num_queries(24):
        assert len(live(client, cursor).json()["rows"]) > 10


def test_what_must_be_known_of_an_item_is_said_in_words(desk_of: Desk) -> None:
    provider = ProviderFactory()
    arrived(provider, guid="urn:flash", headline="هزة أرضية", urgency=1, signal="sig:flash")
    arrived(provider, guid="urn:urgent", headline="إغلاق المطار", urgency=3)
    arrived(provider, guid="urn:embargo", headline="نص الكلمة", embargoed="2090-01-01T09:00:00+02:00")
    arrived(provider, guid="urn:note", headline="جدول الأخبار", paragraphs=("للمحررين: جدول مواد اليوم",))
    WireItem.objects.filter(guid="urn:note").update(publishable=False)
    arrived(provider, guid="urn:second", headline="صيغة أولى")
    take(Payload("x", newsml("urn:second", 2, "تصحيح الصيغة", signal="sig:correction")), provider=provider)
    text = page(desk_of(EDITOR))
    assert text.count("wire-row--urgent") == 2
    for words in ("خبر خاطف", "أولوية 3", "محظور حتى 1 يناير", "ليس للنشر", "تصحيح", "النسخة 2"):
        assert words in text, words


def test_an_alert_without_a_headline_is_listed_by_its_words(desk_of: Desk) -> None:
    arrived(headline="", paragraphs=("عاجل: إغلاق المطار بسبب الضباب",), urgency=2)
    assert "إغلاق المطار بسبب الضباب" in page(desk_of(EDITOR))


def test_an_empty_desk_says_how_news_gets_there(desk_of: Desk) -> None:
    client = desk_of(ADMINISTRATOR)
    assert "/desk/wire_providers/" in page(client)
    FeedFactory()
    assert "لم يصل خبر بعد" in page(client)
    arrived()
    assert "لا خبر بهذه التصفية" in page(client, "q=لا شيء كهذا")


# One event from many agencies


def event_of(*items: WireItem) -> WireEvent:
    event = WireEvent.objects.create(first_at=items[0].received_at, last_at=items[-1].received_at)
    WireItem.objects.filter(pk__in=[item.pk for item in items]).update(event=event, changed_at=clock.now())
    return event


def test_one_event_is_one_row_with_the_others_below_it(desk_of: Desk) -> None:
    reuters, afp = ProviderFactory(name="رويترز"), ProviderFactory(name="الفرنسية")
    first = arrived(reuters, guid="urn:1", headline="حريق في الميناء")
    other = arrived(reuters, guid="urn:9", headline="افتتاح معرض")
    second = arrived(afp, guid="urn:2", headline="إخماد حريق الميناء")
    event_of(first, second)
    text = page(desk_of(EDITOR))
    assert shown(text) == [second.pk, other.pk]
    assert shown(text, "2") == [first.pk]
    assert "أيضًا من: رويترز" in text


def test_an_event_is_shown_by_its_newest_item_that_the_filters_let_through(desk_of: Desk) -> None:
    reuters, afp = ProviderFactory(name="رويترز"), ProviderFactory(name="الفرنسية")
    first, second = arrived(reuters, guid="urn:1"), arrived(afp, guid="urn:2")
    event_of(first, second)
    assert shown(page(desk_of(EDITOR), f"provider={reuters.pk}")) == [first.pk]


# Live


def test_a_live_list_is_told_of_new_changed_spiked_and_killed_items(desk_of: Desk) -> None:
    client = desk_of(EDITOR)
    provider = ProviderFactory()
    changed, spiked, killed = (arrived(provider, guid=f"urn:{name}") for name in "abc")
    WireItem.objects.update(changed_at=clock.now() - timedelta(hours=1))
    cursor = cursor_of(page(client))
    assert live(client, cursor).json()["rows"] != []  # what is at the cursor is told again
    WireItem.objects.update(changed_at=clock.now() - timedelta(hours=2))
    assert live(client, cursor).json()["rows"] == []
    new = arrived(provider, guid="urn:new", headline="وصل الآن")
    take(Payload("x", newsml("urn:a", 2, "صيغة ثانية")), provider=provider)
    actions.spike(item=spiked)
    take(Payload("x", newsml("urn:c", 2, status="canceled")), provider=provider)
    answer = live(client, cursor).json()
    rows = {row["id"]: row for row in answer["rows"]}
    assert rows.keys() == {new.pk, changed.pk, killed.pk}
    assert "صيغة ثانية" in rows[changed.pk]["html"]
    assert rows[killed.pk]["killed"]
    assert "سحبته الوكالة" in rows[killed.pk]["html"]
    assert answer["gone"] == [spiked.pk]
    assert answer["whole"] is False


def test_a_row_that_is_sent_again_carries_the_same_stamp_until_it_changes(desk_of: Desk) -> None:
    client = desk_of(EDITOR)
    item = arrived()
    cursor = cursor_of(page(client))
    first, again = (live(client, cursor).json()["rows"][0]["stamp"] for _ in range(2))
    assert first == again
    take(Payload("x", newsml(version=2, headline="صيغة ثانية")), provider=item.provider)
    assert live(client, cursor).json()["rows"][0]["stamp"] != first


def test_items_of_one_moment_and_those_whose_transaction_ended_late_are_not_missed(desk_of: Desk) -> None:
    client = desk_of(EDITOR)
    provider = ProviderFactory()
    arrived(provider, guid="urn:1")
    cursor = cursor_of(page(client))
    same = arrived(provider, guid="urn:same")
    late = arrived(provider, guid="urn:late")
    seen_at = WireItem.objects.get(guid="urn:1").changed_at
    WireItem.objects.filter(pk=same.pk).update(changed_at=seen_at)
    WireItem.objects.filter(pk=late.pk).update(changed_at=seen_at - listing.OVERLAP / 2)
    assert {same.pk, late.pk} <= {row["id"] for row in live(client, cursor).json()["rows"]}


def test_nothing_new_is_answered_without_a_body(desk_of: Desk) -> None:
    client = desk_of(EDITOR)
    item = arrived()
    cursor = cursor_of(page(client))
    tag = live(client, cursor)["ETag"]
    same = live(client, cursor, **{"if-none-match": tag})
    assert (same.status_code, same.content) == (304, b"")
    actions.spike(item=item)
    assert live(client, cursor, **{"if-none-match": tag}).json()["gone"] == [item.pk]


def test_after_a_long_absence_the_first_page_comes_whole(desk_of: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST_CHANGES", 3)
    client = desk_of(EDITOR)
    provider = ProviderFactory()
    cursor = cursor_of(page(client))
    made = [arrived(provider, guid=f"urn:{number}").pk for number in range(5)]
    answer = live(client, cursor).json()
    assert answer["whole"] is True
    assert [row["id"] for row in answer["rows"]] == made[::-1]
    assert live(client, answer["cursor"] + "nonsense").json()["whole"] is True


def test_a_live_list_keeps_to_its_filters(desk_of: Desk) -> None:
    client = desk_of(EDITOR)
    provider = ProviderFactory()
    item = arrived(provider, guid="urn:1", urgency=2)
    cursor = cursor_of(page(client, "urgency=3"))
    arrived(provider, guid="urn:2", urgency=6)
    take(Payload("x", newsml("urn:1", 2, urgency=6)), provider=provider)
    answer = live(client, cursor, "urgency=3").json()
    assert answer["rows"] == []
    assert item.pk in answer["gone"]


def test_an_event_that_grows_is_told_as_one_row(desk_of: Desk) -> None:
    client = desk_of(EDITOR)
    first = arrived(ProviderFactory(), guid="urn:1")
    cursor = cursor_of(page(client))
    second = arrived(ProviderFactory(), guid="urn:2")
    event_of(first, second)
    answer = live(client, cursor).json()
    assert [row["id"] for row in answer["rows"]] == [second.pk]
    assert f'data-under="{second.pk}"' in answer["rows"][0]["html"]
    assert answer["gone"] == []
    actions.spike(item=second)
    answer = live(client, cursor).json()
    assert [row["id"] for row in answer["rows"]] == [first.pk]
    assert second.pk in answer["gone"]


def test_a_draft_by_a_colleague_shows_in_every_open_list(desk_of: Desk, person: Person) -> None:
    client = desk_of(EDITOR)
    item = arrived()
    cursor = cursor_of(page(client))
    actions.make_draft(item=item, user=person(EDITOR, first_name="ليلى", last_name="حداد"))
    assert "استعمله ليلى حداد" in live(client, cursor).json()["rows"][0]["html"]


# Filters


def test_each_filter_narrows_the_list_and_stays_in_the_address(desk_of: Desk) -> None:
    section = SectionFactory()
    dpa, other = ProviderFactory(), ProviderFactory(agency=Agency.objects.get(slug="afp"))
    wanted = arrived(dpa, guid="urn:1", urgency=2, language="en", headline="Port reopens", paragraphs=(AFP_LINE,))
    arrived(other, guid="urn:2", urgency=6, subject="medtop:15000000", paragraphs=("القاهرة (د ب أ) - نص.",))
    WireItem.objects.filter(pk=wanted.pk).update(section=section, desk="التحقيقات")
    client = desk_of(EDITOR)
    queries = [
        "agency=afp", f"provider={dpa.pk}", "subject=medtop:01000000", "urgency=3", f"section={section.pk}",
        "language=en", "desk=التحقيقات", "q=port", "q=port&agency=afp&urgency=3&subject=medtop:01000000",
    ]  # fmt: skip
    for query in queries:
        text = page(client, query)
        assert shown(text) == [wanted.pk], query
        assert "مفعّلة" in text, query
    assert shown(page(client, "subject=ثقافة")) != []


@pytest.mark.parametrize(
    ("state", "act_on", "expected"),
    [("new", None, True), ("used", "draft", True), ("spiked", "spike", True), ("new", "spike", False)],
)
def test_the_list_of_one_state(desk_of: Desk, state: str, act_on: str | None, expected: bool) -> None:
    item = arrived()
    if act_on == "draft":
        actions.make_draft(item=item)
    elif act_on:
        actions.spike(item=item)
    assert (shown(page(desk_of(EDITOR), f"state={state}")) == [item.pk]) is expected


@pytest.mark.parametrize(
    "query",
    ["section=x", "section=99999999999999999999", "provider=-1", "urgency=77", "state=none", "item=x", "view=x",
     "q=%00", "subject=%00", "desk=%00", "before=%00", "q=%22%27)(*%26|", "q=AND OR NOT", "q=و",
     "subject=" + "x" * 500],
)  # fmt: skip
def test_filters_that_make_no_sense_break_nothing(desk_of: Desk, query: str) -> None:
    arrived()
    page(desk_of(EDITOR), query)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("مكتبه", True),  # ة written as ه
        ("المكتبةِ الجديده", True),
        ("ومكتبة", True),
        ("بالحيّ القديم", True),
        ("أبوابها", True),  # in the text alone
        ("ابوابها", True),
        ("مكتبة الفضاء", False),  # every word must be there
        ("فضاء", False),
    ],
)
def test_words_are_found_in_headline_and_text_in_any_spelling(desk_of: Desk, asked: str, found: bool) -> None:
    item = arrived()
    assert (shown(page(desk_of(EDITOR), f"q={asked}")) == [item.pk]) is found


def test_words_follow_the_newest_version_and_go_with_the_text(desk_of: Desk) -> None:
    item = arrived(ProviderFactory(no_archive=True, retention_days=2))
    take(Payload("x", newsml(version=2, paragraphs=("القاهرة (د ب أ) - نص آخر عن الجسور.",))), provider=item.provider)
    client = desk_of(EDITOR)
    assert shown(page(client, "q=الجسور")) == [item.pk]
    assert shown(page(client, "q=أبوابها")) == []
    retention.wipe(clock.now() + timedelta(days=3))
    assert shown(page(client, "q=الجسور")) == []


# The reading pane


def pane(client: Client, item: WireItem, query: str = "") -> str:
    return client.get(f"/desk/wires/item/{item.pk}/?{query}").content.decode()


def test_the_pane_shows_the_item_and_fences_what_is_not_for_readers(desk_of: Desk) -> None:
    item = arrived()
    record = item.record | {
        "ednote": "للاتصال بالمحرر 0100 555 777",
        "usage_terms": "للنشر في العالم العربي وحده",
        "rights": "الحقوق محفوظة للوكالة",
        "body": [{"type": "paragraph", "text": "نص الخبر"}, {"type": "subheading", "text": "عنوان بين الفقرات"}],
        "associations": [
            {"type": "picture", "headline": None, "caption": "واجهة المكتبة", "credit": "مصور الوكالة",
             "href": "https://pictures.agency.example/1.jpg"},
            {"type": "picture", "headline": None, "caption": "ثانية", "credit": None, "href": "javascript:alert(1)"},
        ],
    }  # fmt: skip
    WireItem.objects.filter(pk=item.pk).update(record=record, reasons=["جدول مواد"], publishable=False)
    text = pane(desk_of(EDITOR), item)
    note = text[text.index("wire-note--private") :]
    assert "ليس للنشر: ملاحظة الوكالة" in note
    assert "555" in note
    for words in ("عنوان بين الفقرات", "واجهة المكتبة", "مصور الوكالة", "للنشر في العالم العربي وحده", "جدول مواد"):
        assert words in text, words
    assert "<img" not in text  # nothing is fetched from an agency's host into an editor's browser
    assert 'href="javascript:' not in text
    assert 'value="draft"' not in text


def test_copy_is_shown_as_text_whatever_it_holds(desk_of: Desk) -> None:
    item = arrived(headline="<script>alert(1)</script> خبر", paragraphs=('نص "مع" <img src=x onerror=alert(1)>',))
    client = desk_of(EDITOR)
    for text in (page(client, f"state=open&item={item.pk}"), pane(client, item)):
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_any_two_versions_are_compared(desk_of: Desk) -> None:
    item = arrived(headline="الصيغة الأولى")
    for version, headline in ((2, "الصيغة الثانية"), (3, "الصيغة الثالثة")):
        take(Payload("x", newsml(version=version, headline=headline)), provider=item.provider)
    first, second = item.versions.order_by("pk").values_list("pk", flat=True)
    client = desk_of(EDITOR)
    text = pane(client, item)
    assert re.search(r"<del>.*الصيغة الثانية</del>", text)
    assert re.search(r"<ins>.*الصيغة الثالثة</ins>", text)
    text = pane(client, item, f"old={first}&new={second}")
    assert re.search(r"<del>.*الصيغة الأولى</del>", text)
    assert re.search(r"<ins>.*الصيغة الثانية</ins>", text)
    assert "<ins>" in page(client, f"state=open&item={item.pk}&old={first}&new=now")


def test_an_item_that_is_not_there(desk_of: Desk) -> None:
    client = desk_of(EDITOR)
    assert client.get("/desk/wires/item/4040/").status_code == 404
    assert client.get(f"{LIST}?item=4040").status_code == 404


def test_articles_made_from_an_item_and_alerts_about_them_are_linked(desk_of: Desk) -> None:
    item = arrived()
    article = actions.make_draft(item=item)
    take(Payload("x", newsml(version=2, headline="صيغة ثانية")), provider=item.provider)
    client = desk_of(EDITOR)
    text = pane(client, item)
    assert f"/desk/articles/edit/{article.pk}/" in text
    assert f"/desk/wire_alerts/page/{item.alerts.get().pk}/" in text
    listed = page(client)
    assert re.search(r"data-wire-alerts-count>1<", listed)
    assert live(client, cursor_of(listed)).json()["alerts"] == 1
    assert live(desk_of(REPORTER), "").json()["alerts"] == 0  # no right to see them


# Acts


def test_one_key_makes_a_draft(desk_of: Desk) -> None:
    item = arrived()
    answer = act(desk_of(REPORTER), "draft", item)
    article = Article.objects.get()
    assert answer.status_code == 200
    assert answer.json()["article"] == f"/desk/articles/edit/{article.pk}/"
    assert article.headline in answer.json()["message"]
    assert Lineage.objects.get().item == item


def test_several_become_one_draft_in_the_order_given(desk_of: Desk) -> None:
    provider = ProviderFactory()
    first, second = arrived(provider, guid="urn:1", headline="أول"), arrived(provider, guid="urn:2", headline="ثان")
    assert act(desk_of(EDITOR), "draft", second, first).status_code == 200
    assert Article.objects.get().headline == "ثان"
    assert Lineage.objects.count() == 2


def test_whoever_comes_second_is_shown_the_first_draft_before_making_another(desk_of: Desk, person: Person) -> None:
    item = arrived()
    actions.make_draft(item=item, user=person(EDITOR, first_name="ليلى", last_name="حداد"))
    client = desk_of(EDITOR)
    answer = act(client, "draft", item)
    assert answer.status_code == 409
    assert [use["by"] for use in answer.json()["uses"]] == ["ليلى حداد"]
    assert Article.objects.count() == 1
    assert act(client, "draft", item, again="1").status_code == 200
    assert Article.objects.count() == 2


def test_spike_and_take_back(desk_of: Desk) -> None:
    item = arrived()
    client = desk_of(EDITOR)
    answer = act(client, "spike", item)
    assert answer.json()["undo"] == [item.pk]
    assert shown(page(client)) == []
    act(client, "unspike", item)
    assert shown(page(client)) == [item.pk]


def test_a_person_says_what_is_one_event_and_what_is_not(desk_of: Desk) -> None:
    first, second = arrived(guid="urn:one"), arrived(guid="urn:two", headline="مدرسة جديدة في الواحة")
    client = desk_of(EDITOR)
    assert act(client, "join", first, second).json()["message"] == "صارت حدثًا واحدًا: خبران"
    text = page(client)
    assert (shown(text), shown(text, "2")) == ([second.pk], [first.pk])
    assert "هذا خبر حدث آخر" in client.get(f"/desk/wires/item/{first.pk}/").content.decode()
    assert act(client, "split", first).status_code == 200
    assert shown(page(client)) == [second.pk, first.pk]
    assert act(client, "split", first).status_code == 422
    assert act(desk_of(REPORTER), "join", first, second).status_code == 403


def test_what_cannot_be_done_is_said_in_arabic_and_changes_nothing(desk_of: Desk) -> None:
    provider = ProviderFactory()
    killed, spiked, closed, free = (arrived(provider, guid=f"urn:{name}") for name in "abcd")
    take(Payload("x", newsml("urn:a", 2, status="canceled")), provider=provider)
    actions.spike(item=spiked)
    WireItem.objects.filter(pk=closed.pk).update(publishable=False, reasons=["جدول مواد"])
    client = desk_of(EDITOR)
    for items, words in (
        ((killed,), "سحبت"), ((spiked,), "مستبعد"), ((closed,), "ليس للنشر"), ((free, killed), "سحبت"),
        ((), "حدّد خبرًا"),
    ):  # fmt: skip
        answer = act(client, "draft", *items)
        assert answer.status_code == 422, words
        assert words in answer.json()["message"]
    assert "سحبت" in act(client, "spike", free, killed).json()["message"]
    free.refresh_from_db()
    assert free.state == ItemState.NEW
    assert act(client, "dance", free).status_code == 400
    answer = act(desk_of(REPORTER), "spike", free)
    assert (answer.status_code, "الصلاحية" in answer.json()["message"]) == (403, True)
    assert not Article.objects.exists()
    gone = client.post(ACT, {"act": "draft", "items": "4040"}, headers={"accept": "application/json"})
    assert "لم يعد" in gone.json()["message"]


def test_acts_need_their_token(person: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person(EDITOR))
    item = arrived()
    assert act(client, "spike", item).status_code == 403
    assert client.post(VIEWS, {"act": "save", "name": "عرض"}).status_code == 403
    assert not WireView.objects.exists()


def test_everything_works_with_forms_alone(desk_of: Desk) -> None:
    provider = ProviderFactory()
    item, other = arrived(provider, guid="urn:1", urgency=2), arrived(provider, guid="urn:2", urgency=2)
    client = desk_of(EDITOR)
    text = page(client, f"urgency=3&item={item.pk}")
    assert 'id="wire-item-title"' in text
    answer = client.post(ACT, {"act": "draft", "items": item.pk, "urgency": "3"})
    assert answer["Location"] == f"{LIST}?urgency=3"
    question = client.post(ACT, {"act": "open", "items": [item.pk, other.pk], "urgency": "3"})
    assert question.status_code == 409
    assert "اصنع مسودة أخرى" in question.content.decode()
    answer = client.post(ACT, {"act": "open", "items": [item.pk, other.pk], "again": "1"})
    assert answer["Location"].startswith("/desk/articles/edit/")
    answer = client.post(ACT, {"act": "spike", "items": other.pk}, follow=True)
    assert "استُبعد" in answer.content.decode()


# Saved views


def saved(client: Client, **form: str) -> Any:
    return client.post(VIEWS, form)


def test_a_view_is_saved_opened_renamed_and_deleted(desk_of: Desk) -> None:
    client = desk_of(REPORTER)
    answer = saved(client, act="save", name="  العاجل  ", urgency="3", state="open")
    view = WireView.objects.get()
    assert (view.name, view.query) == ("العاجل", {"urgency": "3"})
    address = urlsplit(answer["Location"])
    assert parse_qs(address.query) == {"urgency": ["3"], "view": [str(view.pk)]}
    assert "العاجل" in page(client)
    saved(client, act="change", view=str(view.pk), name="الطارئ", shared="1")
    view.refresh_from_db()
    assert (view.name, view.shared) == ("الطارئ", True)
    saved(client, act="delete", view=str(view.pk))
    assert not WireView.objects.exists()


def test_a_shared_view_is_seen_by_all_and_changed_by_its_owner_alone(desk_of: Desk, person: Person) -> None:
    owner = desk_of(EDITOR)
    saved(owner, act="save", name="خاص", urgency="1")
    saved(owner, act="save", name="للجميع", urgency="2", shared="1")
    colleague = desk_of(EDITOR)
    text = page(colleague)
    assert "للجميع" in text
    assert "خاص" not in text
    private, shared = WireView.objects.get(name="خاص"), WireView.objects.get(name="للجميع")
    assert saved(colleague, act="delete", view=str(private.pk)).status_code == 404
    assert saved(colleague, act="first", view=str(private.pk)).status_code == 404
    assert WireView.objects.count() == 2
    assert saved(colleague, act="delete", view=str(shared.pk)).status_code == 302
    assert saved(colleague, act="change", view=str(shared.pk), name="لي").status_code == 302
    assert WireView.objects.filter(pk=shared.pk, name="للجميع").exists()


def test_the_desk_opens_with_the_view_one_chose(desk_of: Desk) -> None:
    client = desk_of(EDITOR)
    assert client.get(LIST).status_code == 200
    saved(client, act="save", name="العاجل", urgency="3")
    saved(client, act="save", name="الثقافة", subject="ثقافة")
    urgent, culture = WireView.objects.get(name="العاجل"), WireView.objects.get(name="الثقافة")
    for view in (urgent, culture):
        saved(client, act="first", view=str(view.pk))
    assert client.get(LIST)["Location"] == f"{LIST}?subject=%D8%AB%D9%82%D8%A7%D9%81%D8%A9&view={culture.pk}"
    assert client.get(f"{LIST}?state=open").status_code == 200  # the way to everything
    saved(client, act="not_first", view=str(culture.pk))
    assert client.get(LIST).status_code == 200


def test_each_view_says_how_much_is_new_in_it_until_it_is_opened(desk_of: Desk) -> None:
    client = desk_of(EDITOR)
    saved(client, act="save", name="العاجل", urgency="3")
    view = WireView.objects.get()
    provider = ProviderFactory()
    arrived(provider, guid="urn:1", urgency=2)
    arrived(provider, guid="urn:2", urgency=7)
    assert live(client, "").json()["views"] == {str(view.pk): 1}
    page(client, f"urgency=3&view={view.pk}")
    assert live(client, "").json()["views"] == {str(view.pk): 0}
    assert WireViewUse.objects.count() == 1


@pytest.mark.parametrize(("name", "words"), [("", "اكتب اسمًا"), ("   ", "اكتب اسمًا"), ("س" * 61, "أطول")])
def test_a_name_that_will_not_do_is_refused(desk_of: Desk, name: str, words: str) -> None:
    answer = desk_of(EDITOR).post(VIEWS, {"act": "save", "name": name, "urgency": "3"}, follow=True)
    assert words in answer.content.decode()
    assert not WireView.objects.exists()


def test_a_name_given_twice(desk_of: Desk) -> None:
    client = desk_of(EDITOR)
    saved(client, act="save", name="عرض", urgency="3")
    saved(client, act="save", name="عرض", urgency="5")
    assert WireView.objects.get().query == {"urgency": "5"}
    saved(client, act="save", name="آخر", urgency="1")
    other = WireView.objects.get(name="آخر")
    text = client.post(VIEWS, {"act": "change", "view": other.pk, "name": "عرض"}, follow=True).content.decode()
    assert "عندك عرض آخر" in text

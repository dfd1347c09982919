"""The wire desk over HTTP: the list, one event as one row, filters, the reading pane, and who may see them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.factories.articles import SectionFactory
from tests.factories.wires import FeedFactory, ProviderFactory, arrived, newsml
from tests.integration.accounts.conftest import desk_of, person
from tests.integration.desk.wire_pages import (
    ADMINISTRATOR,
    AFP_LINE,
    EDITOR,
    LIST,
    LIVE,
    REPORTER,
    Desk,
    act,
    cursor_of,
    event_of,
    live,
    page,
    shown,
)

from khabar.accounts.enums import RoleCode
from khabar.articles.models import Agency
from khabar.core import clock
from khabar.ingest import actions, listing, retention
from khabar.ingest.models import WireEvent, WireItem
from khabar.ingest.states import ItemState
from khabar.ingest.store import Payload, take

pytestmark = pytest.mark.django_db
__all__ = ["desk_of", "person"]


NEWSROOM = [role for role in RoleCode if role is not RoleCode.ADVERTISING]


# The list


def test_who_sells_ads_does_not_read_wires(desk_of: Desk) -> None:
    assert desk_of(RoleCode.ADVERTISING).get(LIST).status_code == 302


@pytest.mark.parametrize("role", [None, *NEWSROOM])
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
     "q=%00", "subject=%00", "desk=%00", "before=%00"],
)  # fmt: skip
def test_filters_that_make_no_sense_are_left_aside(desk_of: Desk, query: str) -> None:
    item = arrived()
    assert shown(page(desk_of(EDITOR), query)) == [item.pk]


@pytest.mark.parametrize("query", ["q=%22%27)(*%26|", "q=AND OR NOT", "q=و", "subject=" + "x" * 500])
def test_what_stands_in_no_item_finds_none_whatever_signs_it_has(desk_of: Desk, query: str) -> None:
    arrived()
    assert shown(page(desk_of(EDITOR), query)) == []


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

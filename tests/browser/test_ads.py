"""Ads as readers meet them: marked, with their room kept, counted when seen, shut in, and absent where they must be."""

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.browser.desk import log_in
from tests.browser.test_accessibility import violations
from tests.factories.ads import DESKTOP_AGENT, PHONE_AGENT
from tests.running import Newsroom, copy_of

OWN = "عسل الجبل"
"""The picture that one test alone sees and clicks."""
ROOT = Path(__file__).parents[2]
_SHIFTS = """() => { window.shifts = 0; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifts += entry.value;
}).observe({ type: "layout-shift", buffered: true }); }"""


@dataclass
class Portal:
    """A running newsroom with ads, and where its stories are."""

    newsroom: Newsroom
    address: str
    stories: dict[str, str]

    def at(self, story: str) -> str:
        return self.address + self.stories[story]

    def counts(self, alt: str) -> tuple[int, int]:
        """How often a picture was seen and clicked in the middle of stories."""
        query = """select coalesce(sum(seen), 0), coalesce(sum(clicks), 0) from ads_count
            join ads_creative on ads_creative.id = creative_id where position = 'middle' and alt = ?"""
        with sqlite3.connect(self.newsroom.data / "khabar.sqlite3") as database:
            seen, clicks = database.execute(query, [alt]).fetchone()
            return seen, clicks


@pytest.fixture(scope="module")
def portal(empty_newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    newsroom = copy_of(empty_newsroom, tmp_path_factory.mktemp("ads") / "data")
    with newsroom.serving() as address:
        made = subprocess.run(
            [sys.executable, "-m", "tests.browser.ads_material"],
            env=newsroom.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        yield Portal(newsroom, address, json.loads(made.stdout))


def open_page(chromium: Browser, *, width: int = 1280, agent: str = DESKTOP_AGENT, **options: Any) -> Page:
    """A page in a browser that is no program: programs are not counted."""
    context = chromium.new_context(
        viewport={"width": width, "height": 850}, user_agent=agent, locale="ar-EG", **options
    )
    return context.new_page()


def beacons(page: Page, act: str) -> list[Request]:
    """The beacons that the page sends from now on."""
    told: list[Request] = []
    page.on("request", lambda request: told.append(request) if f"/ads/{act}?" in request.url else None)
    return told


def _wait_for_one(page: Page, told: list[Any]) -> None:
    """Wait for the first request, and a moment more, in which a second could come."""
    for _ in range(600):
        if told:
            break
        page.wait_for_timeout(100)
    page.wait_for_timeout(300)


# Two readers, with a browser each: a second click of one reader within ten seconds is the same click.
@pytest.mark.parametrize(("width", "agent"), [(1280, DESKTOP_AGENT), (390, PHONE_AGENT)], ids=["1280", "390"])
def test_an_ad_is_marked_keeps_its_room_and_is_counted_once_it_is_seen(
    chromium: Browser, portal: Portal, width: int, agent: str
) -> None:
    page = open_page(chromium, width=width, agent=agent)
    seen, clicks = beacons(page, "seen"), beacons(page, "click")
    before = portal.counts(OWN)
    held: list[Route] = []
    page.route("**/ads/list/**", lambda route: held.append(route))
    page.add_init_script(f"({_SHIFTS})()")
    page.goto(portal.at("counted"), wait_until="load")
    slot = page.locator("[data-place=middle]")
    expect(slot.get_by_text("إعلان", exact=True)).to_be_visible()
    room = slot.bounding_box()
    assert room is not None
    assert room["height"] > 250
    _wait_for_one(page, held)
    assert slot.bounding_box() == room
    held[0].continue_()
    expect(slot.locator("img")).to_have_attribute("alt", OWN)
    assert slot.bounding_box() == room
    page.wait_for_timeout(1300)
    assert seen == [], "loaded is not seen"
    with page.expect_request(re.compile(r"/ads/seen\?")):
        slot.scroll_into_view_if_needed()
    assert page.evaluate("shifts") == 0
    with page.context.expect_page() as opened:
        slot.locator("a").click()
    opened.value.close()
    _wait_for_one(page, clicks)
    assert (len(seen), len(clicks)) == (1, 1)
    for _ in range(300):
        if portal.counts(OWN) == (before[0] + 1, before[1] + 1):
            break
        page.wait_for_timeout(200)
    assert portal.counts(OWN) == (before[0] + 1, before[1] + 1)
    page.context.close()


def test_a_reader_who_saw_it_often_enough_sees_it_no_more_and_nothing_is_kept_but_that(
    chromium: Browser, portal: Portal
) -> None:
    page = open_page(chromium)
    page.goto(portal.at("first"))
    slot = page.locator("[data-place=middle]")
    expect(slot.locator("img")).to_have_count(1)
    with page.expect_request(re.compile(r"/ads/seen\?")):
        slot.scroll_into_view_if_needed()
    page.reload()  # where the reader was: the room stays
    expect(slot).to_have_class("ad ad--rectangle ad--quiet")
    assert slot.locator("img").count() == 0
    page = page.context.new_page()  # at the head of the page: the room goes, below the window
    page.goto(portal.at("first"))
    expect(page.locator("[data-place=middle]")).to_have_class("ad ad--rectangle ad--gone")
    assert page.context.cookies() == []
    kept = json.loads(page.evaluate("localStorage['khabar-ads']"))
    assert [len(times) for times in kept.values()] == [1]
    page.context.close()


def test_an_ad_that_fails_leaves_the_page_whole(chromium: Browser, portal: Portal) -> None:
    page = open_page(chromium)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(f"({_SHIFTS})()")
    page.goto(portal.address)
    slot = page.locator("[data-place=top]")
    expect(slot).to_have_class("ad ad--banner ad--quiet")
    expect(slot.get_by_text("إعلان", exact=True)).to_be_hidden()
    expect(page.get_by_role("link", name="مهرجان الخبز يبدأ غدًا").first).to_be_visible()
    assert page.evaluate("shifts") == 0
    assert errors == []
    page.context.close()


def test_a_server_that_does_not_answer_leaves_the_page_whole(chromium: Browser, portal: Portal) -> None:
    page = open_page(chromium)
    page.route("**/ads/list/**", lambda route: route.abort())
    page.goto(portal.at("first"))
    expect(page.locator("[data-place=middle]")).to_have_class("ad ad--rectangle ad--gone")
    expect(page.locator(".story__body p").nth(5)).to_be_visible()
    page.context.close()


def test_a_sensitive_story_asks_for_nothing(chromium: Browser, portal: Portal) -> None:
    page = open_page(chromium)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "ads" in request.url else None)
    page.goto(portal.at("sensitive"), wait_until="networkidle")
    expect(page.locator("h1")).to_have_text("عزاء في الحي القديم")
    assert page.get_by_text("إعلان", exact=True).count() == 0
    assert asked == []
    page.context.close()


def test_an_html_ad_reaches_neither_the_page_nor_the_network_and_its_clicks_count(
    chromium: Browser, portal: Portal
) -> None:
    page = open_page(chromium)
    clicks = beacons(page, "click")
    page.goto(portal.at("framed"))
    slot = page.locator("[data-place=foot]")
    slot.scroll_into_view_if_needed()
    inside = page.frame_locator("[data-place=foot] iframe").locator("body")
    expect(inside).to_have_attribute("data-got", "null")
    assert page.url == portal.at("framed")
    with page.context.expect_page() as opened:
        inside.get_by_role("link").click()
    opened.value.close()
    _wait_for_one(page, clicks)
    assert len(clicks) == 1
    page.context.close()


def test_without_scripts_only_the_house_ad_is_there(chromium: Browser, portal: Portal) -> None:
    page = open_page(chromium, width=390, java_script_enabled=False)
    page.goto(portal.at("first"))
    expect(page.locator("[data-place=middle]")).to_be_hidden()
    expect(page.locator("[data-place=foot] img")).to_be_visible()
    expect(page.locator("[data-place=foot] img")).to_have_attribute("alt", "اكتب لنا")
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_ads_are_accessible_and_reached_by_keyboard(chromium: Browser, portal: Portal, scheme: str) -> None:
    for story in ("first", "framed"):
        page = open_page(chromium, color_scheme=scheme)
        page.goto(portal.at(story))
        slot = page.locator("[data-place=foot]")
        slot.scroll_into_view_if_needed()
        expect(slot.locator("img, iframe")).to_have_count(1)
        assert violations(page) == []
        if story == "first":
            page.locator(".story__body").click(position={"x": 5, "y": 5})
            for _ in range(12):
                page.keyboard.press("Tab")
                if page.evaluate("Boolean(document.activeElement.closest('[data-place=foot]'))"):
                    break
            assert page.evaluate("document.activeElement.querySelector('img').alt") == "اكتب لنا"
        page.context.close()


def test_the_demo_edition_shows_what_an_ad_looks_like(chromium: Browser, site: str) -> None:
    page = open_page(chromium)
    page.goto(site)
    headline = page.locator(".card__headline a").first
    story = headline.get_attribute("href") or ""
    headline.click()
    page.wait_for_url(f"{site}{story}")  # whole, or the last of its ads is not there yet
    ad = page.get_by_role("group", name="إعلان").last
    ad.scroll_into_view_if_needed()
    expect(ad.get_by_role("img", name="هذا المكان لإعلانك")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("form", ["ad-creatives", "ad-campaigns"])
def test_a_form_at_the_desk_is_no_wider_than_a_phone(chromium: Browser, portal: Portal, form: str) -> None:
    page = open_page(chromium, width=390)
    log_in(page, portal.address)
    page.goto(f"{portal.address}/desk/{form}/add/")
    boxes = [field.bounding_box() for field in page.locator(".w-field:visible, .w-field select:visible").all()]
    assert boxes
    assert [box for box in boxes if box and not (box["x"] >= 0 and box["x"] + box["width"] <= 390)] == []
    page.context.close()

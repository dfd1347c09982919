"""Things of other sites: nothing is asked of them before a reader clicks, and their frame takes the card's place."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import _page
from tests.browser.desk import log_in
from tests.browser.test_accessibility import violations
from tests.running import Newsroom, copy_of

_PLACE = "text => text.getBoundingClientRect().top - text.closest('.embed').getBoundingClientRect().top"
PLAYED = "<!doctype html><html lang='ar'><title>x</title><p>المشغل"


@pytest.fixture(scope="module")
def made(empty_newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A newsroom of its own with such stories: its address, and where the story is."""
    newsroom = copy_of(empty_newsroom, tmp_path_factory.mktemp("embeds") / "data")
    filled = subprocess.run(
        [sys.executable, "-m", "tests.browser.embeds_material"],
        env=newsroom.environment, capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    with newsroom.serving("--no-demo") as site:
        story = json.loads(filled.stdout)
        yield {"site": site, "story": site + story["path"], "lite": f"{site}/lite{story['path']}", "pk": story["pk"]}


@pytest.fixture(params=[("light", 1280), ("dark", 390)], ids=["desktop", "phone-dark"])
def reader(chromium: Browser, request: Any) -> Iterator[tuple[Page, list[str]]]:
    """A page, and the addresses of other hosts that it asks for; other hosts answer with a page of ours."""
    scheme, width = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, locale="ar-EG", service_workers="block", color_scheme=scheme
    )
    asked: list[str] = []

    def others(route: Any) -> None:
        asked.append(route.request.url)
        route.fulfill(body=PLAYED, content_type="text/html; charset=utf-8")

    context.route(lambda url: "://localhost" not in url and url.startswith("http"), others)
    for page in _page(context):
        yield page, asked


def test_nothing_is_asked_of_others_before_the_click(made: dict[str, Any], reader: tuple[Page, list[str]]) -> None:
    page, asked = reader
    page.goto(made["story"])
    cards = page.locator(".embed")
    expect(cards).to_have_count(4)
    for card in cards.all():
        card.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert asked == []
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    film = cards.first
    expect(film).to_contain_text("بالنقر يُحمَّل من الموقع youtube.com")
    below = film.locator(".linkout__text")
    stands = below.evaluate(_PLACE)
    film.get_by_role("button").focus()
    page.keyboard.press("Enter")
    frame = page.frame_locator(".embed iframe").first
    expect(frame.locator("p")).to_have_text("المشغل")
    assert [url.split("?")[0] for url in asked] == ["https://www.youtube-nocookie.com/embed/a1B2c3"]
    assert film.locator("iframe").get_attribute("title") == "جولة في الميناء قبل افتتاحه HD 2026"
    assert below.evaluate(_PLACE) == stands
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"


def test_the_picture_can_be_clicked_too(made: dict[str, Any], reader: tuple[Page, list[str]]) -> None:
    page, asked = reader
    page.goto(made["story"])
    page.locator(".embed__stage--upright img").click(position={"x": 20, "y": 20})
    expect(page.frame_locator(".embed__stage--upright iframe").locator("p")).to_have_text("المشغل")
    assert page.url == made["story"]
    assert asked == ["https://www.youtube-nocookie.com/embed/z9"]


def test_without_scripts_there_are_links(made: dict[str, Any], phone_without_scripts: Page) -> None:
    for address in (made["story"], made["lite"]):
        phone_without_scripts.goto(address)
        expect(phone_without_scripts.get_by_role("button", name="هنا")).to_have_count(0)
        link = phone_without_scripts.get_by_role("link", name="جولة في الميناء")
        assert link.get_attribute("href") == "https://www.youtube.com/watch?v=a1B2c3"


def test_the_desk_says_why_there_is_only_a_link(made: dict[str, Any], desktop: Page) -> None:
    log_in(desktop, made["site"])
    desktop.goto(f"{made['site']}/desk/articles/edit/{made['pk']}/")
    expect(desktop.locator(".desk-embeds")).to_contain_text("لم يعد موجودًا")
    desktop.get_by_role("link", name="الحال وإعادة السؤال").click()
    expect(desktop.locator(".desk-embeds")).to_contain_text("films.example")
    for scheme in ("light", "dark"):
        desktop.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert violations(desktop) == []
    desktop.get_by_role("button", name="اسأل المواقع الآن").click()
    expect(desktop.locator(".messages")).to_contain_text("ستُسأل المواقع الآن")

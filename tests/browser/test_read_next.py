"""A reader reads on: the reading is told after some seconds, the most read appear, their tabs work without script."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import violations

AGENT = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"


@pytest.fixture(scope="module")
def story(site: str, lead: str, chromium: Browser) -> str:
    """The address of a story that was read, once the rankings have it."""
    address = lead
    context = chromium.new_context(user_agent=AGENT, locale="ar-EG")
    page = context.new_page()
    with page.expect_response(lambda answer: "/seen/" in answer.url) as seen:
        page.goto(address)
    assert seen.value.status == 204
    for _ in range(90):
        page.goto(f"{site}/most-read/framed/")
        if page.locator(".ranks").count():
            break
        page.wait_for_timeout(1_000)
    context.close()
    return address


def test_the_lists_come_when_their_place_comes_near(phone: Page, story: str) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(story)
    assert not any("/most-read/box/" in url for url in asked)
    phone.locator("[data-most-read]").scroll_into_view_if_needed()
    expect(phone.locator(".ranks__list").first).to_be_visible()
    headline = phone.locator("h1").inner_text()
    expect(phone.locator(".ranks__list").first).to_contain_text(headline)
    assert violations(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_tabs_work_by_keyboard_and_without_script(phone_without_scripts: Page, story: str, site: str) -> None:
    page = phone_without_scripts
    page.goto(story)
    frame = page.frame_locator("iframe.most__frame")
    expect(frame.locator(".ranks__list").first).to_be_visible()
    page.goto(site)
    lists = page.locator(".ranks__list")
    expect(lists.nth(0)).to_be_visible()
    page.locator("#ranks-hour").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#ranks-day")).to_be_checked()
    expect(lists.nth(0)).to_be_hidden()
    expect(lists.nth(1)).to_be_visible()
    page.get_by_role("link", name="الأكثر قراءة").click()
    page.get_by_role("link", name="الأسبوع").click()
    expect(page.locator("h1")).to_have_text("الأكثر قراءة هذا الأسبوع")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible(desktop: Page, story: str, site: str, scheme: str) -> None:
    desktop.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    desktop.goto(story)
    topic = desktop.locator("a[href^='/topic/']").first.get_attribute("href")
    for path in ("/most-read/", "/", f"{topic}timeline/", "/most-read/framed/"):
        desktop.goto(site + path)
        assert violations(desktop) == [], path


def test_a_running_story_can_be_read_from_its_beginning(phone: Page, story: str, site: str) -> None:
    phone.goto(story)
    phone.locator("a[href^='/topic/']").first.click()
    phone.get_by_role("link", name="ماذا حدث: القصة يومًا بيوم").click()
    phone.wait_for_url("**/timeline/")
    newest = phone.locator(".timeline h3").all_inner_texts()
    phone.get_by_role("link", name="من البداية").click()
    phone.wait_for_url("**order=oldest**")
    assert sorted(phone.locator(".timeline h3").all_inner_texts()) == sorted(newest)

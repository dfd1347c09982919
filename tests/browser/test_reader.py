"""A reader on a phone: opens the front page, reads, searches with a misspelling, with and without scripts."""

import re

from playwright.sync_api import Page, expect


def _first_story(page: Page, site: str) -> str:
    page.goto(site)
    headline = page.locator("main h2 a, main h3 a").first
    text = headline.inner_text().strip()
    href = headline.get_attribute("href") or ""
    headline.click()
    page.wait_for_url(f"{site}{href}")  # whole
    return text


def test_from_the_front_page_to_a_story_and_back(phone: Page, site: str) -> None:
    headline = _first_story(phone, site)
    expect(phone.locator("h1")).to_have_text(headline)
    assert phone.locator("article p").count() >= 3
    phone.go_back()
    expect(phone).to_have_url(f"{site}/")


def test_nothing_is_wider_than_the_phone(phone: Page, site: str) -> None:
    for path in ("/", "/search/?q=المدينة", "/archive/"):
        phone.goto(site + path)
        assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path


def test_a_story_reads_whole_without_scripts(phone_without_scripts: Page, site: str) -> None:
    headline = _first_story(phone_without_scripts, site)
    expect(phone_without_scripts.locator("h1")).to_have_text(headline)
    expect(phone_without_scripts.locator("time").first).to_have_attribute("datetime", re.compile(r"^\d{4}-\d\d-\d\dT"))
    assert len(phone_without_scripts.locator("article").first.inner_text()) > 500


def test_a_misspelt_search_still_finds_and_marks(phone: Page, site: str) -> None:
    phone.goto(f"{site}/search/")
    phone.locator("main input[name=q], input[name=q]").last.fill("المدينه")
    phone.keyboard.press("Enter")
    expect(phone.locator("mark").first).to_be_visible()


def test_a_search_that_finds_nothing_is_no_dead_end(phone: Page, site: str) -> None:
    phone.goto(f"{site}/search/?q=قققككك")
    assert phone.locator("main a").count() >= 3


def test_no_cookie_is_set_on_public_pages(phone: Page, site: str) -> None:
    _first_story(phone, site)
    phone.goto(f"{site}/search/?q=المدينة")
    assert phone.context.cookies() == []


def test_an_article_costs_at_most_45_kb_without_its_pictures_and_does_not_shift(phone: Page, site: str) -> None:
    sizes: dict[str, int] = {}
    phone.on(
        "requestfinished",
        lambda request: (
            sizes.update({request.url: request.sizes()["responseBodySize"]})
            if request.resource_type != "image"
            else None
        ),
    )
    phone.goto(site)
    address = phone.locator("main h2 a, main h3 a").first.get_attribute("href") or ""
    phone.context.clear_cookies()
    phone.goto("about:blank")
    sizes.clear()
    client = phone.context.new_cdp_session(phone)
    client.send("Network.enable")
    client.send("Network.setCacheDisabled", {"cacheDisabled": True})
    phone.goto(site + address, wait_until="networkidle")
    assert 0 < sum(sizes.values()) <= 45 * 1024, sizes
    shift = phone.evaluate(
        """() => new Promise(resolve => {
            let sum = 0;
            new PerformanceObserver(list => {
                for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
            }).observe({type: 'layout-shift', buffered: true});
            setTimeout(() => resolve(sum), 500);
        })"""
    )
    assert shift == 0

"""The search box by keyboard, for screen readers, on a phone and without JavaScript; what the desk decides."""

import json
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import log_in
from tests.browser.test_accessibility import violations


def typed(page: Page, address: str, text: str, box: str = "#head-search") -> None:
    """Write into the box and wait for the list: of the whole text, as its beginning is not asked for."""
    page.goto(address)
    page.locator(box).focus()
    expect(page.locator(box)).to_have_attribute("role", "combobox")
    with page.expect_response(lambda answer: answer.url.endswith(f"?q={quote(text)}")):
        page.keyboard.insert_text(text)
    expect(page.get_by_role("listbox")).to_be_visible()


def test_suggestions_are_walked_through_by_keyboard_and_entered(desktop: Page, site: str) -> None:
    typed(desktop, site, "رياض")
    box = desktop.get_by_role("combobox", name=re.compile("ابحث في"))
    assert box.get_attribute("aria-expanded") == "true"
    assert box.get_attribute("aria-controls") == desktop.get_by_role("listbox").get_attribute("id")
    assert box.get_attribute("aria-activedescendant") is None
    options = desktop.get_by_role("option")
    count = options.count()
    assert count > 1
    expect(desktop.get_by_role("listbox").get_by_role("group", name="الأقسام")).to_be_visible()
    expect(desktop.locator(".masthead__search [role=status]")).to_have_text(re.compile("اقتراح"))
    for key, place in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", count - 1), ("ArrowDown", 0)):
        desktop.keyboard.press(key)
        assert options.nth(place).get_attribute("aria-selected") == "true"
        assert box.get_attribute("aria-activedescendant") == options.nth(place).get_attribute("id")
        assert desktop.locator("[aria-selected=true]").count() == 1
    expect(box).to_be_focused()
    assert violations(desktop) == []
    desktop.keyboard.press("Home")
    assert box.get_attribute("aria-activedescendant") is None
    desktop.keyboard.press("ArrowDown")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url(re.compile(r"/%D8%B1%D9%8A%D8%A7%D8%B6%D8%A9/$"))


def test_escape_closes_then_empties_and_alt_with_arrows_opens_and_closes(desktop: Page, site: str) -> None:
    typed(desktop, site, "رياض")
    box, listbox = desktop.locator("#head-search"), desktop.get_by_role("listbox")
    desktop.keyboard.press("Escape")
    expect(listbox).to_be_hidden()
    expect(box).to_have_value("رياض")
    desktop.keyboard.press("Alt+ArrowDown")
    expect(listbox).to_be_visible()
    assert box.get_attribute("aria-activedescendant") is None
    desktop.keyboard.press("Alt+ArrowUp")
    expect(listbox).to_be_hidden()
    desktop.keyboard.press("Escape")
    expect(box).to_have_value("")
    assert box.get_attribute("aria-expanded") == "false"


def test_enter_without_a_choice_searches_and_leaving_the_box_closes_the_list(desktop: Page, site: str) -> None:
    typed(desktop, site, "رياض")
    desktop.keyboard.press("Tab")
    expect(desktop.get_by_role("listbox")).to_be_hidden()
    desktop.locator("#head-search").press("Enter")
    desktop.wait_for_url(re.compile(r"/search/\?q="))


def test_nothing_is_asked_while_an_input_method_composes(desktop: Page, site: str) -> None:
    asked: list[str] = []
    desktop.on("request", lambda request: asked.append(request.url) if "/suggest/" in request.url else None)
    desktop.goto(site)
    desktop.locator("#head-search").focus()
    expect(desktop.locator("#head-search")).to_have_attribute("role", "combobox")
    compose = """value => {
      const box = document.querySelector('#head-search');
      box.dispatchEvent(new CompositionEvent('compositionstart'));
      box.value = value;
      box.dispatchEvent(new InputEvent('input', {isComposing: true, bubbles: true}));
    }"""
    desktop.evaluate(compose, "رياض")
    desktop.wait_for_timeout(300)
    assert asked == []
    desktop.evaluate("document.querySelector('#head-search').dispatchEvent(new CompositionEvent('compositionend'))")
    expect(desktop.get_by_role("listbox")).to_be_visible()
    assert len(asked) == 1


def test_a_server_that_does_not_answer_leaves_a_plain_form(desktop: Page, site: str) -> None:
    desktop.route("**/search/suggest/**", lambda route: route.fulfill(status=429, body="later"))
    desktop.goto(site)
    with desktop.expect_response(lambda answer: answer.url.endswith(f"?q={quote('رياض')}")):
        desktop.locator("#head-search").press_sequentially("رياض", delay=30)
    desktop.wait_for_timeout(400)
    assert desktop.get_by_role("listbox").count() == 0
    desktop.keyboard.press("Enter")
    desktop.wait_for_url(re.compile(r"/search/\?q="))


def test_an_article_costs_little_javascript_and_the_suggestions_none_until_they_are_wanted(
    desktop: Page, site: str
) -> None:
    sizes = """() => performance.getEntriesByType("resource")
      .filter((one) => one.initiatorType === "script" || one.name.endsWith(".js"))
      .map((one) => [one.name, one.encodedBodySize])"""
    desktop.goto(site)
    desktop.goto(site + (desktop.locator("main h2 a, main h3 a").first.get_attribute("href") or ""))
    desktop.wait_for_load_state("networkidle")
    assert not any("suggest" in name for name, _ in desktop.evaluate(sizes))
    desktop.locator("#head-search").focus()
    expect(desktop.locator("#head-search")).to_have_attribute("role", "combobox")
    scripts = desktop.evaluate(sizes)
    assert any("suggest" in name for name, _ in scripts)
    assert 0 < sum(size for _, size in scripts) <= 12 * 1024


def test_on_a_phone_a_suggestion_is_touched(phone: Page, site: str) -> None:
    typed(phone, f"{site}/search/", "رياض", "#q")
    option = phone.get_by_role("option").first
    size = option.bounding_box()
    assert size is not None
    assert size["height"] >= 44
    assert size["x"] >= 0
    assert size["x"] + size["width"] <= 390
    assert violations(phone) == []
    option.tap()
    phone.wait_for_url(re.compile(r"/%D8%B1%D9%8A%D8%A7%D8%B6%D8%A9/$"))


def test_without_javascript_the_box_is_a_form(phone_without_scripts: Page, site: str) -> None:
    phone_without_scripts.goto(f"{site}/search/")
    box = phone_without_scripts.locator("#q")
    assert box.get_attribute("role") is None
    assert box.get_attribute("maxlength") == "2000"
    box.fill("المدينة")
    box.press("Enter")
    expect(phone_without_scripts.locator("p.count")).to_have_text(re.compile("نتيجة|نتائج|نتيجتان"))


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_of_results_stays_inside_the_window(desktop: Page, site: str, width: int) -> None:
    desktop.set_viewport_size({"width": width, "height": 844})
    for query in ("المدينة", "زقزقة «القمر الأخضر»", "ا" * 300, "GPT-4 و Windows 11 عام 2026"):
        desktop.goto(f"{site}/search/?q={query}")
        assert desktop.evaluate("document.documentElement.scrollWidth <= innerWidth"), query


def test_what_the_desk_pins_and_tells_to_mean_the_same_takes_effect(desktop: Page, site: str) -> None:
    desktop.goto(f"{site}/search/?q=شلنبوح")
    expect(desktop.locator(".empty")).to_be_visible()
    log_in(desktop, site)

    reported = desktop.locator("main table tr", has_text="شلنبوح")
    for _ in range(90):  # the background process counts every five seconds
        desktop.goto(f"{site}/desk/reports/searches/empty/")
        if reported.count():
            break
        desktop.wait_for_timeout(1000)
    assert violations_of_our_own(desktop) == []
    reported.get_by_role("link", name="أضف مرادفًا").click()
    words = desktop.locator("input[name=words]")
    expect(words).to_have_value("شلنبوح")
    words.fill("شلنبوح، المدينة")
    desktop.get_by_role("button", name="حفظ").first.click()
    desktop.wait_for_url(re.compile("/desk/search-synonyms/$"))
    desktop.goto(f"{site}/search/?q=شلنبوح")
    expect(desktop.locator("p.count")).to_be_visible()

    story = json.loads(desktop.request.get(f"{site}/search/?q=المدينة&format=json").body())["hits"][-1]
    desktop.goto(f"{site}/desk/search-pins/add/?query=المدينه")
    desktop.get_by_role("button", name="اختيار خبر").first.click()
    dialog = desktop.get_by_role("dialog")
    dialog.locator("input[name=q]").fill(story["headline"])
    dialog.get_by_role("link", name=story["headline"]).first.click()
    expect(dialog).to_be_hidden()
    desktop.get_by_role("button", name="حفظ").first.click()
    desktop.wait_for_url(re.compile(r"/desk/search-pins/$"))
    desktop.goto(f"{site}/search/?q=المدينة")
    expect(desktop.locator(".pinned h2 a")).to_have_text(story["headline"])
    assert violations(desktop) == []


def violations_of_our_own(page: Page) -> list[str]:
    """What axe finds in the table; the rest of the page is Wagtail's."""
    return [found for found in violations(page) if "search-pins" in found or "search-synonyms" in found]

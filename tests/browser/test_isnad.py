"""The isnad of a story in a real browser: quiet, off at a click, by keyboard, without scripts, on paper, on a phone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import violations


def open_lead(page: Page, lead: str) -> None:
    """Open the demo edition's lead, whose statements an editor has accepted."""
    page.goto(lead)
    expect(page.locator("#isnad")).to_have_count(1)


def expect_underlined(page: Page, yes: bool) -> None:
    expect(page.locator(".said").first).to_have_css("text-decoration-line", "underline" if yes else "none")


def test_the_panel_is_one_line_until_it_is_opened(phone: Page, lead: str) -> None:
    open_lead(phone, lead)
    summary = phone.locator("#isnad summary")
    box = summary.bounding_box()
    assert box is not None
    assert 44 <= box["height"] < 60
    expect(phone.locator(".isnad__map")).to_be_hidden()
    summary.tap()
    expect(phone.locator(".isnad__map")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_one_tap_turns_the_marks_off_and_the_choice_is_remembered(phone: Page, lead: str) -> None:
    open_lead(phone, lead)
    expect_underlined(phone, True)
    phone.locator(".isnad__switch").tap()
    expect_underlined(phone, False)
    assert "none" in phone.locator(".said__sign").first.evaluate("sign => getComputedStyle(sign).background")
    phone.reload()
    expect_underlined(phone, False)
    expect(phone.locator("[data-said-switch]")).not_to_be_checked()
    phone.locator(".isnad__switch").tap()
    expect_underlined(phone, True)
    phone.reload()
    expect_underlined(phone, True)


def test_a_tap_on_a_statement_says_who_said_it_where_it_stands(phone: Page, lead: str) -> None:
    open_lead(phone, lead)
    words = phone.locator("#q2")
    words.tap()
    note = phone.locator(".said-note")
    expect(note).to_contain_text("رنيم الشابي")
    expect(note).to_contain_text("إذاعة المدار")
    assert phone.evaluate("document.querySelector('.said-note').closest('p').contains(document.querySelector('#q2'))")
    phone.locator("#q1").tap()
    expect(note).to_have_count(1)
    expect(note).not_to_contain_text("رنيم")
    phone.locator("#q1").tap()
    expect(note).to_have_count(0)


def test_without_scripts_it_reads_switches_off_and_leads_both_ways(phone_without_scripts: Page, lead: str) -> None:
    page = phone_without_scripts
    open_lead(page, lead)
    page.locator("#q2").scroll_into_view_if_needed()
    box = page.locator("#q2 + .said__sign").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#i2")).to_be_in_viewport()
    page.locator("#i2 > a").click()
    expect(page.locator("#q2")).to_be_in_viewport()
    assert page.url.endswith("#q2")
    expect_underlined(page, True)
    page.locator(".isnad__switch").click()
    expect_underlined(page, False)


def test_by_keyboard_the_text_has_no_stops_and_the_panel_leads_into_it(desktop: Page, lead: str) -> None:
    open_lead(desktop, lead)
    desktop.locator("#isnad summary").focus()
    stops = []
    for _ in range(6):
        desktop.keyboard.press("Tab")
        stops.append(desktop.evaluate("document.activeElement.closest('.story__body') !== null"))
    assert desktop.evaluate("[...document.querySelectorAll('.said__sign')].every(one => one.tabIndex === -1)")
    assert stops[0] is False  # the switch; then what the text itself links to, no mark among it
    assert not desktop.evaluate("document.activeElement.matches('.said, .said__sign')")
    desktop.locator("#isnad summary").focus()
    desktop.keyboard.press("Enter")
    desktop.locator("#i4 > a").focus()
    desktop.keyboard.press("Enter")
    expect(desktop.locator("#q4")).to_be_in_viewport()


def test_a_screen_reader_hears_the_text_alone(desktop: Page, lead: str) -> None:
    open_lead(desktop, lead)
    heard = desktop.locator(".story__body").aria_snapshot()
    assert "أول ما ننتظره الخلجان الضحلة" in heard
    assert "link" not in heard.split("heading")[0]
    panel = desktop.locator(".isnad").aria_snapshot()
    assert "إسناد الخبر" in panel
    assert 'checkbox "العلامات عند الأقوال في النص" [checked]' in panel


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("opened", [False, True])
def test_axe_finds_nothing_in_it(phone: Page, lead: str, scheme: Any, opened: bool) -> None:
    phone.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    open_lead(phone, lead)
    if opened:
        phone.locator("#isnad summary").tap()
        expect(phone.locator(".isnad__map")).to_be_visible()
        phone.locator("#q2").tap()
        expect(phone.locator(".said-note")).to_be_visible()
    assert violations(phone) == []


def test_it_is_printed_only_where_it_was_opened(desktop: Page, lead: str) -> None:
    open_lead(desktop, lead)
    desktop.emulate_media(media="print")
    expect(desktop.locator("#isnad")).to_be_hidden()
    expect(desktop.locator(".isnad__switch")).to_be_hidden()
    expect(desktop.locator(".said__sign").first).to_be_hidden()
    expect_underlined(desktop, False)
    desktop.evaluate("document.querySelector('#isnad').open = true")
    expect(desktop.locator(".isnad__map")).to_be_visible()
    expect_underlined(desktop, True)


def test_nothing_moves_and_nothing_is_wider_than_the_phone(phone: Page, lead: str) -> None:
    open_lead(phone, lead)
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    where = """() => {
        const box = document.querySelector("#q4").getBoundingClientRect();
        return [box.x, box.y + scrollY, box.height];
    }"""
    before = phone.evaluate(where)
    phone.locator(".isnad__switch").tap()
    expect_underlined(phone, False)
    assert phone.evaluate(where) == before

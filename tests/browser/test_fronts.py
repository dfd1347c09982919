"""An editor arranges the front page by keys and by mouse, meets another editor's changes, and loses nothing."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import log_in
from tests.browser.test_accessibility import violations


def _enter(page: Page, site: str) -> Page:
    page.on("dialog", lambda dialog: dialog.accept())  # leaving with something unsaved
    log_in(page, site)
    return _open(page, site)


def _open(page: Page, site: str) -> Page:
    page.goto(f"{site}/desk/fronts/")
    expect(page.locator("[data-found] [data-row]").first).to_be_visible()
    return page


@pytest.fixture
def editor(desktop: Page, site: str) -> Iterator[Page]:
    """An editor at the front page, which is afterwards as it was before."""
    page = _enter(desktop, site)
    before = page.locator("[data-front]").get_attribute("data-base")
    yield page
    page.evaluate("localStorage.clear()")
    _open(page, site)
    _send(page, "act", {"act": "restore", "number": before or ""})


def _zone(page: Page, key: str) -> Locator:
    return page.locator(f"[data-zone='{key}'] > [data-row]")


def _title(row: Locator) -> str:
    return row.get_attribute("data-title") or ""


def _saved(page: Page) -> None:
    page.locator("[data-save]").click()
    expect(page.locator("[data-state]")).to_contain_text("يراه القراء الآن")


def _send(page: Page, act: str, form: dict[str, str]) -> int:
    """Do something to the front page as another editor would in a window of their own; the status of the answer."""
    status: int = page.evaluate(
        """async ([act, form]) => {
            const token = document.cookie.match(/csrftoken=([^;]+)/)[1];
            const base = document.querySelector('[data-front]').dataset.base;
            const body = new URLSearchParams({ ...form, base });
            const headers = { 'X-CSRFToken': token };
            return (await fetch(`/desk/fronts/0/${act}/`, { method: 'POST', headers, body })).status;
        }""",
        [act, form],
    )
    return status


def test_a_front_is_arranged_by_keys_alone_and_readers_see_it(editor: Page, site: str) -> None:
    found = editor.locator("[data-found] [data-row]").nth(6)
    chosen = _title(found)
    editor.locator("[data-target]").select_option("secondary")
    editor.locator("[data-found] [data-row]").nth(5).locator("[data-act=pin]").click()
    found.locator("[data-act=pin]").focus()
    editor.keyboard.press("Enter")
    row = _zone(editor, "secondary").last
    expect(row).to_have_attribute("data-title", chosen)
    expect(editor.locator("[data-say]")).to_contain_text(chosen)
    row.locator("[data-act=up]").focus()
    editor.keyboard.press("Enter")
    expect(editor.locator("[data-say]")).to_contain_text("في الأخبار البارزة")
    mover = editor.locator(f"[data-zone] [data-title='{chosen}'] [data-act=move]")
    mover.focus()
    mover.select_option("lead")
    expect(_zone(editor, "lead")).to_have_attribute("data-title", chosen)
    expect(editor.locator("[data-state]")).to_have_text("تغييرات لم تُحفظ")
    editor.locator("[data-save]").focus()
    editor.keyboard.press("Enter")
    expect(editor.locator("[data-state]")).to_contain_text("يراه القراء الآن")
    newest = editor.locator("[data-history] > ol > li").first
    expect(newest).to_contain_text(chosen)
    expect(newest.locator("[value=undo]")).to_be_visible()
    editor.goto(site)
    expect(editor.locator(".top__lead h2")).to_have_text(chosen)


def test_a_story_is_dragged_into_a_zone_and_between_zones(editor: Page) -> None:
    found = editor.locator("[data-found] [data-row]").nth(3)
    chosen = _title(found)
    with editor.expect_response("**/zones/"):
        found.locator(".front-row__handle").drag_to(editor.locator("[data-zone=lead]"))
    expect(_zone(editor, "lead")).to_have_attribute("data-title", chosen)
    expect(editor.locator("[data-auto=lead] > [data-row]")).to_have_count(0)  # all stands where it will be next
    expect(editor.locator("[data-found] [data-row]").nth(3)).to_have_attribute("data-title", chosen)
    target = editor.locator("[data-zone=secondary]")
    _zone(editor, "lead").locator(".front-row__handle").drag_to(target, target_position={"x": 40, "y": 8})
    expect(_zone(editor, "lead")).to_have_count(0)
    expect(editor.locator(f"[data-zone=secondary] > [data-title='{chosen}']")).to_have_count(1)


def test_what_another_editor_did_is_shown_and_merged(editor: Page, site: str) -> None:
    rows = editor.locator("[data-found] [data-row]")
    mine, theirs = _title(rows.nth(4)), int(rows.nth(5).get_attribute("data-pk") or 0)
    their_title = _title(rows.nth(5))
    rows.nth(4).locator("[data-act=pin]").click()
    expect(_zone(editor, "lead")).to_have_attribute("data-title", mine)
    arranged = json.dumps({"lists": {"opinion": [{"id": theirs, "until": None}]}})
    assert _send(editor, "save", {"arranged": arranged}) == 200
    editor.locator("[data-save]").click()
    dialog = editor.locator("[data-conflict]")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text(their_title)
    editor.get_by_role("button", name="ادمج التغييرين").click()
    expect(_zone(editor, "lead")).to_have_attribute("data-title", mine)
    expect(_zone(editor, "opinion")).to_have_attribute("data-title", their_title)
    _saved(editor)
    editor.goto(site)
    expect(editor.locator(".top__lead h2")).to_have_text(mine)
    expect(editor.locator(".opinion h3").first).to_have_text(their_title)


def test_what_was_not_saved_comes_back_after_the_page_is_gone(editor: Page, site: str) -> None:
    found = editor.locator("[data-found] [data-row]").nth(7)
    chosen = _title(found)
    found.locator("[data-act=pin]").click()
    row = _zone(editor, "lead")
    row.locator("[data-act=until]").click()
    row.locator("[data-until-field]").fill("2031-05-04T10:30")
    expect(row).to_contain_text("04/05/2031 10:30")
    _open(editor, site)
    expect(_zone(editor, "lead")).to_have_count(0)
    editor.locator("[data-draft-take]").click()
    expect(_zone(editor, "lead")).to_have_attribute("data-title", chosen)
    expect(_zone(editor, "lead")).to_have_attribute("data-until", "2031-05-04T10:30")


@pytest.mark.parametrize(("button", "width"), [("كما في الهاتف", 390), ("كما في الحاسوب", 1280)])
def test_the_preview_shows_what_is_not_saved(editor: Page, button: str, width: int) -> None:
    found = editor.locator("[data-found] [data-row]").nth(8)
    chosen = _title(found)
    found.locator("[data-act=pin]").click()
    editor.get_by_role("button", name=button).click()
    frame = editor.frame_locator("iframe[name=front-preview]")
    expect(frame.locator(".top__lead h2")).to_have_text(chosen)
    assert frame.locator("html").evaluate("page => page.ownerDocument.defaultView.innerWidth") == width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desk_of_fronts_and_a_page_with_a_bar_have_no_violation(editor: Page, site: str, scheme: Any) -> None:
    editor.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    editor.locator("[data-found] [data-row]").nth(2).locator("[data-act=pin]").click()
    ours = [line for line in violations(editor) if "front" in line]
    assert ours == []
    for level in ("1", "2"):
        bar = editor.locator(".fronts__bar-form")
        bar.locator("[name=text]").fill("إغلاق الطريق الساحلي بين Port Fouad والميناء حتى 10:30")
        bar.locator("[name=level]").select_option(level)
        bar.locator("[name=until]").fill(editor.evaluate("new Date(Date.now() + 2e7).toISOString().slice(0, 16)"))
        bar.locator("[name=raise]").click()
        expect(editor.locator(".messages")).to_contain_text("يظهر الشريط الآن")
        editor.goto(site)
        expect(editor.locator(".breaking")).to_be_visible()
        assert violations(editor) == []
        _open(editor, site)
    editor.locator("[name=lower]").click()
    expect(editor.locator(".messages")).to_contain_text("أُنزل الشريط")


def test_the_desk_of_fronts_fits_a_phone(phone: Page, site: str) -> None:
    _enter(phone, site)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    expect(phone.locator("[data-save]")).to_be_in_viewport()

"""An editor logs in, writes, previews, publishes; a reader sees it at once, and it is gone when taken down."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import enter, log_in
from tests.running import ADMIN_PASSWORD

HEADLINE = "انطلاق قافلة الكتب في القرى البعيدة"
ABSTRACT = "ألف كتاب على ظهر شاحنة تطوف عشرين قرية هذا الشهر."


@pytest.fixture
def editor(desktop: Page, site: str) -> Page:
    """A desk with someone logged in."""
    log_in(desktop, site)
    return desktop


def _write(page: Page, site: str, headline: str, abstract: str = ABSTRACT) -> None:
    page.goto(f"{site}/desk/articles/add/")
    page.locator("[name=headline]").fill(headline)
    page.locator("[name=abstract]").fill(abstract)
    page.locator("[name=section]").select_option(index=1)


def test_write_save_publish_and_take_down(editor: Page, site: str) -> None:
    _write(editor, site, HEADLINE)
    editor.locator("button[type=submit].action-save, form[data-edit-form] button[type=submit]").first.click()
    expect(editor).to_have_url(re.compile(r"/desk/articles/edit/\d+/"))
    number = re.search(r"/edit/(\d+)/", editor.url)
    assert number is not None
    reader = editor.context.browser.new_context().new_page()  # type: ignore[union-attr]
    missing = reader.goto(f"{site}/n/{number[1]}")
    assert missing is not None
    assert missing.status == 404

    editor.locator("[data-w-dropdown-target=toggle]").last.click()
    editor.locator("button[name=action-publish]").click()
    expect(editor.locator(".messages")).to_contain_text("نُشر")

    reader.goto(f"{site}/n/{number[1]}")
    expect(reader.locator("h1")).to_have_text(HEADLINE)
    reader.goto(f"{site}/search/?q=قافلة الكتب")
    expect(reader.locator("main")).to_contain_text("قافلة")

    editor.goto(f"{site}/desk/articles/unpublish/{number[1]}/")
    editor.locator("main button[type=submit], main input[type=submit]").first.click()
    expect(editor.locator(".messages")).to_be_visible()
    gone = reader.goto(f"{site}/n/{number[1]}")
    assert gone is not None
    assert gone.status == 410
    reader.context.close()


def test_the_desk_is_arabic_and_right_to_left(editor: Page, site: str) -> None:
    editor.goto(f"{site}/desk/")
    root = editor.locator("html")
    expect(root).to_have_attribute("dir", "rtl")
    expect(root).to_have_attribute("lang", re.compile("^ar"))


def test_preview_shows_what_is_not_saved_yet(editor: Page, site: str) -> None:
    _write(editor, site, "عنوان للمعاينة فقط")
    editor.locator("[data-side-panel-toggle=preview], [aria-controls*=preview]").first.click()
    frame = editor.frame_locator("iframe[data-preview-iframe], iframe#w-preview-iframe")
    expect(frame.locator("h1")).to_have_text("عنوان للمعاينة فقط")


BLOCKS = ["فقرة", "عنوان فرعي", "اقتباس", "صورة", "فيديو", "قائمة", "جدول", "محتوى من موقع آخر", "خبر ذو صلة"]


@pytest.mark.parametrize("block", BLOCKS)
def test_every_block_can_be_added(editor: Page, site: str, block: str) -> None:
    editor.goto(f"{site}/desk/articles/add/")
    editor.locator("[data-streamfield-stream-container] button").first.click()
    editor.get_by_role("option", name=block, exact=True).click()
    expect(editor.locator("[data-streamfield-child]").first).to_contain_text(block)


def _save_by_keys(page: Page) -> None:
    """Until the page is there anew: its address alone changes as soon as it saves by itself."""
    page.keyboard.press("Control+s")
    expect(page.locator(".messages")).to_contain_text("حُفظ")
    expect(page).to_have_url(re.compile(r"/desk/articles/edit/\d+/"))


def _edit_one_written_before(page: Page, site: str) -> None:
    _write(page, site, "خبر يكتبه محرر تنتهي جلسته", "سطر واحد في دفتر الحارس يكفي ليعرف من مر بالبوابة.")
    _save_by_keys(page)


def test_what_was_typed_last_is_saved_and_an_empty_paragraph_holds_up_nothing(editor: Page, site: str) -> None:
    _write(editor, site, "خبر حُفظ مع آخر حرف")
    for count, words in enumerate(("كتب المحرر آخر كلمة ثم حفظ.", ""), 1):
        editor.locator("[data-streamfield-stream-container] button.c-sf-add-button").last.click()
        editor.get_by_role("option", name="فقرة", exact=True).click()
        expect(editor.locator(".public-DraftEditor-content")).to_have_count(count)
        editor.locator(".public-DraftEditor-content").last.click()
        editor.keyboard.type(words or " ")
    editor.locator(".public-DraftEditor-content").first.click()
    editor.keyboard.press("End")
    editor.keyboard.type(" حالًا")
    _save_by_keys(editor)
    editor.reload()
    expect(editor.locator(".public-DraftEditor-content")).to_have_count(1)
    expect(editor.locator(".public-DraftEditor-content")).to_contain_text("حالًا")


def test_what_is_written_after_the_session_ended_is_kept(editor: Page, site: str) -> None:
    _edit_one_written_before(editor, site)
    editor.context.clear_cookies()
    editor.locator("[name=kicker]").fill("بعد انتهاء الجلسة")
    editor.keyboard.press("Control+s")
    expect(editor.get_by_role("dialog", name="انتهت جلستك")).to_be_visible()
    with editor.context.expect_page() as opened:
        editor.get_by_role("link", name="الدخول في نافذة جديدة").click()
    door = opened.value
    door.locator("input[name=login]").fill("admin")
    door.locator("input[name=password]").fill(ADMIN_PASSWORD)
    door.locator("button[type=submit]").first.click()
    expect(door).to_have_url(re.compile(r"/desk/$"))
    door.close()
    editor.get_by_role("button", name="العودة إلى النص").click()
    editor.locator("[data-w-dropdown-target=toggle]").last.click()
    editor.locator("button[name=action-publish]").click()
    expect(editor.locator(".messages")).to_contain_text("نُشر")
    expect(editor.locator("main")).to_contain_text("بعد انتهاء الجلسة")


def test_log_out_ends_the_session(desktop: Page, site: str) -> None:
    desktop.goto(f"{site}/desk/")
    expect(desktop).to_have_url(re.compile("/desk/login/"))
    enter(desktop, site)
    cookies = desktop.context.cookies()
    desktop.goto(f"{site}/desk/logout/")
    button = desktop.locator("main button[type=submit]")
    if button.count():
        button.first.click()
    desktop.context.add_cookies(cookies)
    desktop.goto(f"{site}/desk/")
    expect(desktop).to_have_url(re.compile("/desk/login/"))

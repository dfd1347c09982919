"""A published story is changed at the desk, readers see what changed, and a takedown leaves a receipt."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import _page
from tests.browser.desk import log_in
from tests.browser.test_accessibility import violations

NOTICE = "ذكر العنوان عدد الكتب خطأ، وهو ألفان في 2026."


def _story(page: Page, site: str) -> str:
    """The id of a story of the demo edition."""
    page.goto(site)
    href = page.locator("main h3 a").first.get_attribute("href") or ""
    found = re.search(r"/([0-9]+)/", href)
    assert found is not None
    return found[1]


def test_a_change_goes_from_the_desk_to_readers(desktop: Page, site: str) -> None:
    pk = _story(desktop, site)
    log_in(desktop, site)
    desktop.goto(f"{site}/desk/articles/edit/{pk}/")
    headline = desktop.locator("[name=headline]")
    headline.fill(headline.input_value() + " وألفا كتاب")
    desktop.locator("button[name=action-publish]").evaluate("button => button.click()")
    desktop.wait_for_url("**/desk/articles/amend/**")
    expect(desktop.locator("ins")).to_contain_text("وألفا كتاب")
    assert desktop.locator("[name=kind]:checked").count() == 0
    desktop.get_by_role("button", name="انشر التغيير").click()
    expect(desktop.locator(".error-message").first).to_contain_text("اختر نوع التغيير")
    desktop.locator("[name=kind]").first.focus()
    desktop.keyboard.press("ArrowDown")
    desktop.locator("[name=kind][value=correction]").check()
    desktop.locator("[name=notice]").fill(NOTICE)
    assert violations(desktop) == []
    desktop.get_by_role("button", name="انشر التغيير").click()
    desktop.wait_for_url("**/desk/articles/edit/**")

    desktop.goto(f"{site}/n/{pk}")
    expect(desktop.locator(".told-changes")).to_contain_text("ذكر العنوان عدد الكتب خطأ")
    desktop.get_by_role("link", name="سجل التغييرات").click()
    expect(desktop.locator("ins").first).to_contain_text("وألفا كتاب")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_changes_is_readable_by_everybody(chromium: Browser, site: str, scheme: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
    for page in _page(context):
        page.goto(f"{site}/desk/login/")
        pk = _changed(page, site)
        page.goto(f"{site}/n/{pk}/changes/")
        assert page.locator("ins, del").count() > 0
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _changed(page: Page, site: str) -> str:
    """The id of a story that has been changed."""
    pk = _story(page, site)
    if page.goto(f"{site}/n/{pk}/changes/").status == 200:  # type: ignore[union-attr]
        return pk
    test_a_change_goes_from_the_desk_to_readers(page, site)
    return pk


def test_a_takedown_shows_its_receipt(desktop: Page, site: str) -> None:
    desktop.goto(f"{site}/archive/")
    log_in(desktop, site)
    desktop.goto(f"{site}/desk/articles/")
    desktop.locator("table a[href*='/desk/articles/edit/']").last.click()
    desktop.wait_for_url("**/desk/articles/edit/**")
    pk = re.search(r"/edit/([0-9]+)/", desktop.url)
    assert pk is not None
    desktop.goto(f"{site}/desk/articles/kill/{pk[1]}/")
    desktop.locator("[name=reason]").fill("سحبه مصدره")
    desktop.get_by_role("button", name="سحب الخبر الآن").click()
    desktop.wait_for_url("**/desk/articles/receipt/**")
    expect(desktop.locator(".desk-receipt__sum--green")).to_be_visible()
    assert violations(desktop) == []
    desktop.get_by_role("button", name="أعد الفحص").click()
    expect(desktop.locator(".desk-receipt__earlier li")).to_have_count(1)


def test_a_passage_is_taken_from_readers_and_given_back(desktop: Page, site: str) -> None:
    pk = _changed(desktop, site)
    desktop.context.clear_cookies()  # whoever made the change may be logged in
    log_in(desktop, site)
    desktop.goto(f"{site}/desk/articles/comparisons/{pk}/")
    desktop.get_by_text("احجب هذه الفقرة").first.focus()
    desktop.keyboard.press("Enter")
    desktop.locator("[name=reason]:visible").fill("حكم محكمة")
    for scheme in ("light", "dark"):
        desktop.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert violations(desktop) == []
    desktop.keyboard.press("Enter")
    expect(desktop.locator(".desk-history__withheld")).to_contain_text("حكم محكمة")
    desktop.goto(f"{site}/n/{pk}/changes/")
    expect(desktop.locator(".changes__list")).to_contain_text("حُجبت هذه الفقرة")
    assert violations(desktop) == []
    desktop.goto(f"{site}/desk/articles/comparisons/{pk}/")
    desktop.get_by_role("button", name="أعده إلى القراء").click()
    expect(desktop.locator(".desk-history__withheld")).to_have_count(0)

"""A gallery as readers use it: it slides without scripts, opens large by keyboard, goes on by arrows and swipes."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import log_in
from tests.browser.test_accessibility import violations

CAPTIONS = ["الأولى في الصباح", "الثانية عند الظهر", "الثالثة مساء"]
DIALOG = "dialog.lightbox"
SLIDE = f"{DIALOG} .lightbox__film > li"
COUNT = f"{DIALOG} .lightbox__bar p"


@pytest.fixture(scope="module")
def story(chromium: Browser, site: str) -> Iterator[str]:
    """The address of a story with a gallery, written and published through the desk's own form."""
    context = chromium.new_context(locale="ar-EG")
    page = context.new_page()
    log_in(page, site)
    page.goto(f"{site}/desk/articles/add/")
    section = page.locator("select[name=section] option[value]:not([value=''])").first.get_attribute("value") or ""
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    answer = context.request.post(
        f"{site}/desk/articles/add/",
        form=_form(section) | {"csrfmiddlewaretoken": token, "action-publish": "1"},
        headers={"Referer": f"{site}/desk/articles/add/"},
    )
    assert re.search(r"/desk/articles/(edit/\d+/)?$", answer.url), answer.url
    page.goto(site)
    address = page.get_by_role("link", name="حارس المنارة يصور الضباب").first.get_attribute("href")
    yield f"{site}{address}"
    context.close()


def _form(section: str) -> dict[str, str | float | bool]:
    management = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    form: dict[str, str | float | bool] = {
        f"{name}-{part}": value for name in ("credits", "bylines", "filings") for part, value in management.items()
    }
    form |= {"headline": "حارس المنارة يصور الضباب", "section": section, "urgency": 5, "slug": "", "body-count": 1}
    block = {"deleted": "", "order": 0, "type": "gallery", "id": ""}
    form |= {f"body-0-{name}": value for name, value in block.items()}
    form |= {"body-0-value-title": "ضباب", "body-0-value-pictures-count": len(CAPTIONS)}
    for number, caption in enumerate(CAPTIONS):
        item = {"deleted": "", "order": number, "id": "", "type": "item"}
        own = {
            "picture": number + 1,
            "caption": caption,
            "credit": "سلمى حداد",
            "alt": f"وصف {number + 1}",
            "no_alt": "",
        }
        prefix = f"body-0-value-pictures-{number}"
        form |= {f"{prefix}-{name}": value for name, value in item.items()}
        form |= {f"{prefix}-value-{name}": value for name, value in own.items()}
    return form


def open_first(page: Page, story: str) -> None:
    page.goto(story)
    page.locator(".gallery .figure__open").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(DIALOG)).to_be_visible()


def test_by_keyboard_there_and_back(desktop: Page, story: str) -> None:
    open_first(desktop, story)
    expect(desktop.locator(COUNT)).to_have_text("1 من 3")
    expect(desktop.get_by_role("button", name="الصورة السابقة")).to_be_hidden()
    desktop.keyboard.press("ArrowLeft")
    expect(desktop.locator(COUNT)).to_have_text("2 من 3")
    caption = desktop.locator(SLIDE).nth(1).locator("figcaption")
    expect(caption).to_be_in_viewport()
    expect(caption).to_contain_text(CAPTIONS[1])
    expect(caption).to_contain_text("سلمى حداد")
    desktop.keyboard.press("ArrowRight")
    expect(desktop.locator(COUNT)).to_have_text("1 من 3")
    desktop.keyboard.press("End")
    expect(desktop.locator(COUNT)).to_have_text("3 من 3")
    expect(desktop.get_by_role("button", name="الصورة التالية")).to_be_hidden()
    desktop.keyboard.press("Escape")
    expect(desktop.locator(DIALOG)).to_have_count(0)
    assert desktop.evaluate("document.activeElement === document.querySelector('.gallery .figure__open')")


def test_by_its_buttons(desktop: Page, story: str) -> None:
    open_first(desktop, story)
    desktop.get_by_role("button", name="الصورة التالية").click()
    expect(desktop.locator(SLIDE).nth(1).locator("img")).to_be_in_viewport()
    desktop.get_by_role("button", name="إغلاق").click()
    expect(desktop.locator(DIALOG)).to_have_count(0)


def test_a_swipe_to_the_right_goes_on(phone: Page, story: str) -> None:
    phone.goto(story)
    phone.locator(".gallery .figure__open").first.tap()
    expect(phone.locator(COUNT)).to_have_text("1 من 3")
    client = phone.context.new_cdp_session(phone)
    for x in (60, *range(80, 360, 20)):
        kind = "touchStart" if x == 60 else "touchMove"
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": 400}]})
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(phone.locator(COUNT)).to_have_text("2 من 3")
    expect(phone.locator(SLIDE).nth(1).locator("img")).to_be_in_viewport()


def test_without_scripts_it_slides_and_a_picture_leads_to_its_large_one(
    phone_without_scripts: Page, site: str, story: str
) -> None:
    phone_without_scripts.goto(story)
    expect(phone_without_scripts.locator(".gallery figcaption").nth(1)).to_contain_text("2 من 3")
    link = phone_without_scripts.locator(".gallery .figure__open").first.get_attribute("href") or ""
    large = phone_without_scripts.request.get(site + link)
    assert (large.status, large.headers["content-type"].partition("/")[0]) == (200, "image")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(desktop: Page, story: str, scheme: str) -> None:
    desktop.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    desktop.goto(story)
    assert violations(desktop) == []
    open_first(desktop, story)
    assert violations(desktop) == []


def test_nothing_is_wider_than_the_phone(phone: Page, story: str) -> None:
    phone.goto(story)
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

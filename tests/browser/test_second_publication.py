"""A publisher is asked before an event is published twice, also where no script runs."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import log_in

FIRST = "اختتام سباق القوارب الشراعية في خليج المرجان"
SECOND = "قارب النورس يفوز بسباق خليج المرجان الشراعي"


@pytest.fixture
def writer(phone_without_scripts: Page, site: str) -> Page:
    """Somebody logged in on a phone without scripts."""
    page = phone_without_scripts
    log_in(page, site)
    return page


def _publish(page: Page, site: str, headline: str, abstract: str) -> None:
    """Send the form as a browser without scripts does, to publish."""
    page.goto(f"{site}/desk/articles/add/")
    fields = page.eval_on_selector_all(
        "form[data-edit-form] [name]",
        "rows => rows.filter(r => r.type !== 'checkbox' && r.tagName !== 'BUTTON').map(r => [r.name, r.value])",
    )
    section = page.locator("[name=section] option").nth(1).get_attribute("value") or ""
    form = dict(fields) | {"headline": headline, "abstract": abstract, "section": section, "action-publish": "1"}
    form |= {"body-count": "0"}
    answer = page.request.post(f"{site}/desk/articles/add/", form=form, headers={"Referer": page.url})
    page.goto(answer.url)


def test_the_second_story_of_an_event_is_asked_about_and_can_be_published_anyway(writer: Page, site: str) -> None:
    words = "اختتم في خليج المرجان سباق القوارب الشراعية بفوز قارب النورس بقيادة البحار سالم الغوري بعد ثلاثة أيام."
    _publish(writer, site, FIRST, words)
    expect(writer).not_to_have_url(re.compile("/second/"))
    _publish(writer, site, SECOND, "فاز قارب النورس بقيادة سالم الغوري بسباق خليج المرجان للقوارب الشراعية.")
    expect(writer).to_have_url(re.compile(r"/desk/articles/second/\d+/"))
    expect(writer.locator(".desk-found")).to_contain_text(FIRST)
    expect(writer.locator("html")).to_have_attribute("dir", "rtl")
    writer.get_by_role("button", name="انشره على أي حال").click()
    expect(writer).to_have_url(re.compile(r"/desk/articles/edit/\d+/"))
    number = re.search(r"/edit/(\d+)/", writer.url)
    assert number is not None
    writer.goto(f"{site}/n/{number[1]}")
    expect(writer.locator("h1")).to_have_text(SECOND)

"""Newsletters as a reader meets them, with a real mail server: asked at the foot of a page, confirmed, read, left."""

import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import log_in
from tests.browser.test_accessibility import violations
from tests.mail_server import MailServer, Taken, mail_server
from tests.running import Newsroom, copy_of

ROOT = Path(__file__).parents[2]
READER = "noor@example.com"


@dataclass
class Portal:
    """A running newsroom and the server that takes its mail."""

    newsroom: Newsroom
    address: str
    mail: MailServer

    def hour_comes(self) -> None:
        command = [sys.executable, "-m", "tests.browser.letters_material"]
        subprocess.run(command, env=self.newsroom.environment, cwd=ROOT, check=True, timeout=120)


@pytest.fixture(scope="module")
def portal(empty_newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    newsroom = copy_of(empty_newsroom, tmp_path_factory.mktemp("letters") / "data")
    with mail_server() as mail:
        newsroom.environment |= {"KHABAR_EMAIL_URL": mail.url, "KHABAR_LETTERS_PER_MINUTE": "6000"}
        with newsroom.serving() as address:
            yield Portal(newsroom, address, mail)


def link_in(mail: Taken, words: str) -> str:
    found = re.search(rf"^(http://\S*/letters/{words}\S*)$", mail.part("plain"), re.MULTILINE)
    assert found is not None, mail.part("plain")
    return found[1]


def test_from_the_foot_of_a_page_to_the_last_mail(
    phone_without_scripts: Page, portal: Portal, chromium: Browser
) -> None:
    page = phone_without_scripts
    page.goto(portal.address)
    page.get_by_label("أخبار اليوم في بريدك").fill(READER)
    page.get_by_role("button", name="اشترك").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("بقيت خطوة: افتح بريدك")
    page.goto(link_in(portal.mail.wait_for(READER), "confirm/"))
    page.get_by_role("button", name="أؤكد الاشتراك").click()
    expect(page.get_by_role("status")).to_contain_text("تم اشتراكك")
    assert page.context.cookies() == []
    welcome = portal.mail.wait_for(READER, 2)
    assert "/letters/" in welcome.part("plain")
    portal.hour_comes()
    issue = portal.mail.wait_for(READER, 3)
    assert "Al Ahly" in str(issue.message["Subject"])
    for scheme in ("light", "dark"):
        for width in (390, 720):
            context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
            shown = context.new_page()
            shown.set_content(issue.part("html"))
            assert violations(shown) == [], (scheme, width)
            assert shown.evaluate("document.documentElement.scrollWidth") <= width
            expect(shown.get_by_role("heading", level=1)).to_have_text("النشرة اليومية")
            context.close()
    leave = issue.message["List-Unsubscribe"].strip("<>")
    page.goto(leave)
    expect(page.get_by_role("button", name="ألغِ الاشتراك")).to_be_visible()
    one_click = urllib.request.Request(leave, data=b"List-Unsubscribe=One-Click", method="POST")
    with urllib.request.urlopen(one_click, timeout=60) as answer:
        assert answer.status == 200
        assert "Set-Cookie" not in answer.headers
    page.get_by_role("link", name="كل اشتراكاتك").click()
    expect(page.get_by_label("النشرة اليومية")).not_to_be_checked()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_readers_pages(chromium: Browser, portal: Portal, scheme: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{portal.address}/letters/")
    assert violations(page) == []
    page.get_by_label("بريدك الإلكتروني").fill("noor@example")
    page.get_by_label("بريدك الإلكتروني").press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page) == []
    page.goto(f"{portal.address}/letters/sent/")
    assert violations(page) == []
    context.close()


def test_an_editor_sees_the_issue_and_arranges_it_by_keyboard(desktop: Page, portal: Portal) -> None:
    page = desktop
    log_in(page, portal.address)
    page.goto(f"{portal.address}/desk/newsletters/")
    page.get_by_role("link", name="الأعداد").first.click()
    page.locator("table.listing tbody a").first.click()
    page.get_by_label("فقرة افتتاحية").fill("كلمة المحرر")
    page.get_by_role("button", name="احفظ الفقرة").press("Enter")
    expect(page.locator(".messages")).to_contain_text("حُفظ")
    expect(page.get_by_label("فقرة افتتاحية")).to_have_value("كلمة المحرر")
    assert [line for line in violations(page) if "letter" in line] == []

"""Who works at the desk: comes in through the door once for each site, as that takes longer than most tests there."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.running import ADMIN_PASSWORD

_sessions: dict[str, Any] = {}


def log_in(page: Page, site: str) -> None:
    """Give the page's browser the session of the site's administrator; whoever means to end it enters anew instead."""
    if site in _sessions:
        page.context.add_cookies(_sessions[site])
    else:
        enter(page, site)
        _sessions[site] = page.context.cookies()


def enter(page: Page, site: str) -> None:
    """Log in through the form, with a session of the page's own."""
    page.goto(f"{site}/desk/login/")
    page.locator("input[name=login]").fill("admin")
    page.locator("input[name=password]").fill(ADMIN_PASSWORD)
    page.locator("button[type=submit]").first.click()
    expect(page).to_have_url(re.compile(r"/desk/$"))

"""A served newsroom with the demo edition, and a real Chromium to look at it with."""

import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.running import Newsroom, copy_of

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_PATIENCE = 60_000  # milliseconds: a state is waited for, however busy the machine is
expect.set_options(timeout=_PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(empty_newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running Khabar filled with the demo edition."""
    newsroom = copy_of(empty_newsroom, tmp_path_factory.mktemp("browser") / "data")
    newsroom.run("prepare")
    with newsroom.serving() as address:
        yield address


@pytest.fixture(scope="session")
def lead(site: str) -> str:
    """The address of the demo edition's lead, whatever leads by now: others publish and arrange on the same site."""
    with urllib.request.urlopen(f"{site}{quote('/علوم/')}", timeout=60) as answer:
        found = re.search(r'href="(/[^"]+/[0-9]+/%D9%87%D8%AF%D9%87%D8%AF[^"]*)"', answer.read().decode())
    assert found is not None
    return site + found[1]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=_FLAGS)
        browser.on("context", lambda context: context.set_default_timeout(_PATIENCE))
        yield browser
        browser.close()


@pytest.fixture
def desktop(chromium: Browser) -> Iterator[Page]:
    """A page in a window 1280 wide."""
    yield from _page(
        chromium.new_context(viewport={"width": 1280, "height": 900}, locale="ar-EG", service_workers="block")
    )


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A page on a phone 390 wide."""
    yield from _page(
        chromium.new_context(
            viewport={"width": 390, "height": 844},
            device_scale_factor=2,
            is_mobile=True,
            has_touch=True,
            locale="ar-EG",
            service_workers="block",
        )
    )


@pytest.fixture
def phone_without_scripts(chromium: Browser) -> Iterator[Page]:
    """A phone whose browser runs no JavaScript."""
    yield from _page(chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False))


def _page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails the test when its scripts throw or its policy blocks something."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    context.close()
    assert errors == []

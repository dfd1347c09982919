"""The app on a phone: installable, read without a network, honest about copies, and rid of what was withdrawn."""

import json
import re
import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import violations
from tests.running import Newsroom, copy_of, free_port, wait_for

HEADLINES = ("افتتاح حديقة النخيل", "سباق القوارب في النيل", "معرض الخط العربي")


class Site:
    """A newsroom whose server can be taken away from its readers and given back at the same address."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.newsroom, self.port = newsroom, free_port()
        self.address = newsroom.environment["KHABAR_SITE_URL"] = f"http://localhost:{self.port}"
        self.stories: dict[str, int] = {}

    def up(self) -> None:
        self.process = self.newsroom.start("up", "--port", str(self.port))
        wait_for(f"{self.address}/readyz", self.process)

    def down(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)


@pytest.fixture(scope="module")
def filled(empty_newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """A newsroom with three stories; copy it."""
    folder = tmp_path_factory.mktemp("app")
    newsroom = copy_of(empty_newsroom, folder / "data")
    file = folder / "stories.jsonl"
    rows = [
        {
            "id": n,
            "headline": headline,
            "section": "علوم",
            "published_at": f"2026-03-0{n}T09:00:00Z",
            "body": [headline],
        }
        for n, headline in enumerate(HEADLINES, 1)
    ]
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    newsroom.run("import", "jsonl", str(file))
    return newsroom


@pytest.fixture(scope="module")
def served(filled: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(copy_of(filled, tmp_path_factory.mktemp("served") / "data"))
    site.up()
    yield site
    site.down()


@pytest.fixture
def site(served: Site) -> Site:
    """The running site; the test before may have left it without its server."""
    if served.process.poll() is not None:
        served.up()
    return served


@pytest.fixture
def reader(chromium: Browser, site: Site) -> Iterator[Page]:
    """A phone on which the site's worker is active and has kept the front page."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="ar-EG", color_scheme="dark")
    page = context.new_page()
    page.goto(site.address)
    _until(page, "() => navigator.serviceWorker.controller?.state === 'activated'")
    _kept(page, "/")
    yield page
    context.close()


def _open(page: Page, site: Site, headline: str) -> str:
    page.goto(site.address)
    page.get_by_role("link", name=headline).first.click()
    expect(page.locator("h1")).to_have_text(headline)
    return page.url


def _kept(page: Page, path: str) -> None:
    """Wait until the page at an address has a copy."""
    _until(page, "async path => Boolean(await caches.match(path))", path)


def _fresh(page: Page, address: str) -> None:
    """Open a page until it comes from the server; where that takes longer than four seconds, the copy comes first."""
    for _ in range(60):
        page.goto(address)
        if page.locator(".stale").count() == 0:
            return
    raise AssertionError(f"always a copy: {address}")


def _until(page: Page, condition: str, argument: str = "") -> None:
    """Wait in the page; what Playwright has for this needs `eval`, which the site's policy refuses."""
    for _ in range(600):
        if page.evaluate(condition, argument):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never true: {condition}")


def test_it_can_be_installed(reader: Page) -> None:
    session = reader.context.new_cdp_session(reader)
    found = session.send("Page.getAppManifest")
    assert found["errors"] == []
    told = json.loads(found["data"])
    assert (told["lang"], told["dir"]) == ("ar", "rtl")
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {error["errorId"] for error in errors} <= {"in-incognito"}  # as every context of Playwright's is


def test_without_a_network_what_was_opened_is_read_with_a_note(reader: Page, site: Site) -> None:
    story = _open(reader, site, HEADLINES[0])
    _kept(reader, story)
    site.down()
    reader.goto(site.address)
    expect(reader.locator(".stale")).to_contain_text(re.compile(r"لم تُحدَّث.*نسخة حُفظت في .*20\d\d"))
    reader.goto(story)
    expect(reader.locator("h1")).to_have_text(HEADLINES[0])
    expect(reader.locator(".stale")).to_be_visible()
    assert violations(reader) == []
    reader.goto(f"{site.address}/archive/")
    expect(reader.locator("h1")).to_have_text("لا اتصال بالشبكة")
    expect(reader.locator(".kept a")).to_have_text([HEADLINES[0], "الصفحة الرئيسية"])
    assert violations(reader) == []
    site.up()
    _fresh(reader, story)


def test_a_story_killed_meanwhile_is_gone_at_the_next_contact(reader: Page, site: Site) -> None:
    story = _open(reader, site, HEADLINES[1])
    _kept(reader, story)
    found = re.search(r"/([0-9]+)/", story)
    assert found is not None
    site.down()
    reader.goto(story)
    expect(reader.locator("h1")).to_have_text(HEADLINES[1])
    site.newsroom.run("kill", found[1])
    site.up()
    reader.goto(f"{site.address}/archive/")
    _until(reader, "async path => !(await caches.match(path))", story)
    front = "async words => { const front = await caches.match('/'); return !(await front.text()).includes(words) }"
    _until(reader, front, HEADLINES[1])
    site.down()
    reader.goto(story)
    expect(reader.locator("h1")).to_have_text("لا اتصال بالشبكة")
    reader.goto(site.address)
    expect(reader.locator("main")).not_to_contain_text(HEADLINES[1])


def test_a_saved_story_stands_in_the_list_without_a_network(reader: Page, site: Site) -> None:
    story = _open(reader, site, HEADLINES[2])
    reader.get_by_role("button", name="احفظ").click()
    expect(reader.get_by_role("button", name="محفوظ في هذا الجهاز")).to_be_visible()
    site.down()
    reader.goto(f"{site.address}/saved/")
    link = reader.locator(".kept a")
    expect(link).to_have_text([HEADLINES[2]])
    assert violations(reader) == []
    link.click()
    expect(reader).to_have_url(story)
    expect(reader.get_by_role("button", name="محفوظ في هذا الجهاز")).to_be_visible()
    reader.goto(f"{site.address}/saved/")
    reader.get_by_role("button", name="أزل").click()
    expect(reader.get_by_text("لا خبر محفوظًا هنا")).to_be_visible()

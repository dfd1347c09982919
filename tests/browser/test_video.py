"""A film from the desk to readers: uploaded with progress, transcoded, captioned, shown, played by keyboard."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import log_in
from tests.browser.test_accessibility import violations
from tests.factories.videos_files import clip

TITLE = "سباق القوارب في الخليج"
WORDS = "انطلق السباق عند الفجر"
VTT = f"WEBVTT\n\n00:00.000 --> 00:09.000\n{WORDS}\n"
NO_NATIVE_HLS = """
const asked = HTMLMediaElement.prototype.canPlayType;
HTMLMediaElement.prototype.canPlayType = function (kind) {
  return /mpegurl/i.test(kind) ? "" : asked.call(this, kind);
};
"""


@pytest.fixture(scope="module")
def desk(chromium: Browser, site: str) -> Iterator[Page]:
    """A desk with someone logged in, for the whole of this file."""
    page = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="ar-EG").new_page()
    log_in(page, site)
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def story(desk: Page, site: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a story whose lead is a film that was uploaded at the desk."""
    folder = tmp_path_factory.mktemp("film")
    film, captions = folder / "film.mp4", folder / "ar.vtt"
    film.write_bytes(clip("640x360", 3.0))
    captions.write_text(VTT)
    _upload(desk, site, film)
    _describe(desk, captions)
    desk.goto(f"{site}/desk/articles/add/")
    desk.locator("[name=headline]").fill("انطلاق سباق القوارب السنوي")
    desk.locator("[name=section]").select_option(index=1)
    desk.locator("#id_lead_video-chooser [data-chooser-action-choose]").first.click()
    desk.get_by_role("link", name=TITLE).click()
    expect(desk.locator("#id_lead_video-title")).to_have_text(TITLE)
    desk.locator("[data-w-dropdown-target=toggle]").last.click()
    desk.locator("button[name=action-publish]").click()
    expect(desk.locator(".messages")).to_contain_text("نُشر")
    desk.goto(f"{site}/video/")
    desk.get_by_role("link", name=TITLE).first.click()
    link = desk.locator(".readalso a")
    address = f"{site}{link.get_attribute('href')}"
    link.click()
    desk.wait_for_url(address)
    return address


def _upload(page: Page, site: str, film: Path) -> None:
    page.goto(f"{site}/desk/videos/add/")
    page.evaluate("""() => {
      const status = document.querySelector("[data-status]");
      window.told = [];
      new MutationObserver(() => sessionStorage.setItem("told", status.textContent)).observe(status, {childList: true});
    }""")
    page.locator("#video-file").set_input_files(film)
    expect(page).to_have_url(re.compile(r"/desk/videos/edit/\d+/"))
    assert page.evaluate("sessionStorage.getItem('told')") == "اكتمل الرفع."


def _describe(page: Page, captions: Path) -> None:
    """Wait until it is ready, then give it a title and captions."""
    expect(page.locator("[data-line]")).to_have_text("جاهز", timeout=120_000)
    expect(page.locator("video.desk-video__film")).to_be_visible()
    page.locator("[name=title]").fill(TITLE)
    page.locator("#id_captions-ADD").click()
    page.locator("[name=captions-0-upload]").set_input_files(captions)
    address = page.url
    page.locator("button.action-save").first.click()
    expect(page).to_have_url(re.compile(r"/desk/videos/$"))
    page.goto(address)
    expect(page.locator("track")).to_have_attribute("srclang", "ar")


def _facts(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(
        """() => {
          const film = document.querySelector("video");
          const cues = [...film.textTracks].flatMap((track) => [...(track.activeCues ?? [])]);
          return {time: film.currentTime, paused: film.paused, source: film.currentSrc, error: film.error?.message,
                  cues: cues.map((cue) => cue.text), modes: [...film.textTracks].map((track) => track.mode)};
        }"""
    )
    return found


def _plays(page: Page, past: float = 0.3) -> dict[str, Any]:
    """Wait until the film runs and its captions have come; what is to be seen of it then."""
    for _ in range(600):
        if ((facts := _facts(page))["time"] > past and facts["cues"]) or facts["error"]:
            return facts
        time.sleep(0.1)
    raise AssertionError(f"it does not play: {facts}")


def test_it_plays_by_keyboard_with_captions(desktop: Page, story: str) -> None:
    asked: list[str] = []
    desktop.goto(story)
    desktop.on("request", lambda request: asked.append(request.url))
    assert not [address for address in asked if "/media/videos/" in address]
    desktop.locator("video").focus()
    desktop.keyboard.press("Space")
    facts = _plays(desktop)
    assert (facts["error"], facts["cues"], facts["modes"]) == (None, [WORDS], ["showing"])
    assert not facts["source"].endswith("video.mp4")
    desktop.keyboard.press("Space")
    desktop.wait_for_function("() => document.querySelector('video').paused")  # a bare expression needs `eval`


def test_where_the_browser_reads_no_hls_the_player_is_fetched_at_play(desktop: Page, story: str) -> None:
    desktop.add_init_script(NO_NATIVE_HLS)
    asked: list[str] = []
    desktop.on("request", lambda request: asked.append(request.url))
    desktop.goto(story)
    assert not [address for address in asked if "player" in address]
    desktop.locator("video").focus()
    desktop.keyboard.press("Space")
    facts = _plays(desktop)
    assert facts["error"] is None
    assert facts["source"].startswith("blob:")
    assert facts["cues"] == [WORDS]
    assert [address for address in asked if address.endswith(".m4s")]


def test_nothing_moves_and_nothing_is_loaded_before_play(phone: Page, story: str) -> None:
    phone.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries()) "
        "window.moved += entry.value; }).observe({type: 'layout-shift', buffered: true});"
    )
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(story)
    phone.wait_for_load_state("networkidle")
    box = phone.locator("video").bounding_box()
    assert box is not None
    assert box["width"] / box["height"] == pytest.approx(16 / 9, abs=0.05)
    assert phone.evaluate("window.moved") == 0
    assert not [address for address in asked if re.search(r"/media/videos/.*(m3u8|m4s|mp4)$", address)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_with_a_film_have_no_violation(phone: Page, story: str, scheme: Any) -> None:
    phone.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    phone.goto(story)
    assert violations(phone) == []
    phone.goto(story.replace(story.split("/", 3)[3], "video/"))
    assert violations(phone) == []
    phone.get_by_role("link", name=TITLE).first.click()
    expect(phone.locator("h1")).to_have_text(TITLE)
    assert violations(phone) == []


def test_without_scripts_it_is_a_film_with_controls(phone_without_scripts: Page, story: str) -> None:
    phone_without_scripts.goto(story)
    film = phone_without_scripts.locator("video")
    expect(film).to_have_attribute("controls", "")
    address = film.locator("source[type='video/mp4']").get_attribute("src")
    site = story.split("/", 3)
    part = phone_without_scripts.request.get(f"{site[0]}//{site[2]}{address}", headers={"Range": "bytes=0-99"})
    assert (part.status, len(part.body())) == (206, 100)
    assert part.headers["content-range"].startswith("bytes 0-99/")

"""axe finds nothing to complain about on any kind of public page, light or dark, nor on the log-in page."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import AXE

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


# A colour on its way to another is no colour of the page: two frames in which nothing that ends is moving.
SETTLED = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const moving = () => document.getAnimations().filter(
    (one) => one.playState === 'running' && one.effect.getComputedTiming().endTime !== Infinity);
  for (let still = 0; still < 2; await frame()) {
    const going = moving();
    await Promise.allSettled(going.map((one) => one.finished));
    still = going.length ? 0 : still + 1;
  }
}"""


def violations(page: Page) -> list[str]:
    """What axe finds in the page once its transitions have ended, as rule and element."""
    page.evaluate(SETTLED)
    # The site's own policy allows no foreign script, so axe comes in through the debugger.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result: dict[str, Any] = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
    return [
        f"{violation['id']}: {node['html'][:200]}" for violation in result["violations"] for node in violation["nodes"]
    ]


def _link(page: Page, site: str, selector: str) -> str:
    page.goto(site)
    return site + (page.locator(selector).first.get_attribute("href") or "/missing-link")


def _address(page: Page, site: str, lead: str, kind: str) -> str:
    fixed = {
        "front": "/",
        "search": "/search/?q=المدينة",
        "nothing-found": "/search/?q=قققككك",
        "404": "/لا-صفحة-هنا/",
        "archive": "/archive/",
        "log-in": "/desk/login/",
        "source": "/source/dpa/",
        "about": "/about/",
        "videos": "/video/",
    }
    if kind in fixed:
        return site + fixed[kind]
    if kind == "section":
        return _link(page, site, "header nav a[href^='/']:not([href='/'])")
    page.goto(lead)
    selector = {"article": "link[rel=canonical]", "topic": "a[href^='/topic/']", "author": "a[href^='/author/']"}[kind]
    href = page.locator(selector).first.get_attribute("href") or ""
    return href if href.startswith("http") else site + href


KINDS = [
    "front",
    "section",
    "article",
    "topic",
    "author",
    "source",
    "archive",
    "about",
    "videos",
    "search",
    "nothing-found",
    "404",
    "log-in",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_page_has_no_violation(phone: Page, site: str, lead: str, kind: str, scheme: Any) -> None:
    address = _address(phone, site, lead, kind)
    phone.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    response = phone.goto(address)
    assert response is not None
    assert response.status == (404 if kind == "404" else 200)
    assert violations(phone) == []

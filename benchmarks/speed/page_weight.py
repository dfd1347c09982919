"""What a page costs a phone, over the wire and without its pictures, and whether anything on it moves.

    python -m benchmarks.speed.page_weight --url http://localhost:8000
    python -m benchmarks.speed.page_weight            starts `khabar up` with the demo edition

A fresh Chromium of phone size opens the front page and the heaviest of a few articles over a throttled line
(1.6 Mbit/s, 150 ms, Lighthouse's slow 4G), scrolls to the end, and adds up the bytes received by kind. Layout
shift is the browser's own cumulative layout shift, fonts arriving late included.
"""

import argparse
import contextlib
import sys
from collections import defaultdict
from typing import Any
from urllib.parse import urljoin

import httpx
from benchmarks.speed.serving import khabar
from lxml import html
from playwright.sync_api import Browser, sync_playwright

LIMIT_KB = 45.0  # an article page without its picture
_LINE = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
_KINDS = ("Document", "Stylesheet", "Script", "Font", "Other")
_WATCH_SHIFT = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
_SCROLL = "async () => { for (let y = 0; y < document.body.scrollHeight; y += 600) { scrollTo(0, y); " + (
    "await new Promise((r) => setTimeout(r, 80)); } }"
)


def main() -> None:
    """Measure and print; exit code 1 when an article is too heavy or something moved."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", help="a running site; started with the demo edition otherwise")
    parser.add_argument("--articles", type=int, default=5, help="how many articles to open")
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        site = (options.url or stack.enter_context(khabar())).rstrip("/") + "/"
        play = stack.enter_context(sync_playwright())
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        print(f"{'page':12}" + "".join(f"{kind:>12}" for kind in _KINDS) + f"{'total KB':>12}{'shift':>9}")
        _row("front page", *measure(browser, site))
        measured = [measure(browser, address) for address in articles(browser, site, options.articles)]
        for number, (weights, shift) in enumerate(measured, start=1):
            _row(f"article {number}", weights, shift)
        browser.close()
    heaviest = max(sum(weights.values()) for weights, _ in measured)
    moved = max(shift for _, shift in measured)
    print(f"\nheaviest article {heaviest / 1024:.1f} KB of {LIMIT_KB:.0f}, largest shift {moved:.4f}")
    sys.exit(1 if heaviest > LIMIT_KB * 1024 or moved > 0 else 0)


def articles(browser: Browser, site: str, count: int) -> list[str]:
    """Addresses of the first stories on the front page."""
    page = browser.new_page()
    page.goto(site)
    links = html.fromstring(page.content()).xpath("//*[contains(@class, 'card__headline')]/a/@href")
    page.close()
    return [urljoin(site, link) for link in links[:count]]


def measure(browser: Browser, address: str) -> tuple[dict[str, int], float]:
    """Bytes received by kind of resource, pictures left out, and the cumulative layout shift.

    The page is asked for once before, so that what is measured is the stored page, as all readers but the first
    get it.
    """
    httpx.get(address, follow_redirects=True)
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=3, is_mobile=True, has_touch=True, locale="ar"
    )
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", _LINE)
    kinds: dict[str, str] = {}
    weights: dict[str, int] = defaultdict(int)

    def responded(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event["type"]

    def finished(event: dict[str, Any]) -> None:
        kind = kinds.get(event["requestId"], "Other")
        if kind != "Image":
            weights[kind if kind in _KINDS else "Other"] += int(event["encodedDataLength"])

    session.on("Network.responseReceived", responded)
    session.on("Network.loadingFinished", finished)
    page.add_init_script(_WATCH_SHIFT)
    page.goto(address, wait_until="networkidle")
    page.evaluate(_SCROLL)
    page.wait_for_load_state("networkidle")
    shift = float(page.evaluate("window.shifted"))
    context.close()
    return dict(weights), shift


def _row(name: str, weights: dict[str, int], shift: float) -> None:
    cells = "".join(f"{weights.get(kind, 0) / 1024:12.1f}" for kind in _KINDS)
    print(f"{name:12}{cells}{sum(weights.values()) / 1024:12.1f}{shift:9.4f}")


if __name__ == "__main__":
    main()

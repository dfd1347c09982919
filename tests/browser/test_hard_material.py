"""Stories as long, short, foreign and odd as they come: nothing runs out of the page, on a phone or a desk."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_accessibility import violations
from tests.running import Newsroom, copy_of

LONG = "مجلس المدينة يقر بعد جلسة امتدت حتى ساعات الفجر الأولى خطة شاملة لإعادة تأهيل شبكة المياه والطرق في الأحياء"
STORIES: list[dict[str, Any]] = [
    {"headline": "خبر"},
    {"headline": f"{LONG} {LONG}"[:240], "abstract": LONG * 8},
    {"headline": "كلمة" * 25, "section": "قسم" * 25, "body": ["كلمة" * 200, f"https://example.com/{'a' * 300}"]},
    {"headline": "Supercalifragilisticexpialidocious_" * 3, "authors": ["Word" * 25], "place": "x" * 75},
    {"headline": "فاز 3-1 والحرارة −12 ولغة C++ عند @khabar_ar", "abstract": "هاتف +20 2 2345-6789 بنسبة 61.5%."},
    {"headline": "مُحَمَّدٌ وَالمُعَلِّمُونَ يُعِيدُونَ تَشْكِيلَ اللُّغَةِ", "topics": [f"موضوع طويل رقم {n}" for n in range(30)]},
    {"headline": "Rivers of the delta, a long read", "body": ["Long read. " * 200]},
]
_SHIFT = """() => {
    const observer = new PerformanceObserver(() => {});
    observer.observe({type: "layout-shift", buffered: true});
    return observer.takeRecords().reduce((sum, one) => one.hadRecentInput ? sum : sum + one.value, 0);
}"""


@pytest.fixture(scope="module")
def hard_site(empty_newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running Khabar without the demo edition, filled with `STORIES`."""
    folder = tmp_path_factory.mktemp("hard")
    newsroom = copy_of(empty_newsroom, folder / "data")
    now = datetime.now(UTC)
    lines = [
        {"id": n, "section": "مدن", "body": [LONG], "published_at": (now - timedelta(hours=n)).isoformat(), **story}
        for n, story in enumerate(STORIES)
    ]
    file = folder / "hard.jsonl"
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    newsroom.run("import", "jsonl", str(file))
    with newsroom.serving() as address:
        yield address


def _addresses(page: Page, site: str) -> list[str]:
    page.goto(site)
    links = page.locator("nav a, main :is(h2, h3) a, footer li a").evaluate_all("links => links.map(link => link.href)")
    pages = [link for link in dict.fromkeys(links) if not link.endswith("/feed/")]
    return [f"{site}/", *pages, f"{site}/search/?q={'طويلة' * 30}"]


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light")])
def test_nothing_runs_out_moves_or_cannot_be_read(chromium: Browser, hard_site: str, width: int, scheme: Any) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, reduced_motion="reduce", is_mobile=width < 700
    )
    page = context.new_page()
    addresses = _addresses(page, hard_site)
    assert len(addresses) > len(STORIES)
    for address in addresses:
        page.goto(address, wait_until="networkidle")
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over == 0, address
        assert violations(page) == [], address
        assert page.evaluate(_SHIFT) == 0, address  # last: whatever moved while it was looked at counts too
    context.close()

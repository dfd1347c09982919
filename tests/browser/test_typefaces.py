"""What an Arabic news page is likely to hold is drawn by the site's own typefaces, Latin letters by the reader's."""

from typing import Any

import pytest
from playwright.sync_api import Page

LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
ORDINARY = f"{' '.join(LETTERS)} لا لأ لإ لآ الله قالَ جدًّا قيمةٌ بِ سُمٍّ هذا؟ نعم، ثم؛ «خبر» (2026) 12.5% 9:30 … – —"
FOREIGN = "پاریس ڤيينا چاد گوگل ٱ ہے کردستان"
DIGITS = "٠١٢٣٤٥٦٧٨٩ ٫ ٬"


def drawn_with(page: Page, site: str, element: str, text: str, tries: int = 6) -> dict[str, int]:
    """The families that drew `text`, with the number of glyphs of each; a face that is late waits for the next page."""
    for _ in range(tries):
        page.goto(site)
        page.evaluate(
            """async ([element, family, text]) => {
                await document.fonts.load(`20px "${family}"`, text);
                const probe = document.createElement(element);
                probe.id = "probe";
                probe.textContent = text;
                document.querySelector("main").prepend(probe);
                probe.getBoundingClientRect(); // laid out, and so drawn with something
            }""",
            [element, {"h1": "Khabar Head", "p": "Khabar Text"}[element], text],
        )
        found = _fonts_of(page, "#probe")
        if not any("(system)" in name for name in found):
            break
    return found


def _fonts_of(page: Page, selector: str) -> dict[str, int]:
    client = page.context.new_cdp_session(page)
    client.send("DOM.enable")
    client.send("CSS.enable")
    root = client.send("DOM.getDocument")["root"]["nodeId"]
    node = client.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    fonts: list[dict[str, Any]] = client.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return {f"{font['familyName']}{'' if font['isCustomFont'] else ' (system)'}": font["glyphCount"] for font in fonts}


@pytest.mark.parametrize(("element", "family"), [("h1", "Markazi"), ("p", "Noto Naskh")])
@pytest.mark.parametrize("text", [ORDINARY, FOREIGN, DIGITS])
def test_arabic_comes_from_the_site_s_own_typefaces(
    desktop: Page, site: str, element: str, family: str, text: str
) -> None:
    fonts = drawn_with(desktop, site, element, text)
    assert fonts
    assert [name for name in fonts if family not in name or "(system)" in name] == []


def test_latin_letters_are_the_reader_s_own_and_fetch_nothing(desktop: Page, site: str) -> None:
    fetched: list[str] = []
    desktop.on("request", lambda request: fetched.append(request.url) if request.resource_type == "font" else None)
    fonts = drawn_with(desktop, site, "h1", "Abc Khabar é & co", tries=1)
    assert fonts
    assert any("(system)" in name for name in fonts)
    assert {address.rpartition("/")[2].partition(".")[0] for address in fetched} <= {
        "markazi-text", "noto-naskh-arabic"
    }  # fmt: skip

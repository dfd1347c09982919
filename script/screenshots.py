"""Takes the pictures of the editor's tutorial from a real newsroom; run as `script/screenshots`."""

import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright
from tests.running import ADMIN_PASSWORD, Newsroom

IMAGES = Path(__file__).parents[1] / "docs" / "tutorials" / "images"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
NEW_HEADLINE = "مهرجان الحكاية يعود إلى ساحات المدينة القديمة"


def main() -> None:
    """Start a newsroom with the demo edition, walk through the tutorial's steps and keep a picture of each."""
    with tempfile.TemporaryDirectory(prefix="khabar-screenshots-") as scratch:
        newsroom = Newsroom(Path(scratch) / "data")
        newsroom.run("prepare")
        with newsroom.serving() as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 860}, locale="ar-EG")
            walk(page, address)
            browser.close()


def walk(page: Page, address: str) -> None:
    """The steps of the tutorial, in its order."""
    page.goto(f"{address}/desk/")
    keep(page, "login")
    page.locator("input[name=login]").fill("admin")
    page.locator("input[name=password]").fill(ADMIN_PASSWORD)
    page.locator("button[type=submit]").first.click()
    page.wait_for_url("**/desk/")
    keep(page, "dashboard")

    page.goto(f"{address}/desk/articles/add/")
    page.locator("[name=section]").select_option(index=1)
    page.locator("[name=kicker]").fill("ثقافة")
    page.locator("[name=headline]").fill(NEW_HEADLINE)
    page.locator("[name=abstract]").fill("ثلاث ليال من الحكايات في الساحات المفتوحة، والدخول مجاني للجميع.")
    keep(page, "write")
    page.get_by_role("tab", name="النشر والإسناد").click()
    page.locator("[name=dateline_place]").fill("فاس")
    keep(page, "filing")
    page.get_by_role("tab", name="المحتوى").click()
    page.locator("[data-side-panel-toggle=preview], [aria-controls*=preview]").first.click()
    page.wait_for_timeout(3000)
    keep(page, "preview")

    page.goto(f"{address}/desk/articles/")
    keep(page, "list")
    change_something(page, address)
    keep(page, "compare")


def change_something(page: Page, address: str) -> None:
    """Edit a published story and open the comparison of its two newest revisions."""
    page.goto(f"{address}/desk/articles/edit/1/")
    headline = page.locator("[name=headline]")
    headline.fill(headline.input_value() + " هذا المساء")
    page.keyboard.press("Control+s")
    page.wait_for_timeout(4000)
    page.goto(f"{address}/desk/articles/history/1/revisions/compare/live...latest/")


def keep(page: Page, name: str) -> None:
    """Write what the window shows as a small WebP file."""
    page.wait_for_load_state("load")
    page.wait_for_timeout(1000)  # an open form never stops talking to the desk: it saves and previews as one types
    picture = Image.open(BytesIO(page.screenshot()))
    picture.convert("RGB").save(IMAGES / f"{name}.webp", quality=72, method=6)


if __name__ == "__main__":
    main()

"""An editor at the wire desk: news comes by itself, keys do the work, and nothing is lost when the line is."""

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import enter, log_in
from tests.browser.test_accessibility import violations
from tests.factories.wires import newsml
from tests.running import Newsroom, copy_of

ARABIC = {"j": "ت", "k": "ن", "o": "خ", "x": "ء", "s": "س", "u": "ع", "d": "ي"}
"""What an Arabic (101) keyboard gives for the key that is a Latin letter elsewhere."""
PROVIDER = "الألمانية"


class Wire:
    """A served newsroom with one provider, whose items come when a test says so."""

    def __init__(self, address: str, command: Callable[..., None], folder: Path) -> None:
        self.address, self.command, self.folder = address, command, folder
        self.count = 0

    def arrive(self, *headlines: str, **parts: Any) -> str:
        """Items, one after the other; returns the guid of the last."""
        files = []
        for headline in headlines:
            self.count += 1
            guid = parts.get("guid", f"urn:wire:{self.count}")
            files.append(self.folder / f"{self.count}.xml")
            own = {"paragraphs": (_words(self.count),), **parts, "guid": guid, "headline": headline}
            files[-1].write_bytes(newsml(**own))
        self.command("import", "wire", *map(str, files), "--provider", PROVIDER)
        return str(guid)


def _words(seed: int) -> str:
    """A text that no other item has, so that no two of them are taken for reports of one event."""
    dice = random.Random(seed)
    letters = "بتجدرسشصطعفقكلمنه"
    return "القاهرة (د ب أ) - " + " ".join("".join(dice.choices(letters, k=6)) for _ in range(40)) + "."


@pytest.fixture(scope="module")
def wire(empty_newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    folder = tmp_path_factory.mktemp("wires")
    newsroom = copy_of(empty_newsroom, folder / "data")
    with newsroom.serving("--no-demo") as address, newsroom.terminal() as command:
        yield Wire(address, command, folder)


@pytest.fixture
def editor(desktop: Page, wire: Wire) -> Page:
    """Logged in, with items in the list."""
    log_in(desktop, wire.address)
    _provider(desktop, wire)
    desktop.goto(f"{wire.address}/desk/wires/?state=open")
    return desktop


def _provider(page: Page, wire: Wire) -> None:
    """Set up the provider as an administrator does, and let its first items come; once."""
    if wire.count:
        return
    page.goto(f"{wire.address}/desk/wire_providers/add/")
    page.locator("[name=name]").fill(PROVIDER)
    page.locator("form[data-edit-form] button[type=submit]").first.click()
    expect(page).to_have_url(re.compile(r"/desk/wire_providers/$"))
    wire.arrive(*(f"خبر سابق {number} للقراءة" for number in range(25)), urgency=5)


def row(page: Page, headline: str) -> Locator:
    return page.locator("[role=row]", has_text=headline)


def current(page: Page) -> Locator:
    return page.locator(".wire-row--current .wire-row__headline")


def arabic(page: Page, key: str) -> None:
    """Press the key `key` of a Latin keyboard while the layout is Arabic."""
    session = page.context.new_cdp_session(page)
    event = {"key": ARABIC[key], "code": f"Key{key.upper()}", "text": ARABIC[key]}
    session.send("Input.dispatchKeyEvent", {"type": "keyDown", **event})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **event})
    session.detach()


def latin(page: Page, key: str, *, shift: bool = False) -> None:
    page.keyboard.press(f"Shift+{key.upper()}" if shift else key)


def toast(page: Page) -> Locator:
    return page.locator(".wire-toast").last


# What arrives


def test_what_arrives_and_what_changes_is_shown_without_a_reload(editor: Page, wire: Wire) -> None:
    guid = wire.arrive("افتتاح الجسر الجديد")
    expect(editor.locator("[role=row]").first).to_contain_text("افتتاح الجسر الجديد")
    expect(editor.locator("[data-wire-say]")).to_have_text("خبر جديد")
    wire.arrive("افتتاح الجسر الجديد بعد تأخير", guid=guid, version=2)
    expect(row(editor, "بعد تأخير")).to_contain_text("النسخة 2")
    assert row(editor, "افتتاح الجسر الجديد").count() == 1
    wire.arrive("سُحب", guid=guid, version=3, status="canceled")
    expect(editor.locator(".wire-row--dead")).to_contain_text("سحبته الوكالة")
    editor.reload()
    assert row(editor, "افتتاح الجسر").count() == 0


def test_the_list_stays_where_it_is_read_and_offers_what_is_new(editor: Page, wire: Wire) -> None:
    for _ in range(3):
        latin(editor, "j")
    before = current(editor).text_content()
    place = editor.locator(".wire-row--current").bounding_box()
    wire.arrive("وصل أثناء القراءة أول", "وصل أثناء القراءة ثان")
    button = editor.locator("[data-wire-fresh]")
    expect(button).to_have_text("خبران جديدان")
    expect(editor).to_have_title(re.compile(r"^\(2\) "))
    assert current(editor).text_content() == before
    assert editor.locator(".wire-row--current").bounding_box() == place
    assert row(editor, "وصل أثناء القراءة").count() == 0
    button.click()
    expect(current(editor)).to_have_text("وصل أثناء القراءة ثان")
    expect(button).to_be_hidden()
    expect(editor).not_to_have_title(re.compile(r"^\("))


def test_an_item_that_a_colleague_puts_aside_leaves(editor: Page, wire: Wire) -> None:
    wire.arrive("خبر يستبعده زميل")
    expect(row(editor, "خبر يستبعده زميل")).to_be_visible()
    colleague = editor.context.new_page()
    colleague.goto(f"{wire.address}/desk/wires/?state=open")
    latin(colleague, "j")
    latin(colleague, "s")
    expect(toast(colleague)).to_contain_text("استُبعد")
    colleague.close()
    expect(row(editor, "خبر يستبعده زميل")).to_have_count(0)


def test_a_lost_line_is_said_and_nothing_is_missed(editor: Page, wire: Wire) -> None:
    status = editor.locator("[data-wire-status]")
    editor.context.set_offline(True)
    expect(status).to_contain_text("انقطع الاتصال")
    wire.arrive("وصل والخط مقطوع")
    editor.keyboard.press("j")
    editor.keyboard.press("d")
    expect(toast(editor)).to_contain_text("لم يُنفَّذ")
    editor.keyboard.press("Home")
    editor.context.set_offline(False)
    expect(status).to_be_empty()
    expect(row(editor, "وصل والخط مقطوع")).to_be_visible()


def test_an_ended_session_is_said_and_the_list_goes_on_after_log_in(editor: Page, wire: Wire) -> None:
    editor.context.clear_cookies()
    status = editor.locator("[data-wire-status]")
    expect(status).to_contain_text("انتهت جلستك")
    latin(editor, "j")
    latin(editor, "s")
    expect(toast(editor)).to_contain_text("انتهت جلستك")
    assert editor.locator(".wire-row--current").count() == 1  # it was not put aside
    wire.arrive("وصل بعد انتهاء الجلسة")
    with editor.context.expect_page() as opened:
        status.get_by_role("link").click()
    enter(opened.value, wire.address)
    opened.value.close()
    editor.bring_to_front()
    expect(status).to_be_empty()
    latin(editor, "n")
    expect(row(editor, "وصل بعد انتهاء الجلسة")).to_be_visible()
    latin(editor, "s")
    expect(toast(editor)).to_contain_text("استُبعد")


# Keys


@pytest.mark.parametrize("press", [latin, arabic], ids=["latin", "arabic"])
def test_keys_work_with_either_keyboard(editor: Page, wire: Wire, press: Callable[..., None]) -> None:
    headlines = [f"{name} خبر لمفاتيح {press.__name__}" for name in ("ثاني", "أول")]
    wire.arrive(*reversed(headlines))
    expect(row(editor, headlines[0])).to_be_visible()
    press(editor, "j")
    press(editor, "j")
    expect(current(editor)).to_have_text(headlines[1])
    press(editor, "k")
    expect(current(editor)).to_have_text(headlines[0])
    expect(editor.locator(".wire-row--current")).to_be_focused()
    press(editor, "o")
    expect(editor.locator("#wire-item-title")).to_have_text(headlines[0])
    expect(editor.locator("#wire-item-title")).to_be_focused()
    press(editor, "j")
    expect(editor.locator("#wire-item-title")).to_have_text(headlines[1])
    press(editor, "x")
    expect(editor.locator(".wire-row--current")).to_have_attribute("aria-selected", "true")
    press(editor, "x")
    press(editor, "s")
    expect(toast(editor)).to_contain_text(headlines[1])
    expect(row(editor, headlines[1])).to_have_count(0)
    press(editor, "u")
    expect(row(editor, headlines[1])).to_have_count(1)
    press(editor, "d")
    expect(toast(editor)).to_contain_text("صارت مسودة")
    editor.keyboard.press("Escape")
    expect(editor.locator("#wire-item-title")).to_have_count(0)


def test_keys_are_letters_where_one_writes_and_the_browsers_with_modifiers(editor: Page) -> None:
    before = editor.locator("[role=row]").count()
    editor.keyboard.press("/")
    search = editor.locator("[data-wire-search]")
    expect(search).to_be_focused()
    editor.keyboard.type("jsdx")
    expect(search).to_have_value("jsdx")
    editor.keyboard.press("Escape")
    editor.keyboard.press("j")
    editor.keyboard.press("Control+s")
    editor.keyboard.press("Alt+d")
    editor.wait_for_timeout(500)
    assert editor.locator("[role=row]").count() == before
    assert editor.locator(".wire-toast").count() == 0


def test_help_opens_and_closes_by_keys(editor: Page) -> None:
    editor.keyboard.press("?")
    help_dialog = editor.get_by_role("dialog", name="مفاتيح أخبار الوكالات")
    expect(help_dialog).to_be_visible()
    expect(help_dialog).to_contain_text("اصنع مسودة وابقَ في القائمة")
    editor.keyboard.press("j")
    assert editor.locator(".wire-row--current").count() == 0  # nothing moves behind it
    editor.keyboard.press("Escape")
    expect(help_dialog).to_be_hidden()


def test_one_key_leads_from_the_first_page_to_the_wires(editor: Page, wire: Wire) -> None:
    editor.goto(f"{wire.address}/desk/")
    editor.keyboard.press("w")
    expect(editor).to_have_url(re.compile("/desk/wires/"))
    expect(editor.locator(".wire-desk--scripted")).to_be_visible()
    editor.keyboard.press("g")
    editor.keyboard.press("h")
    expect(editor).to_have_url(re.compile(r"/desk/$"))


# Acts


def test_a_draft_is_made_without_leaving_the_list_and_a_second_one_is_asked_about(editor: Page, wire: Wire) -> None:
    wire.arrive("خبر لمسودة واحدة")
    expect(row(editor, "خبر لمسودة واحدة")).to_be_visible()
    latin(editor, "j")
    latin(editor, "d")
    expect(toast(editor)).to_contain_text("صارت مسودة: خبر لمسودة واحدة")
    expect(row(editor, "خبر لمسودة واحدة")).to_contain_text("استعمله admin")
    latin(editor, "d")
    question = editor.locator("[data-wire-again]")
    expect(question).to_be_visible()
    expect(question).to_contain_text("خبر لمسودة واحدة")
    editor.keyboard.press("Escape")
    expect(question).to_be_hidden()
    with editor.context.expect_page() as opened:
        toast(editor).get_by_role("link", name="افتح المسودة").click()
    expect(opened.value.locator("[name=headline]")).to_have_value("خبر لمسودة واحدة")


def test_a_draft_opens_in_a_tab_of_its_own(editor: Page, wire: Wire) -> None:
    wire.arrive("خبر يُفتح للتحرير")
    expect(row(editor, "خبر يُفتح للتحرير")).to_be_visible()
    latin(editor, "j")
    with editor.context.expect_page() as opened:
        latin(editor, "d", shift=True)
    expect(opened.value).to_have_url(re.compile(r"/desk/articles/edit/\d+/"))


def test_marked_items_become_one_draft(editor: Page, wire: Wire) -> None:
    first, second = "أول خبر يُدمج", "ثاني خبر يُدمج"
    wire.arrive(first, second)
    expect(row(editor, second)).to_be_visible()
    latin(editor, "j")
    latin(editor, "m")
    latin(editor, "j")
    latin(editor, "m")
    expect(editor.locator("[data-wire-marked-count]")).to_have_text("خبران محددان")
    latin(editor, "m", shift=True)
    expect(toast(editor)).to_contain_text("دُمج خبران")
    assert editor.locator("[data-wire-mark]:checked").count() == 0
    for headline in (first, second):
        expect(row(editor, headline)).to_contain_text("استعمله")


def test_what_was_put_aside_comes_back_from_its_notice(editor: Page) -> None:
    latin(editor, "j")
    headline = current(editor).text_content() or ""
    latin(editor, "s")
    expect(row(editor, headline)).to_have_count(0)
    toast(editor).get_by_role("button", name="تراجع").click()
    expect(row(editor, headline)).to_have_count(1)


def test_an_item_killed_meanwhile_makes_no_draft(editor: Page, wire: Wire) -> None:
    guid = wire.arrive("خبر تسحبه وكالته")
    expect(row(editor, "خبر تسحبه وكالته")).to_be_visible()
    latin(editor, "j")
    editor.context.set_offline(True)  # so that the list has not heard of it yet
    wire.arrive("خبر تسحبه وكالته", guid=guid, version=2, status="canceled")
    editor.route("**/desk/wires/live/**", lambda route: route.abort())
    editor.context.set_offline(False)
    latin(editor, "d")
    expect(toast(editor)).to_contain_text("سحبت")
    editor.unroute("**/desk/wires/live/**")


# What it looks like


def test_urgent_items_stand_out_by_more_than_colour(editor: Page, wire: Wire) -> None:
    wire.arrive("هزة أرضية في الساحل", urgency=1, signal="sig:flash")
    loud = row(editor, "هزة أرضية في الساحل")
    expect(loud).to_contain_text("خبر خاطف")
    quiet = editor.locator("[role=row]:not(.wire-row--urgent) .wire-row__headline").first
    weight = "element => Number(getComputedStyle(element).fontWeight)"
    assert loud.locator(".wire-row__headline").evaluate(weight) > quiet.evaluate(weight)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_about_the_page_keeps_anybody_out(editor: Page, scheme: Any) -> None:
    editor.emulate_media(color_scheme=scheme)
    latin(editor, "j")
    latin(editor, "o")
    expect(editor.locator("#wire-item-title")).to_be_visible()
    editor.locator("[data-wire-filters] summary").click()
    ours = [line for line in violations(editor) if "wire" in line]
    assert ours == []


def test_filters_and_views_are_in_the_address_and_back_goes_back(editor: Page, wire: Wire) -> None:
    wire.arrive("عاجل من الميناء", urgency=2)
    editor.locator("[data-wire-filters] summary").click()
    editor.locator("select[name=urgency]").select_option("3")
    editor.get_by_role("button", name="صفِّ").click()
    expect(editor).to_have_url(re.compile("urgency=3"))
    expect(editor.locator("[data-wire-filters] summary")).to_contain_text("الأولوية: حتى 3")
    editor.locator("[data-wire-filters] summary").click()
    editor.locator("input[name=name]").first.fill("العاجل")
    editor.get_by_role("button", name="احفظ العرض").click()
    view = editor.get_by_role("navigation", name="العروض").get_by_role("link", name="العاجل")
    expect(view).to_have_attribute("aria-current", "page")
    editor.go_back()
    editor.go_back()
    expect(editor).to_have_url(re.compile("state=open"))
    wire.arrive("عاجل آخر من الميناء", urgency=1)
    expect(view.locator("[data-wire-view-count]")).to_have_text("1")


def test_a_phone_follows_the_wires(phone: Page, wire: Wire) -> None:
    log_in(phone, wire.address)
    _provider(phone, wire)
    wire.arrive("خبر على الهاتف بعنوان طويل " + "يمتد على أسطر كثيرة " * 8)
    wire.arrive("Portuguese-Brazilian-Infrastructure-Cooperation-Agreement-" * 4, language="en")
    phone.goto(f"{wire.address}/desk/wires/?state=open")
    sideways = "document.documentElement.scrollWidth <= window.innerWidth"
    assert phone.evaluate(sideways)
    row(phone, "خبر على الهاتف").locator(".wire-row__link").tap()
    title = phone.locator("#wire-item-title")
    expect(title).to_be_visible()
    assert phone.locator(".wire-pane").bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    assert phone.evaluate(sideways)
    _large_enough(phone, ".wire-item__acts button, .wire-item__back")
    phone.go_back()
    expect(title).to_be_hidden()
    row(phone, "خبر على الهاتف").locator(".wire-row__link").tap()
    phone.get_by_role("button", name="اصنع مسودة").tap()
    expect(toast(phone)).to_contain_text("صارت مسودة")
    phone.get_by_role("link", name="عودة إلى القائمة").tap()
    expect(title).to_be_hidden()
    phone.locator("[data-wire-filters] summary").tap()
    _large_enough(
        phone, ".wire-filters select, .wire-filters input[type=search], .wire-filters button, .wire-row__tick"
    )
    assert phone.evaluate(sideways)
    row(phone, "Portuguese").locator(".wire-row__link").tap()
    phone.get_by_role("button", name="استبعد").tap()
    expect(toast(phone)).to_contain_text("استُبعد")


def _large_enough(page: Page, selector: str) -> None:
    """Every target that is shown can be hit by a thumb; all at once, for an open item may be drawn anew meanwhile."""
    shown = page.evaluate(
        """selector => [...document.querySelectorAll(selector)]
            .filter((one) => one.checkVisibility({ visibilityProperty: true }))
            .map((one) => [one.getBoundingClientRect(), one.outerHTML.slice(0, 200)])
            .map(([{ width, height }, html]) => [width, height, html])
            .filter(([width, height]) => width && height)""",
        selector,
    )
    assert shown
    assert [target for target in shown if min(target[:2]) < 44] == []


def test_the_list_is_read_and_worked_without_scripts(phone_without_scripts: Page, wire: Wire) -> None:
    page = phone_without_scripts
    log_in(page, wire.address)
    _provider(page, wire)
    wire.arrive("خبر بلا سكربت")
    page.goto(f"{wire.address}/desk/wires/?state=open")
    row(page, "خبر بلا سكربت").locator(".wire-row__link").click()
    expect(page.locator("#wire-item-title")).to_have_text("خبر بلا سكربت")
    page.get_by_role("button", name="استبعد", exact=False).last.click()
    expect(page.locator(".messages")).to_contain_text("استُبعد: خبر بلا سكربت")
    assert row(page, "خبر بلا سكربت").count() == 0

"""An editor and the panel of statements: walked, decided, corrected and added to with the keyboard alone."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import log_in
from tests.browser.test_accessibility import violations
from tests.browser.test_wire_desk import PROVIDER
from tests.factories.wires import newsml
from tests.running import Newsroom, copy_of

OPENING = "أعلن وزير النقل سامي البدري أن الجسر الشمالي سيفتح أمام المرور يوم الاثنين المقبل."
COST = "وأضاف البدري أن كلفة المشروع بلغت 120 مليون جنيه."
RIVER = "وقالت المهندسة سلمى الراوي لوكالة فرانس برس إن منسوب النهر ارتفع 40 سنتيمترا هذا الأسبوع."
CLOSED = "وأكد مدير المرور هشام القاضي أن الطريق القديم سيغلق ليلا."
WORKERS = "وبلغ عدد العمال 900 عامل من بيلاروسيا، وعاد بعضهم إلى بيلاروس مع نهاية الأسبوع."
PLAIN = "ويقع الجسر عند مدخل المدينة، وتراه السفن من بعيد قبل أن تدخل الميناء القديم."
TEXT = (OPENING, COST, RIVER, CLOSED, WORKERS, PLAIN)
KEYS = {"j": "ت", "k": "ن", "a": "ش", "x": "ء", "u": "ع", "c": "ؤ"}
"""What an Arabic (101) keyboard gives for the key that is a Latin letter elsewhere."""


class Room:
    """A served newsroom, and drafts made in it from items of the wire desk."""

    def __init__(self, address: str, command: Callable[..., None], folder: Path) -> None:
        self.address, self.command, self.folder = address, command, folder
        self.count = 0

    def draft(self, page: Page, *paragraphs: str) -> str:
        """An item with these paragraphs comes, and a draft is made of it with keys; its address."""
        self.count += 1
        if self.count == 1:
            page.goto(f"{self.address}/desk/wire_providers/add/")
            page.locator("[name=name]").fill(PROVIDER)
            page.locator("form[data-edit-form] button[type=submit]").first.click()
            expect(page).to_have_url(re.compile(r"/desk/wire_providers/$"))
        path = self.folder / f"{self.count}.xml"
        headline = f"الجسر الشمالي {self.count}"
        path.write_bytes(newsml(guid=f"urn:isnad:{self.count}", headline=headline, paragraphs=paragraphs or TEXT))
        self.command("import", "wire", str(path), "--provider", PROVIDER)
        page.goto(f"{self.address}/desk/wires/?state=open")
        page.keyboard.press("j")
        page.keyboard.press("d")
        link = page.locator(".wire-toast a").last
        expect(link).to_be_visible()
        return self.address + str(link.get_attribute("href"))


@pytest.fixture(scope="module")
def room(empty_newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("isnad")
    newsroom = copy_of(empty_newsroom, folder / "data")
    with newsroom.serving("--no-demo") as address, newsroom.terminal() as command:
        yield Room(address, command, folder)


@pytest.fixture
def editor(desktop: Page, room: Room) -> Page:
    return _arrived(desktop, room)


def _arrived(page: Page, room: Room) -> Page:
    mark = "document.documentElement.dataset.watched = '1'"
    page.context.add_init_script(f"addEventListener('w-unsaved:watch-edits', () => {{ {mark} }})")
    log_in(page, room.address)
    return page


def _watched(page: Page) -> None:
    """Wait until Wagtail begins to look for edits, two seconds after a form is loaded."""
    expect(page.locator("html")).to_have_attribute("data-watched", "1")


def row(page: Page, words: str) -> Locator:
    return page.locator("[data-isnad-row]", has_text=words)


def said(page: Page) -> Locator:
    return page.locator("[data-isnad-say]")


def highlighted(page: Page) -> str:
    """The words shown in the text as those of the statement."""
    return str(page.evaluate("[...(CSS.highlights.get('isnad') ?? [])].map(String).join('|')"))


def beside(page: Page, address: str) -> None:
    """Open a draft with its statements beside it."""
    page.goto(address + "#isnad")
    expect(page.locator("[data-isnad-panel]")).to_have_attribute("aria-busy", "false")
    expect(page.locator("[data-side-panel=isnad]")).to_be_visible()
    expect(page.locator("[contenteditable=true]").first).to_be_visible()
    _watched(page)


def arabic(page: Page, key: str) -> None:
    """Press the key `key` of a Latin keyboard while the layout is Arabic."""
    session = page.context.new_cdp_session(page)
    event = {"key": KEYS[key], "code": f"Key{key.upper()}", "text": KEYS[key]}
    session.send("Input.dispatchKeyEvent", {"type": "keyDown", **event})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **event})
    session.detach()


def test_the_whole_way_with_the_keyboard_alone(editor: Page, room: Room) -> None:
    beside(editor, room.draft(editor))
    keys = editor.keyboard
    expect(editor.locator("[data-isnad-row]")).to_have_count(4)
    # Walk the list: each statement's words are shown in the text.
    keys.press("F8")
    expect(row(editor, "الجسر الشمالي سيفتح")).to_be_focused()
    assert "سيفتح أمام المرور" in highlighted(editor)
    keys.press("ArrowDown")
    assert "120 مليون جنيه" in highlighted(editor)
    keys.press("Home")
    # Accept: the next that waits takes the focus.
    keys.press("a")
    expect(said(editor)).to_have_text("قُبل القول.")
    expect(row(editor, "الجسر الشمالي سيفتح")).to_contain_text("مقبول")
    expect(row(editor, "كلفة المشروع")).to_be_focused()
    # Correct the speaker, with a name of the file.
    keys.press("c")
    speaker = editor.locator("[name=speaker]")
    expect(speaker).to_be_focused()
    keys.type("رويتر")
    expect(editor.locator(".isnad-name").first).to_contain_text("رويترز")
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(speaker).to_have_value(re.compile("رويترز"))
    expect(editor.locator("[name=kind]")).to_have_value("media")
    keys.press("Control+Enter")
    expect(said(editor)).to_have_text("صُحّح القول.")
    expect(row(editor, "كلفة المشروع")).to_contain_text("رويترز")
    expect(row(editor, "كلفة المشروع")).to_be_focused()
    # Reject, take back, reject.
    keys.press("End")
    keys.press("x")
    expect(row(editor, "الطريق القديم")).to_contain_text("مرفوض")
    keys.press("u")
    expect(said(editor)).to_have_text("تُراجع عن القرار.")
    expect(row(editor, "الطريق القديم")).not_to_contain_text("مرفوض")
    expect(row(editor, "الطريق القديم")).to_be_focused()
    keys.press("x")
    expect(said(editor)).to_have_text("رُفض القول.")
    # Add: select words in the last paragraph.
    _add(editor)
    # Edit under one decision and away from another; it saves itself.
    _type_into(editor, COST[:12], "أمس ")
    expect(row(editor, "كلفة المشروع")).to_contain_text("رويترز")
    _replace_word(editor, "سيفتح", "لن يفتح")
    flagged = row(editor, "تغيّر النص تحته")
    expect(flagged).to_contain_text("صار في النص")
    expect(flagged).to_contain_text("لن يفتح")
    expect(row(editor, "كلفة المشروع")).to_contain_text("مصحَّح")
    keys.press("F8")
    keys.press("Home")
    _go_to(editor, flagged)
    keys.press("a")
    expect(said(editor)).to_have_text("اعتُمد القول بكلماته الجديدة.")
    expect(flagged).to_have_count(0)
    # And all of it is there after the page is loaded anew.
    editor.reload()
    expect(row(editor, "لن يفتح أمام المرور")).to_contain_text("مصحَّح")
    expect(row(editor, "تراه السفن")).to_contain_text("أضافه محرر")


def _add(page: Page) -> None:
    keys = page.keyboard
    _caret_at(page, PLAIN, PLAIN.index("تراه"))
    for _ in range(3):
        keys.press("Control+Shift+ArrowLeft")
    keys.press("Shift+F8")
    expect(page.locator("[name=speaker]")).to_be_focused()
    expect(page.locator("[data-isnad-words]")).to_contain_text("تراه السفن")
    keys.type("بحار الميناء")
    keys.press("Enter")
    expect(said(page)).to_have_text("أُضيف القول.")
    expect(row(page, "تراه السفن")).to_contain_text("بحار الميناء")
    expect(row(page, "تراه السفن")).to_be_focused()


def _caret_at(page: Page, paragraph: str, at: int) -> None:
    """The caret in the text, by keys, from wherever the focus is."""
    box = page.locator("[contenteditable=true]", has_text=paragraph[:20])
    box.focus()
    page.keyboard.press("Control+Home")
    for _ in range(at):
        page.keyboard.press("ArrowLeft")


def _saved(page: Page) -> Any:
    return page.expect_response(lambda answer: "/statements/" in answer.url and "/panel/" in answer.url)


def _type_into(page: Page, paragraph: str, words: str) -> None:
    _caret_at(page, paragraph, 0)
    with _saved(page):
        page.keyboard.type(words)
    expect(page.locator("[contenteditable=true]", has_text=words)).to_be_focused()


def _replace_word(page: Page, word: str, other: str) -> None:
    _caret_at(page, OPENING, OPENING.index(word))
    with _saved(page):
        for _ in word:
            page.keyboard.press("Delete")
        page.keyboard.type(other)
    expect(page.locator("[contenteditable=true]", has_text=other)).to_be_focused()


def _go_to(page: Page, wanted: Locator) -> None:
    expect(page.locator("[data-isnad-row]").first).to_be_focused()
    for _ in range(10):
        if wanted.evaluate("row => row === document.activeElement"):
            return
        page.keyboard.press("j")
    expect(wanted).to_be_focused()


def test_keys_of_an_arabic_keyboard_do_the_same(editor: Page, room: Room) -> None:
    beside(editor, room.draft(editor))
    editor.keyboard.press("F8")
    arabic(editor, "j")
    expect(row(editor, "كلفة المشروع")).to_be_focused()
    arabic(editor, "k")
    arabic(editor, "a")
    expect(row(editor, "الجسر الشمالي سيفتح")).to_contain_text("مقبول")
    arabic(editor, "u")
    expect(row(editor, "الجسر الشمالي سيفتح")).not_to_contain_text("مقبول")
    arabic(editor, "x")
    expect(row(editor, "الجسر الشمالي سيفتح")).to_contain_text("مرفوض")
    arabic(editor, "c")
    expect(editor.locator("[name=speaker]")).to_be_focused()
    editor.keyboard.press("Escape")
    expect(editor.locator("[data-isnad-form]")).to_have_count(0)
    editor.keyboard.press("Shift+A")
    expect(said(editor)).to_contain_text("قُبل")
    expect(editor.locator(".isnad-mark--sure")).to_have_count(0)
    editor.keyboard.press("Escape")
    expect(editor.locator("[contenteditable=true]:focus")).to_have_count(1)


def test_relays_change_places_and_a_record_goes_with_its_kind(editor: Page, room: Room) -> None:
    passed = "ونقلت صحيفة الضفة عن وكالة تاس أن المهندسة سلمى الراوي قالت إن السد القديم آمن."
    beside(editor, room.draft(editor, passed))
    keys, form = editor.keyboard, editor.locator("[data-isnad-form]")
    names = form.get_by_label(re.compile("اسم الحلقة"))
    keys.press("F8")
    expect(row(editor, "السد القديم")).to_be_focused()
    # A row says who spoke, through whom, before its words.
    read_out = re.compile("^سلمى الراوي، عبر وكالة تاس.*، عبر صحيفة الضفة، مصدر الخبر .*السد القديم")
    expect(row(editor, "السد القديم")).to_have_accessible_name(read_out)
    keys.press("c")
    expect(names).to_have_count(2)
    first = names.nth(0).input_value()
    expect(form.get_by_label("قدّم الحلقة 1")).to_be_disabled()
    _tab_to(editor, form.get_by_label("قدّم الحلقة 2"))
    keys.press("Enter")
    expect(names.nth(1)).to_have_value(first)
    expect(names.nth(0)).to_be_focused()
    _tab_to(editor, form.get_by_role("button", name="أضف حلقة"))
    keys.press("Enter")
    expect(form.get_by_label("دور الحلقة 3")).to_be_focused()
    keys.press("Control+Enter")
    expect(said(editor)).to_have_text("صُحّح القول.")
    # The record of a person is not that of a body: another kind is another record, and no refusal.
    keys.press("c")
    expect(form.locator("[data-isnad-record]")).to_contain_text("مربوط بسجله")
    keys.press("Tab")
    keys.press("ArrowDown")
    expect(form.locator("[data-isnad-record]")).to_contain_text("سجل مقترح")
    keys.press("Control+Enter")
    expect(form).to_have_count(0)
    expect(row(editor, "السد القديم")).to_contain_text("جهة")


def _tab_to(page: Page, wanted: Locator) -> None:
    for _ in range(20):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    expect(wanted).to_be_focused()


def test_letters_are_letters_in_the_text_and_in_the_form(editor: Page, room: Room) -> None:
    beside(editor, room.draft(editor))
    _type_into(editor, PLAIN, "ajxu ")
    expect(editor.locator("[contenteditable=true]", has_text="ajxu " + PLAIN[:10])).to_be_visible()
    assert editor.locator(".isnad-row--suggested").count() == 4
    editor.keyboard.press("F8")
    editor.keyboard.press("c")
    expect(editor.locator("[name=speaker]")).to_be_focused()
    editor.keyboard.type("axu")
    expect(editor.locator("[name=speaker]")).to_have_value("axu")
    editor.keyboard.press("Escape")
    assert editor.locator(".isnad-row--suggested").count() == 4


def test_the_caret_finds_its_statement_and_the_statement_its_words(editor: Page, room: Room) -> None:
    beside(editor, room.draft(editor))
    _caret_at(editor, RIVER, RIVER.index("النهر"))
    expect(editor.locator(".isnad-row__body--current")).to_contain_text("منسوب النهر")
    editor.keyboard.press("F8")
    expect(row(editor, "منسوب النهر")).to_be_focused()
    steps = row(editor, "منسوب النهر").locator(".isnad-step")
    expect(steps.first).to_contain_text("سلمى الراوي")
    right, left = steps.nth(0).bounding_box(), steps.nth(1).bounding_box()
    assert right is not None
    assert left is not None
    assert left["x"] < right["x"]
    editor.keyboard.press("Enter")
    expect(editor.locator("[contenteditable=true]:focus")).to_contain_text("منسوب النهر")


def test_warnings_are_seen_and_one_spelling_is_made_of_two(editor: Page, room: Room) -> None:
    beside(editor, room.draft(editor))
    warnings = editor.locator(".isnad-warnings")
    expect(warnings).to_contain_text("900 عامل")
    button = warnings.get_by_role("button", name="اجعله «بيلاروسيا»")
    button.focus()
    with _saved(editor):
        editor.keyboard.press("Enter")
    text = editor.locator("[contenteditable=true]", has_text="900 عامل")
    expect(text).to_contain_text("وعاد بعضهم إلى بيلاروسيا مع نهاية")
    expect(warnings).not_to_contain_text("اسم برسمين")
    expect(warnings).to_contain_text("900 عامل")
    text.focus()
    editor.keyboard.press("Control+z")
    expect(text).to_contain_text("وعاد بعضهم إلى بيلاروس مع نهاية")


def test_two_editors_at_once(editor: Page, room: Room) -> None:
    address = room.draft(editor)
    beside(editor, address)
    colleague = editor.context.new_page()
    beside(colleague, address)
    colleague.keyboard.press("F8")
    colleague.keyboard.press("x")
    expect(said(colleague)).to_have_text("رُفض القول.")
    colleague.close()
    editor.keyboard.press("F8")
    editor.keyboard.press("a")
    expect(said(editor)).to_contain_text("قبلك")
    expect(row(editor, "الجسر الشمالي سيفتح")).to_contain_text("مرفوض")
    expect(row(editor, "الجسر الشمالي سيفتح")).to_be_focused()


def test_a_lost_line_and_an_ended_session_are_said_and_nothing_written_is_lost(editor: Page, room: Room) -> None:
    beside(editor, room.draft(editor))
    editor.keyboard.press("F8")
    editor.keyboard.press("c")
    expect(editor.locator("[name=speaker]")).to_be_focused()
    editor.keyboard.type("هالة النجار")
    editor.context.set_offline(True)
    editor.keyboard.press("Control+Enter")
    expect(editor.locator("[data-isnad-error]")).to_contain_text("انقطع الاتصال")
    editor.context.set_offline(False)
    editor.context.clear_cookies()
    editor.keyboard.press("Control+Enter")
    expect(editor.locator("[data-isnad-error]")).to_contain_text("انتهت جلستك")
    expect(editor.locator("[name=speaker]")).to_have_value("هالة النجار")


def test_a_new_article_gets_its_panel_when_it_is_saved_for_the_first_time(editor: Page, room: Room) -> None:
    room.draft(editor)  # with the first item of the wire comes the first section
    editor.goto(f"{room.address}/desk/articles/add/")
    editor.locator("[data-side-panel-toggle=isnad]").click()
    expect(editor.locator("[data-isnad-empty]")).to_contain_text("حين يُحفظ")
    _watched(editor)
    editor.locator("[name=section]").select_option(index=1)
    editor.locator("[name=headline]").fill("خبر جديد بلا نص")
    expect(editor).to_have_url(re.compile(r"/edit/\d+/"))
    expect(editor.locator("[data-isnad-empty]")).to_contain_text("لا أقوال منسوبة")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_panel_and_its_form(editor: Page, room: Room, scheme: Any) -> None:
    editor.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    beside(editor, room.draft(editor))

    def own() -> list[str]:
        return [line for line in violations(editor) if "isnad" in line]

    editor.keyboard.press("F8")
    assert own() == []
    editor.keyboard.press("c")
    expect(editor.locator("[name=speaker]")).to_be_focused()
    assert own() == []


def test_on_a_phone_the_panel_is_a_drawer_under_the_text(phone: Page, room: Room) -> None:
    _arrived(phone, room)
    beside(phone, room.draft(phone))
    drawer = phone.locator(".form-side--isnad")
    row(phone, "منسوب النهر").click()
    expect(row(phone, "منسوب النهر")).to_be_focused()
    for _ in range(600):  # until the text has been scrolled to where the drawer leaves it
        phone.wait_for_timeout(100)
        place = drawer.bounding_box()
        words = phone.evaluate("[...CSS.highlights.get('isnad')][0].getBoundingClientRect().top")
        assert place is not None
        if 0 < words < place["y"]:
            break
    assert place["width"] == 390
    assert place["y"] > 250
    assert 0 < words < place["y"]
    row(phone, "منسوب النهر").get_by_role("button", name="اقبل").click()
    expect(row(phone, "منسوب النهر")).to_contain_text("مقبول")

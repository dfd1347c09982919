"""A statement is found again in a later text: moved, split, quoted otherwise, mistyped, gone; never outside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.attribution.anchors import Anchor, Found, anchor_at, re_anchor
from khabar.attribution.paragraphs import Paragraph, paragraphs, text_hash

FIRST = "قال مدير الميناء إن «السفن الثلاث ستغادر فجرا» بعد التفتيش."
SECOND = "وأضافت ربان السفينة أن الرحلة إلى الجزيرة تستغرق أربع ساعات."
THIRD = "وينتظر المسافرون على الرصيف منذ المساء."
WORDS = "الرحلة إلى الجزيرة تستغرق أربع ساعات"


def text_of(*texts: str) -> list[Paragraph]:
    return [Paragraph(f"b{texts.index(text)}", number, text) for number, text in enumerate(texts)]


def anchor(words: str, *texts: str) -> Anchor:
    found = text_of(*texts)
    par = next(number for number, paragraph in enumerate(found) if words in paragraph.text)
    start = found[par].text.index(words)
    return anchor_at(found, par, start, start + len(words))


def again(old: Anchor, *texts: str) -> Found:
    found = re_anchor(old, text_of(*texts))
    assert found is not None
    here = found.anchor
    assert texts[here.par][here.start : here.end] == here.text
    return found


def test_an_unchanged_text_gives_the_same_anchor() -> None:
    old = anchor(WORDS, FIRST, SECOND)
    assert again(old, FIRST, SECOND) == Found(old, changed=False)


def test_a_paragraph_that_moved_is_followed() -> None:
    found = again(anchor(WORDS, FIRST, SECOND), THIRD, SECOND, FIRST)
    assert (found.anchor.par, found.anchor.text, found.changed) == (1, WORDS, False)


def test_a_paragraph_split_before_the_words_is_followed() -> None:
    found = again(anchor(WORDS, FIRST, SECOND), FIRST, "وأضافت ربان السفينة", f"أن {WORDS}.")
    assert (found.anchor.par, found.anchor.text, found.changed) == (2, WORDS, False)


def test_a_paragraph_split_inside_the_words_is_flagged_where_most_of_them_stand() -> None:
    found = again(anchor(WORDS, FIRST, SECOND), FIRST, "وأضافت أن الرحلة", "إلى الجزيرة تستغرق أربع ساعات.")
    assert (found.anchor.par, found.changed) == (2, True)


@pytest.mark.parametrize(
    "quoted", ['"السفن الثلاث ستغادر فجرا"', "“السفن الثلاث ستغادر فجرا”", "السفن الثلاث ستغادر فجرا"]
)
def test_other_quotation_marks_are_no_other_words(quoted: str) -> None:
    old = anchor("«السفن الثلاث ستغادر فجرا» بعد التفتيش", FIRST)
    found = again(old, FIRST.replace("«السفن الثلاث ستغادر فجرا»", quoted))
    assert (found.anchor.text, found.changed) == (f"{quoted} بعد التفتيش", False)


def test_quotation_marks_put_around_the_words_go_with_them() -> None:
    found = again(anchor(WORDS, SECOND), SECOND.replace(WORDS, f"«{WORDS}»"))
    assert (found.anchor.text, found.changed) == (f"«{WORDS}»", False)


def test_marks_left_outside_on_purpose_stay_outside() -> None:
    inner = "السفن الثلاث ستغادر فجرا"
    found = again(anchor(inner, FIRST), THIRD, FIRST)
    assert (found.anchor.text, found.changed) == (inner, False)


@pytest.mark.parametrize(
    "respelled",
    [
        "الرحلة  إلى الجزيرة تستغرق أربع ساعات",
        "الرحلة الى الجزيره تستغرق اربع ساعات",
        "الرحلـــة إلى الجزيرة تَستغرق أربعَ ساعات",
        "الرحلة إلى الجزيرة، تستغرق أربع ساعات",
    ],
)
def test_spaces_hamzas_marks_and_signs_are_no_other_words(respelled: str) -> None:
    found = again(anchor(WORDS, SECOND), SECOND.replace(WORDS, respelled))
    assert (found.anchor.text, found.changed) == (respelled, False)


@pytest.mark.parametrize(
    "changed",
    [
        "الرحلة إلى الجزيرة تستغرق أربع ساععات",
        "الرحلة إلى الجزيرة لا تستغرق أربع ساعات",
        "الرحلة إلى الجزيرة تستغرق سبع ساعات",
    ],
)
def test_other_words_at_the_place_are_flagged(changed: str) -> None:
    found = again(anchor(WORDS, SECOND), FIRST, SECOND.replace(WORDS, changed))
    assert (found.anchor.par, found.changed) == (1, True)
    assert found.anchor.text in changed


def test_numbers_are_words_too() -> None:
    old = anchor("الحمولة 1,500 طن من القمح", "قال إن الحمولة 1,500 طن من القمح.")
    assert again(old, "قال إن الحمولة 1,600 طن من القمح.").changed
    assert again(old, "قال إن الحمولة 1.500 طن من القمح.").changed


def test_deleted_words_are_gone() -> None:
    assert re_anchor(anchor(WORDS, FIRST, SECOND), text_of(FIRST, THIRD)) is None
    assert re_anchor(anchor(WORDS, FIRST, SECOND), []) is None


def test_of_two_places_with_the_same_words_the_surroundings_decide() -> None:
    one, two = "قال الأول: «لن نغادر الميناء» ثم جلس.", "وقالت الثانية: «لن نغادر الميناء» ثم وقفت."
    found = again(anchor("«لن نغادر الميناء»", two), one, THIRD, two)
    assert found.anchor.par == 2
    found = again(anchor("«لن نغادر الميناء»", one), two, THIRD, one)
    assert found.anchor.par == 2


def test_a_short_word_is_followed_only_in_its_surroundings() -> None:
    old = anchor("«نعم»", "سئل المدير عن الموعد فقال: «نعم» ومضى.")
    assert again(old, THIRD, "سئل المدير عن الموعد فقال: «نعم» ومضى.").anchor.par == 1
    assert re_anchor(old, [Paragraph("other", 0, "هتف الجمهور: «نعم» طويلا.")]) is None


def test_words_taken_from_inside_a_word_stay_there() -> None:
    old = anchor("سفينة", SECOND)
    assert again(old, SECOND).anchor == old


@pytest.mark.parametrize(("par", "start", "end"), [(2, 0, 1), (-1, 0, 1), (0, 5, 5), (0, -1, 3), (0, 0, 999)])
def test_places_that_are_not_there_are_refused(par: int, start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no characters"):
        anchor_at(text_of(FIRST, SECOND), par, start, end)


TEXTS = st.lists(st.text(alphabet='ابتة إأ«»"،. 1,5َـab-\n', min_size=1, max_size=60), min_size=1, max_size=4)


@given(TEXTS, TEXTS, st.data())
def test_whatever_the_texts_an_anchor_is_inside(old: list[str], new: list[str], data: st.DataObject) -> None:
    before = [Paragraph("", number, text) for number, text in enumerate(old)]
    par = data.draw(st.integers(0, len(old) - 1))
    start = data.draw(st.integers(0, len(old[par]) - 1))
    end = data.draw(st.integers(start + 1, len(old[par])))
    place = anchor_at(before, par, start, end)
    found = re_anchor(place, [Paragraph("", number, text) for number, text in enumerate(new)])
    if found is not None:
        here = found.anchor
        assert 0 <= here.start < here.end <= len(new[here.par])
        assert new[here.par][here.start : here.end] == here.text


@given(TEXTS, st.data())
def test_in_an_unchanged_text_the_words_are_the_same(texts: list[str], data: st.DataObject) -> None:
    found = [Paragraph("", number, text) for number, text in enumerate(texts)]
    par = data.draw(st.integers(0, len(texts) - 1))
    start = data.draw(st.integers(0, len(texts[par]) - 1))
    end = data.draw(st.integers(start + 1, len(texts[par])))
    place = anchor_at(found, par, start, end)
    new = re_anchor(place, found)
    if any(char.isalpha() for char in place.text) and len(place.text) > 12:
        assert new is not None
        assert not new.changed


def test_paragraphs_are_read_as_readers_see_them() -> None:
    body = [
        {"type": "subheading", "value": "عنوان", "id": "h"},
        {"type": "paragraph", "value": "<p>قال <b>المدير</b> &amp; مضى<br/>ثم عاد</p><p></p>", "id": "one"},
        {"type": "quote", "value": {"text": "قول"}, "id": "q"},
        {"type": "paragraph", "value": "<p>وأضاف</p>"},
    ]
    assert paragraphs(body) == [
        Paragraph("one", 1, "قال المدير & مضى"),
        Paragraph("one", 1, "ثم عاد"),
        Paragraph("", 3, "وأضاف"),
    ]


def test_the_fingerprint_is_of_the_words() -> None:
    one = [{"type": "paragraph", "value": "<p>قال <b>المدير</b></p>", "id": "1"}]
    other = [{"type": "paragraph", "value": "<p>قال المدير</p>", "id": "2"}, {"type": "subheading", "value": "جديد"}]
    assert text_hash(paragraphs(one)) == text_hash(paragraphs(other))
    assert text_hash(paragraphs(one)) != text_hash(paragraphs([{"type": "paragraph", "value": "<p>قال مدير</p>"}]))

"""What was changed in a story, word by word, and what counts as a slip of the keyboard."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.articles.comparing import Line, Mark, Part, compare, is_slip, only_pictured, parts_of
from khabar.articles.text import paragraph


def _text(*paragraphs: str) -> list[Part]:
    return [Part("text", one) for one in paragraphs]


def _words(line: Line, *marks: Mark) -> str:
    return "".join(run.text for run in line.runs if run.mark in marks)


def _article(**fields: Any) -> SimpleNamespace:
    empty = dict.fromkeys(
        ("kicker", "abstract", "lead_caption", "lead_credit", "dateline_place", "dateline_date"), ""
    ) | {"headline": "مكتبة", "lead_picture_id": None, "lead_video_id": None, "body": []}
    return SimpleNamespace(**(empty | fields))


def test_one_word_is_shown_within_its_paragraph_and_others_stay_away() -> None:
    old = _text("الفقرة الأولى كما هي.", "زار المعرض عشرون طالبا من المدرسة.")
    new = _text("الفقرة الأولى كما هي.", "زار المعرض ثلاثون طالبا من المدرسة.")
    (line,) = compare(old, new)
    assert _words(line, Mark.REMOVED) == "عشرون"
    assert _words(line, Mark.ADDED) == "ثلاثون"
    assert _words(line, Mark.SAME) == "زار المعرض  طالبا من المدرسة."


def test_a_paragraph_that_came_or_went_is_whole() -> None:
    (added,) = compare(_text("أولى."), _text("أولى.", "ثانية جديدة."))
    assert added.runs == ((Mark.ADDED, "ثانية جديدة."),)
    (gone,) = compare(_text("أولى.", "ثانية."), _text("أولى."))
    assert gone.runs == ((Mark.REMOVED, "ثانية."),)


def test_passages_with_little_in_common_are_not_mixed_word_by_word() -> None:
    lines = compare(_text("أعلن النادي عن مدرب جديد في الموسم المقبل."), _text("هطلت أمطار في الشمال من البلاد."))
    assert [[run.mark for run in line.runs] for line in lines] == [[Mark.REMOVED], [Mark.ADDED]]


def test_a_word_keeps_its_marks_and_a_number_its_digits() -> None:
    (line,) = compare(_text("وصل مُحَمَّد في 12.5 دقيقة إلى الملعب"), _text("وصل مُحَمَّد في 13.5 دقيقة إلى الملعب"))
    assert "مُحَمَّد" in _words(line, Mark.SAME)
    assert _words(line, Mark.REMOVED) == "12"


def test_changes_with_only_a_particle_between_them_are_one() -> None:
    (line,) = compare(
        _text("قال الوزير إن المشروع يبدأ صباح الأحد في مدينة الرياض بحضور الأهالي"),
        _text("قال الوزير إن المشروع يبدأ مساء الاثنين في بلدة الخبر بحضور الأهالي"),
    )
    assert [run.mark for run in line.runs] == [Mark.SAME, Mark.REMOVED, Mark.ADDED, Mark.SAME]


def test_what_has_no_words_is_named_only() -> None:
    before, after = (parts_of(_article(lead_picture_id=number)) for number in (3, 4))
    assert compare(before, after) == [Line("lead_picture", ())]


def test_media_of_the_body_count_and_links_to_other_stories_do_not() -> None:
    def body(kind: str, value: Any) -> list[Part]:
        return parts_of(_article(body=[paragraph("نص"), {"type": kind, "value": value}]))

    assert compare(body("picture", {"picture": 1}), body("picture", {"picture": 2})) == [Line("media", ())]
    assert compare(body("related", 1), body("related", 2)) == []


def test_white_space_is_no_change() -> None:
    assert parts_of(_article(headline="مكتبة  الحي\n")) == parts_of(_article(headline="مكتبة الحي"))


_SENTENCE = "افتتحت البلدية مكتبة الحي القديم أمس"


@pytest.mark.parametrize(
    ("new", "slip"),
    [
        ("افتتحت البلديه مكتبة الحي القديم أمس", True),
        ("افتتحت البلدية مكتبة الحى القديم أمس", True),
        ("اُفتُتِحت البلدية مكتبة الحي القديم أمس", True),
        ("افتتحت البلدية مكتبة الحي القديم، أمس", True),
        ("افتتحت البلدية مكتبة الحي القديم غدا", False),
        ("لم افتتحت البلدية مكتبة الحي القديم أمس", False),
        ("افتتحت البلدية مكتبة الحي القديم أمس 5", False),
        ("أغلقت البلدية مكتبة الحي الجديد مساء", False),
        (_SENTENCE, False),
    ],
)
def test_few_letters_are_a_slip_unless_they_change_what_is_said(new: str, slip: bool) -> None:
    assert is_slip(_text(_SENTENCE), _text(new)) is slip


def test_a_figure_put_right_is_no_slip() -> None:
    assert not is_slip(_text("قُتل 12 شخصا"), _text("قُتل 13 شخصا"))


def test_a_first_picture_completes_a_story_and_a_second_one_changes_it() -> None:
    bare, first, second = (
        parts_of(_article()),
        *(parts_of(_article(lead_picture_id=n, lead_caption="ش")) for n in (1, 2)),
    )
    assert only_pictured(bare, first)
    assert not only_pictured(first, second)
    assert not only_pictured(bare, parts_of(_article(lead_picture_id=1, headline="غيره")))


_PARAGRAPHS = st.lists(st.text("ابت مل 1.\u064f", min_size=1, max_size=30), max_size=5)


@given(_PARAGRAPHS, _PARAGRAPHS)
def test_nothing_is_lost_or_invented_in_what_changed(old: list[str], new: list[str]) -> None:
    lines = compare(_text(*old), _text(*new))
    if [" ".join(one.split()) for one in old] == [" ".join(one.split()) for one in new]:
        return
    gone = "".join(_words(line, Mark.REMOVED) for line in lines)
    came = "".join(_words(line, Mark.ADDED) for line in lines)
    kept_old = "".join(_words(line, Mark.SAME, Mark.REMOVED) for line in lines)
    kept_new = "".join(_words(line, Mark.SAME, Mark.ADDED) for line in lines)
    assert len(gone) - len(came) <= len("".join(old))
    assert _is_spread_over(kept_old, "".join(old))
    assert _is_spread_over(kept_new, "".join(new))


def _is_spread_over(words: str, text: str) -> bool:
    """Whether the letters of `words` stand in `text` in their order."""
    letters = iter(text)
    return all(letter in letters for letter in words)

"""What must hold of any input: places inside the text, the text at the place, no crash, work that grows with length."""

import string
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from khabar.attribution import nounphrase
from khabar.attribution.extract import extract

PIECES = [
    "قال", "وقال", "أعلن", "وأضاف", "مضيفا", "مشيرا", "إلى", "أن", "إن", "أنه", "عن", "بأن", "على", "من", "في",
    "بـ", "لـ", ":", "،", ".", "؟", '"', "«", "»", "“", "”", "(", ")", "-", "--", "\n", "...", "+", "'", "الرئيس",
    "سامر", "الخطيب", "وزارة", "الدفاع", "وكالة", "رويترز", "لوكالة", "فرانس", "برس", "بحسب", "وفق", "ما", "على",
    "حد", "قوله", "نقلت", "نقلا", "كما", "كان", "قد", "الذي", "بيان", "البيان", "مصدر", "المصدر", "مضيفه",
    "المتحدث", "باسمه", "اليوم", "الأحد", "خلال", "مؤتمر", "صحفي", "10%", "40", "مليار", "إسقاط", "ء", "#وسم_آخر",
    "CNN", "ـ", "ً",
]  # fmt: skip
news = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)
glued = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
paragraphs = st.lists(st.one_of(news, glued, st.text(max_size=80)), max_size=4)


@settings(max_examples=300)
@example(['بحسب "'])
@example(["بحسب قال قال ـ قال قال"])
@example(["أكد محمد بيان «"])
@example(["مشيرا وكالة أكد «"])
@example(["أحدهم أكد كل «", "وأضافت"])
@example(["وكالة بحسب قالت 12 عبد 12 إن"])
@example(["وصفه بـ", "«كذا"])
@given(paragraphs)
def test_places_lie_inside_the_text_and_hold_the_statement(texts: list[str]) -> None:
    for one in extract(texts):
        assert 0 <= one.start < one.end <= len(texts[one.par])
        assert texts[one.par][one.start : one.end] == one.text
        assert one.speaker.name
        assert one.speaker.mention is None or one.speaker.mention in texts[one.par]
        assert one.cue is None or one.cue in texts[one.par]
        assert 0 <= one.confidence <= 1
        assert all(figure in one.text for figure in one.figures)


@settings(max_examples=100)
@given(paragraphs)
def test_the_same_text_gives_the_same_statements(texts: list[str]) -> None:
    assert extract(texts) == extract(list(texts))


@pytest.mark.parametrize(
    "unit", ["قال ", "أن ", '"', '" ', "بحسب الوزارة ", "نقلت عن ", "الرئيس جون ", "(", "كما ", "   ", "«"]
)
def test_work_grows_with_length_and_not_with_its_square(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten times the text may take ten times the reading of phrases and words, with room to spare; never a hundred."""
    steps = 0
    read: Callable[..., Any] = nounphrase._Phrase._belongs

    def counting(*arguments: Any) -> Any:
        nonlocal steps
        steps += 1
        return read(*arguments)

    monkeypatch.setattr(nounphrase._Phrase, "_belongs", counting)

    def work(length: int) -> int:
        nonlocal steps
        steps = 0
        extract([unit * (length // len(unit))])
        return steps

    short, long = work(2_000), work(20_000)
    assert long <= 15 * short + 1_000


def test_a_large_hostile_text_is_read_to_its_end() -> None:
    text = " ".join([string.punctuation, "قال", "بحسب", "«", "أن", '"', "الرئيس"]) * 10_000
    assert all(text[one.start : one.end] == one.text for one in extract([text]))

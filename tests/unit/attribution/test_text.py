"""Tokens, quotations and sentences of a paragraph, with their places in the text as given."""

import pytest

from khabar.attribution.text import read_paragraph


def quoted(text: str, *, runs_on: bool = False) -> list[str]:
    p = read_paragraph(text, runs_on=runs_on)
    return [p.span(first, last + 1) for first, last in p.quotes]


def sentences(text: str) -> list[str]:
    p = read_paragraph(text)
    return [p.span(*bounds) for bounds in p.bounds]


def test_tokens_keep_their_places() -> None:
    text = "أكّدَ  #بنيامين_نتنياهو 1,500 شخص."
    p = read_paragraph(text)
    assert [text[a:b] for a, b in zip(p.start, p.end, strict=True)] == p.words
    assert p.norm == ["اكد", "بنيامين نتنياهو", "1,500", "شخص", "."]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('قال "نعم" ثم "لا".', ['"نعم"', '"لا"']),
        ("قال «نعم» ثم “لا”.", ["«نعم»", "“لا”"]),
        ('قال "قرأت "الأيام" أمس" وخرج.', ['"قرأت "الأيام" أمس"']),
        ('قال " نعم " وخرج.', ['" نعم "']),
        ('شركة "الأفق، قالت "نعم" أمس.', ['"نعم"']),
        ('قال "نعم. ثم خرج.', ['"نعم']),
        ("لا شيء هنا.", []),
    ],
)
def test_quotations(text: str, wanted: list[str]) -> None:
    assert quoted(text) == wanted


def test_a_quotation_that_runs_on_reaches_the_end_of_the_paragraph() -> None:
    assert quoted('قال "نعم. ثم لا.', runs_on=True) == ['"نعم. ثم لا.']


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("وصل الوفد. غادر الوفد.", ["وصل الوفد.", "غادر الوفد."]),
        ("بلغ 95.7 في المئة.", ["بلغ 95.7 في المئة."]),
        ("قال د. سامر نعم.", ["قال د. سامر نعم."]),
        ('قال "نعم. لا." وخرج.', ['قال "نعم. لا."', "وخرج."]),
        ("شبكة (سي.إن) قالت.", ["شبكة (سي.إن) قالت."]),
        ("وصل الوفد -- غادر الوفد", ["وصل الوفد --", "غادر الوفد"]),
        ("وصل الوفد - كما قيل - أمس", ["وصل الوفد - كما قيل - أمس"]),
        ("وصل الوفد\nغادر الوفد", ["وصل الوفد\n", "غادر الوفد"]),
    ],
)
def test_sentences(text: str, wanted: list[str]) -> None:
    assert sentences(text) == wanted
